import type { SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  findSequence,
  holdStep,
  lockActiveSequences,
  setSequenceStatus,
  type LockedSequenceRow,
  type SequenceRow,
} from "#shell/repositories/engine/active-sequences.server.ts";
import { cancelActiveSequences } from "./parts/cancel-active-sequences.server.ts";
import { refuse, type AutomationChange, type ServiceResult } from "./parts/audited-change.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { resumeStaggered } from "./change-automation-status.server.ts";

/** The sequence to change, and the audit actor. */
export interface SequenceTarget {
  shopId: string;
  sequenceId: string;
  actor: string;
}

export type SequenceChangeResult = ServiceResult<{ sequenceId: string; status: SequenceStatus }>;

/** Pauses a sequence; its due step is held. */
export const pauseSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceChangeResult> =>
  change(context, target, "paused", async (sql, sequence, active) => {
    await setSequenceStatus(sql, sequence.id, "paused");
    if (active.stepRowId && active.messageStatus !== "sending" && active.messageStatus !== "unknown")
      await holdStep(sql, active.stepRowId);
    return { result: { ok: true, sequenceId: sequence.id, status: "paused" } };
  });

/** Resumes a sequence. Its step stays held while the automation is paused. */
export const resumeSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceChangeResult> =>
  change(context, target, "active", async (sql, sequence, active, now) => {
    await setSequenceStatus(sql, sequence.id, "active");
    const due =
      sequence.automationStatus === "active" ? await resumeStaggered(sql, [{ ...active, status: "active" }], now) : [];
    return { result: { ok: true, sequenceId: sequence.id, status: "active" }, due };
  });

/** Cancels a sequence. A text that is already sending still goes out. */
export const cancelSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceChangeResult> =>
  change(context, target, "cancelled", async (sql, sequence, active, now) => {
    await cancelActiveSequences(
      context,
      sql,
      [active],
      { shopId: sequence.shopId, automationId: sequence.automationId, because: "cancelled_by_hand" },
      now,
    );
    return { result: { ok: true, sequenceId: sequence.id, status: "cancelled" } };
  });

/** Statuses that staff may give a sequence. */
export const changedSequence = ["paused", "active", "cancelled"] as const;
const changes = { paused: pauseSequence, active: resumeSequence, cancelled: cancelSequence };

export const changeSequence = (
  context: AppContext,
  { to, ...target }: SequenceTarget & { to: (typeof changedSequence)[number] },
): Promise<SequenceChangeResult> => changes[to](context, target);

type SequenceWork = (
  sql: Sql,
  sequence: SequenceRow,
  active: LockedSequenceRow,
  now: Instant,
) => Promise<AutomationChange<{ sequenceId: string; status: SequenceStatus }>>;

/** Changes an active sequence under lock; does nothing if it has the status already. */
async function change(
  context: AppContext,
  { shopId, sequenceId, actor }: SequenceTarget,
  to: SequenceStatus,
  work: SequenceWork,
): Promise<SequenceChangeResult> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): ReturnType<SequenceWork> => {
    if (!(await findSequence(sql, shopId, sequenceId)))
      return { result: refuse("not_found", "there is no such sequence") };
    const [active] = await lockActiveSequences(sql, { sequenceIds: [sequenceId] }, now);
    // Read again: the sequence may have ended, or the automation changed status, while this transaction waited for the
    // lock.
    const sequence = await findSequence(sql, shopId, sequenceId);
    if (!sequence) return { result: refuse("not_found", "there is no such sequence") };
    if (sequence.status === to) return { result: { ok: true, sequenceId, status: to } };
    if (!active) return { result: refuse("over", `the sequence is over: it is ${sequence.status}`) };
    const changed = await work(sql, sequence, active, now);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "sequence.status",
        target: `sequence:${sequenceId}`,
        before: { status: sequence.status },
        after: { status: to },
        createdAt: now,
      },
    ]);
    return changed;
  });
  await remind(context, remindersFor(due ?? [], now));
  return result;
}
