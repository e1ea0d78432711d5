import type { Definition } from "#core/automations/definition.ts";
import type { ChangeableStep, StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockStep } from "#shell/repositories/engine/active-sequences.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { recordAudit, type AuditRow } from "#shell/repositories/team/audit.server.ts";
import { text } from "#text/en.ts";
import { refuse, type Refusal, type ServiceResult } from "#services/automations/parts/audited-change.server.ts";
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";

/** The scheduled automation to change, and the audit actor. */
export interface StepTarget {
  shopId: string;
  /** `ScheduledAutomation.id`. */
  id: string;
  actor: string;
}

export type StepChangeResult = ServiceResult<{
  id: string;
  status: "scheduled" | "cancelled";
  dueAt: Instant;
  /** The message to skip is the scheduled step itself. */
  isScheduled?: boolean;
}>;

interface StepChange {
  result: StepChangeResult;
  audit?: Pick<AuditRow, "action" | "before" | "after">;
  due?: readonly Due[];
}

/** A locked step; the definition is null when this release cannot read it. */
export interface LockedStep {
  row: DueStepRow & ChangeableStep;
  definition: Definition | null;
}

/** Changes a step under lock, and writes the audit event. */
export async function changeStep(
  context: AppContext,
  { shopId, id, actor }: StepTarget,
  work: (sql: Sql, locked: LockedStep, now: Instant) => Promise<StepChange>,
): Promise<StepChangeResult> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): Promise<StepChange> => {
    const locked = await lockStep(sql, shopId, id);
    const [row] = locked ? await readSteps(sql, [id], now) : [];
    if (!locked || !row) return { result: refuse("not_found", text.scheduled.noSuchStep) };
    const claimed = locked.leaseUntil !== null && Temporal.Instant.compare(locked.leaseUntil, now) >= 0;
    const definition = (await context.definitions(sql, [row.versionId])).get(row.versionId) ?? null;
    const changed = await work(sql, { row: { ...row, held: locked.held, claimed }, definition }, now);
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

/** The refusal of a blocked change. */
export const refuseBlocked = (blocker: StepChangeBlocker): Refusal =>
  refuse(reasonFor[blocker], text.scheduled.obstacles[blocker]);
