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
import { lockStep, rescheduleStep } from "#shell/repositories/engine/active-sequences.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import { text } from "#text/en.ts";
import { refuse, type Refusal, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { toStepResult, continueSequence, persistStepResults } from "../engine/parts/persist-step-results.server.ts";

/** The scheduled automation to change, and the audit actor. */
export interface StepTarget {
  shopId: string;
  /** `ScheduledAutomation.id`. */
  id: string;
  actor: string;
}

export type StepChangeResult = ServiceResult<{ id: string; status: "scheduled" | "cancelled"; dueAt: Instant }>;

/** Latest due time. */
const MAX_DELAY = Temporal.Duration.from({ hours: 10 * 365 * 24 });

/** Makes a waiting step due now. The engine still runs all guards, so quiet hours apply. */
export const runStepNow = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  moveStep(context, { ...target, to: context.clock.now() });

/** Reschedules a waiting step; a past time means now. */
export const moveStep = (
  context: AppContext,
  { to, ...target }: StepTarget & { to: Instant },
): Promise<StepChangeResult> =>
  changeStep(context, target, async (sql, row, now) => {
    const blocker = blockerToMoving(row);
    if (blocker) return { result: refuseBlocked(blocker) };
    if (Temporal.Instant.compare(to, now.add(MAX_DELAY)) > 0)
      return { result: refuse("invalid", text.scheduled.tooFar) };
    const dueAt = Temporal.Instant.compare(to, now) > 0 ? to : now;
    await rescheduleStep(sql, row.id, dueAt);
    return {
      result: { ok: true, id: row.id, status: "scheduled", dueAt },
      audit: { action: "step.moved", before: { dueAt: row.dueAt.toString() }, after: { dueAt: dueAt.toString() } },
      due: [{ id: row.id, dueAt, priority: row.priority }],
    };
  });

/** Cancels a waiting step; the sequence continues with the next one. */
export const cancelStep = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  changeStep(context, target, async (sql, row, now) => {
    const blocker = blockerToCancelling(row);
    if (blocker) return { result: refuseBlocked(blocker) };
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
        toStepResult(
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

interface StepChange {
  result: StepChangeResult;
  audit?: Pick<AuditRow, "action" | "before" | "after">;
  due?: readonly Due[];
}

type Row = DueStepRow & ChangeableStep;

/** Changes a step under lock. Refuses a claimed step and a step whose text is sending. */
async function changeStep(
  context: AppContext,
  { shopId, id, actor }: StepTarget,
  work: (sql: Sql, row: Row, now: Instant) => Promise<StepChange>,
): Promise<StepChangeResult> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): Promise<StepChange> => {
    const locked = await lockStep(sql, shopId, id);
    const [row] = locked ? await readSteps(sql, [id], now) : [];
    if (!locked || !row) return { result: refuse("not_found", text.scheduled.noSuchStep) };
    const claimed = locked.leaseUntil !== null && Temporal.Instant.compare(locked.leaseUntil, now) >= 0;
    const changed = await work(sql, { ...row, held: locked.held, claimed }, now);
    if (changed.audit)
      await recordAudit(sql, [
        { id: context.newId(now), shopId, actor, target: `step:${id}`, createdAt: now, ...changed.audit },
      ]);
    return changed;
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

const refuseBlocked = (blocker: StepChangeBlocker): Refusal =>
  refuse(reasonFor[blocker], text.scheduled.obstacles[blocker]);
