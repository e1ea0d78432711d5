import { placementOf } from "#core/automations/outline.ts";
import {
  blockerToCancelling,
  blockerToMoving,
  type StepChangeBlocker,
  type ChangeableStep,
} from "#core/scheduled/step-changes.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit, type AuditRow } from "#shell/repositories/team/audit.server.ts";
import { lockStep, retimeStep } from "#shell/repositories/engine/active-sequences.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import { text } from "#text/en.ts";
import { refuse, type Refusal, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { stepResultOf, continueSequence, persistStepResults } from "../engine/parts/persist-step-results.server.ts";

/** The scheduled step to change, and who does it. */
export interface StepTarget {
  shopId: string;
  /** `ScheduledAutomation.id`. */
  id: string;
  actor: string;
}

export type StepChangeResult = ServiceResult<{ id: string; status: "scheduled" | "cancelled"; dueAt: Instant }>;

/** How far ahead a step may be put. */
const FURTHEST = Temporal.Duration.from({ hours: 10 * 365 * 24 });

/** Makes a waiting step due at once. Everything is asked again all the same: the night stays quiet. */
export const runStepNow = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  moveStep(context, { ...target, to: context.clock.now() });

/** Gives a waiting step another time; a time that is over is now. */
export const moveStep = (
  context: AppContext,
  { to, ...target }: StepTarget & { to: Instant },
): Promise<StepChangeResult> =>
  change(context, target, async (sql, row, now) => {
    const obstacle = blockerToMoving(row);
    if (obstacle) return { result: refuseFor(obstacle) };
    if (Temporal.Instant.compare(to, now.add(FURTHEST)) > 0)
      return { result: refuse("invalid", text.scheduled.tooFar) };
    const dueAt = Temporal.Instant.compare(to, now) > 0 ? to : now;
    await retimeStep(sql, row.id, dueAt);
    return {
      result: { ok: true, id: row.id, status: "scheduled", dueAt },
      audit: { action: "step.moved", before: { dueAt: row.dueAt.toString() }, after: { dueAt: dueAt.toString() } },
      due: [{ id: row.id, dueAt, priority: row.priority }],
    };
  });

/** Leaves a waiting step out; the sequence goes on with the next. */
export const cancelStep = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  change(context, target, async (sql, row, now) => {
    const obstacle = blockerToCancelling(row);
    if (obstacle) return { result: refuseFor(obstacle) };
    const definition = (await context.definitions(sql, [row.versionId])).get(row.versionId);
    const step = definition && placementOf(definition, row.stepId)?.step;
    if (!definition || !step) return { result: refuse("invalid", text.scheduled.strayStep) };
    const checks = [
      {
        guard: "sequence_active",
        answer: "skip" as const,
        reason: "cancelled_by_hand" as const,
        saw: { was_due_at: row.dueAt.toString() },
      },
    ];
    const due = await persistStepResults(
      context,
      sql,
      [
        stepResultOf(
          { row, definition, step },
          {
            end: { kind: "cancelled", at: now },
            log: { status: "skipped", reason: "cancelled_by_hand", checks },
            then: continueSequence({ row, definition }, "done", now),
          },
        ),
      ],
      now,
    );
    return {
      result: { ok: true, id: row.id, status: "cancelled", dueAt: row.dueAt },
      audit: { action: "step.cancelled", before: { status: "scheduled" }, after: { status: "cancelled" } },
      due,
    };
  });

interface Steered {
  result: StepChangeResult;
  audit?: Pick<AuditRow, "action" | "before" | "after">;
  due?: readonly Due[];
}

type Row = DueStepRow & ChangeableStep;

/** Changes a step under lock. One that a worker is at, or whose text is under way, is left alone. */
async function change(
  context: AppContext,
  { shopId, id, actor }: StepTarget,
  work: (sql: Sql, row: Row, now: Instant) => Promise<Steered>,
): Promise<StepChangeResult> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): Promise<Steered> => {
    const locked = await lockStep(sql, shopId, id);
    const [row] = locked ? await readSteps(sql, [id]) : [];
    if (!locked || !row) return { result: refuse("not_found", text.scheduled.noSuchStep) };
    const claimed = locked.leaseUntil !== null && Temporal.Instant.compare(locked.leaseUntil, now) >= 0;
    const steered = await work(sql, { ...row, held: locked.held, claimed }, now);
    if (steered.audit)
      await recordAudit(sql, [
        { id: context.newId(now), shopId, actor, target: `step:${id}`, createdAt: now, ...steered.audit },
      ]);
    return steered;
  });
  await remind(context, remindersFor(due ?? [], now));
  return result;
}

const reasonFor: Record<StepChangeBlocker, Refusal["reason"]> = {
  over: "over",
  under_way: "under_way",
  trying_again: "under_way",
  automation_off: "held",
  sequence_paused: "held",
  held: "held",
};

const refuseFor = (obstacle: StepChangeBlocker): Refusal =>
  refuse(reasonFor[obstacle], text.scheduled.obstacles[obstacle]);
