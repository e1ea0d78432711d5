import { MAX_BREAKS, nextTry } from "#core/engine/backoff.ts";
import type { AppContext } from "#shell/context.server.ts";
import { onceCommitted, transaction } from "#shell/db/sql.server.ts";
import { insertLogs } from "#shell/repositories/activity/logs.server.ts";
import { countAttempts, lockMessageOf } from "#shell/repositories/sending/messages.server.ts";
import { lockClaimed, readSteps, writeStepEnds, type DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import { endSequences } from "#shell/repositories/engine/sequences.server.ts";
import { releasePendingMessages } from "./release-pending-messages.server.ts";

/**
 * Puts off a step that could not be carried out, or fails it for good, with the error on its row and in the log.
 * Where the step is another's by now, or its message is under way, nothing is done.
 * @param claimed the step as it was claimed: its fence says whose it is
 */
export async function retryOrFailStep(
  context: AppContext,
  claimed: DueStepRow,
  cause: unknown,
  how: "for now" | "for good",
): Promise<void> {
  const now = context.clock.now();
  const error = cause instanceof Error ? cause.message : String(cause);
  await transaction(context.db.pool, async (sql) => {
    // A message before its step, as settling locks them.
    await lockMessageOf(sql, claimed.id);
    const live = await lockClaimed(sql, [{ id: claimed.id, fence: claimed.fence }]);
    const [row] = await readSteps(sql, [claimed.id]);
    if (
      !row ||
      live.get(claimed.id) !== "scheduled" ||
      row.messageStatus === "sending" ||
      row.messageStatus === "unknown"
    )
      return;
    // Calls that were answered are no breaks: the provider's tries are counted by themselves.
    const breaks = Math.max(1, row.attempts - (row.messageId ? await countAttempts(sql, row.messageId) : 0));
    const final = how === "for good" || breaks >= MAX_BREAKS;
    context.log.error(
      { err: cause, scheduledAutomationId: row.id, attempts: row.attempts },
      final ? "a step failed for good" : "a step failed; it is tried again",
    );
    if (!final)
      return writeStepEnds(sql, [
        { id: row.id, kind: "later", dueAt: nextTry(now, breaks, row.id), deferral: null, error },
      ]);
    const end = { id: row.id, kind: "failed", at: now, error } as const;
    const log = {
      action: "step",
      status: "failed",
      reason: "action_error",
      checks: [{ guard: "step", answer: "skip", reason: "action_error", saw: { error } }],
    } as const;
    if (row.messageStatus === "pending") await releasePendingMessages(context, sql, [{ row, log }], now);
    await writeStepEnds(sql, [end]);
    onceCommitted(sql, () => context.metrics.executed("failed"));
    await insertLogs(sql, [
      {
        id: context.newId(now),
        shopId: row.shopId,
        automationId: row.automationId,
        sequenceId: row.sequenceId,
        scheduledAutomationId: row.id,
        storeEventId: row.storeEventId,
        customerId: row.customerId,
        stepId: row.stepId,
        action: log.action,
        status: log.status,
        reason: log.reason,
        explanation: log.checks,
        messageId: row.messageId,
        credits: 0,
        createdAt: now,
      },
    ]);
    await endSequences(sql, [{ id: row.sequenceId, status: "failed", endReason: "action_error", completedAt: now }]);
  });
}
