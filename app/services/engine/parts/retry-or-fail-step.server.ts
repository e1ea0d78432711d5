import { MAX_HANDLER_ERRORS, nextAttemptAt } from "#core/engine/backoff.ts";
import type { AppContext } from "#shell/context.server.ts";
import { afterCommit, transaction } from "#shell/db/sql.server.ts";
import { insertLogs } from "#shell/repositories/activity/logs.server.ts";
import { countAttempts, lockStepMessage } from "#shell/repositories/sending/messages.server.ts";
import { lockClaimed } from "#shell/repositories/engine/step-claims.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { writeStepEnds } from "#shell/repositories/engine/scheduled.server.ts";
import { endSequences } from "#shell/repositories/engine/sequences.server.ts";
import { releasePendingMessages } from "./release-pending-messages.server.ts";

/**
 * Schedules a retry of a step that broke, with backoff, or fails it after `MAX_BREAKS`, with the error on its row and
 * in the log. Does nothing when another worker has claimed the step since, or when its message may have been sent.
 * @param claimed the row as claimed, with its fencing token
 */
export async function retryOrFailStep(
  context: AppContext,
  claimed: DueStepRow,
  cause: unknown,
  mode: "for now" | "for good",
): Promise<void> {
  const now = context.clock.now();
  const error = cause instanceof Error ? cause.message : String(cause);
  await transaction(context.db.pool, async (sql) => {
    // Message before step, the lock order of `settleOutcomes`.
    await lockStepMessage(sql, claimed.id);
    const claims = await lockClaimed(sql, [{ id: claimed.id, fence: claimed.fence }]);
    const [row] = await readSteps(sql, [claimed.id], now);
    if (
      !row ||
      claims.get(claimed.id) !== "scheduled" ||
      row.messageStatus === "sending" ||
      row.messageStatus === "unknown"
    )
      return;
    // Attempts with the provider's answer are not breaks; they have their own limit.
    const breaks = Math.max(1, row.attempts - (row.messageId ? await countAttempts(sql, row.messageId) : 0));
    const isFinal = mode === "for good" || breaks >= MAX_HANDLER_ERRORS;
    context.log.error(
      { err: cause, event: row.storeEventId, scheduledAutomationId: row.id, attempts: row.attempts },
      isFinal ? "a step failed for good" : "a step failed; it is tried again",
    );
    if (!isFinal)
      return writeStepEnds(sql, [
        { id: row.id, kind: "later", dueAt: nextAttemptAt(now, breaks, row.id), deferral: null, error },
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
    afterCommit(sql, () => context.metrics.executed("failed"));
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
