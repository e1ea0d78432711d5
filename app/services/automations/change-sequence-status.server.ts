import type { SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  findSequence,
  holdStep,
  lockActiveRows,
  setSequenceStatus,
  type LockedSequenceRow,
  type SequenceRow,
} from "#shell/repositories/engine/active-sequences.server.ts";
import { cancelActiveSequences } from "./parts/cancel-active-sequences.server.ts";
import { refuse, type AutomationChange, type ServiceResult } from "./parts/audited-change.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { resumeStaggered } from "./change-automation-status.server.ts";

/** The sequence to change, and who does it. */
export interface SequenceTarget {
  shopId: string;
  sequenceId: string;
  actor: string;
}

export type SequenceOutcome = ServiceResult<{ sequenceId: string; status: SequenceStatus }>;

/** Stops one customer's walk where it is; what is due waits. */
export const pauseSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceOutcome> =>
  change(context, target, "paused", async (sql, sequence, insider) => {
    await setSequenceStatus(sql, sequence.id, "paused");
    if (insider.stepRowId && insider.messageStatus !== "sending" && insider.messageStatus !== "unknown")
      await holdStep(sql, insider.stepRowId);
    return { result: { ok: true, sequenceId: sequence.id, status: "paused" } };
  });

/** Lets it go on. While its automation is off, its steps stay held. */
export const resumeSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceOutcome> =>
  change(context, target, "active", async (sql, sequence, insider, now) => {
    await setSequenceStatus(sql, sequence.id, "active");
    const due =
      sequence.automationStatus === "active" ? await resumeStaggered(sql, [{ ...insider, status: "active" }], now) : [];
    return { result: { ok: true, sequenceId: sequence.id, status: "active" }, due };
  });

/** Ends it. A text under way is left alone. */
export const cancelSequence = (context: AppContext, target: SequenceTarget): Promise<SequenceOutcome> =>
  change(context, target, "cancelled", async (sql, sequence, insider, now) => {
    await cancelActiveSequences(
      context,
      sql,
      [insider],
      { shopId: sequence.shopId, automationId: sequence.automationId, because: "cancelled_by_hand" },
      now,
    );
    return { result: { ok: true, sequenceId: sequence.id, status: "cancelled" } };
  });

/** What a sequence can be made by hand. */
export const changedSequence = ["paused", "active", "cancelled"] as const;
const ways = { paused: pauseSequence, active: resumeSequence, cancelled: cancelSequence };

export const changeSequence = (
  context: AppContext,
  { to, ...target }: SequenceTarget & { to: (typeof changedSequence)[number] },
): Promise<SequenceOutcome> => ways[to](context, target);

type Work = (
  sql: Sql,
  sequence: SequenceRow,
  insider: LockedSequenceRow,
  now: Instant,
) => Promise<AutomationChange<{ sequenceId: string; status: SequenceStatus }>>;

/** Changes a running sequence under lock; one that has the status already is left as it is. */
async function change(
  context: AppContext,
  { shopId, sequenceId, actor }: SequenceTarget,
  to: SequenceStatus,
  work: Work,
): Promise<SequenceOutcome> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): ReturnType<Work> => {
    if (!(await findSequence(sql, shopId, sequenceId)))
      return { result: refuse("not_found", "there is no such sequence") };
    const [insider] = await lockActiveRows(sql, { sequenceId }, now);
    // Read again: it may have ended, or its automation been switched, while the lock was waited for.
    const sequence = await findSequence(sql, shopId, sequenceId);
    if (!sequence) return { result: refuse("not_found", "there is no such sequence") };
    if (sequence.status === to) return { result: { ok: true, sequenceId, status: to } };
    if (!insider) return { result: refuse("over", `the sequence is over: it is ${sequence.status}`) };
    const changed = await work(sql, sequence, insider, now);
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
