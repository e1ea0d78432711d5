import { MOST_BREAKS, nextTry } from "#core/sequence/backoff.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { insertLogs } from "#shell/repositories/logs.server.ts";
import { writeStepEnds, type DueStep } from "#shell/repositories/scheduled.server.ts";
import { endSequences } from "#shell/repositories/sequences.server.ts";

/** Puts off a step that could not be carried out, or fails it for good, with the error on its row and in the log. */
export async function setAsideStep(context: AppContext, row: DueStep, cause: unknown, how: "for now" | "for good"): Promise<void> {
  const now = context.clock.now();
  const error = cause instanceof Error ? cause.message : String(cause);
  const final = how === "for good" || row.attempts >= MOST_BREAKS;
  context.log.error({ err: cause, scheduledAutomationId: row.id, attempts: row.attempts }, final ? "a step failed for good" : "a step failed; it is tried again");
  await transaction(context.db.pool, async (sql) => {
    if (!final) return writeStepEnds(sql, [{ id: row.id, kind: "later", dueAt: nextTry(now, row.attempts, row.id), deferral: null, error }]);
    await writeStepEnds(sql, [{ id: row.id, kind: "failed", at: now, error }]);
    await insertLogs(sql, [
      {
        id: context.newId(now), shopId: row.shopId, automationId: row.automationId, sequenceId: row.sequenceId, scheduledAutomationId: row.id,
        storeEventId: row.storeEventId, customerId: row.customerId, stepId: row.stepId, action: "step", status: "failed", reason: "action_error",
        explanation: [{ guard: "step", answer: "skip", reason: "action_error", saw: { error } }], messageId: row.messageId, credits: 0, createdAt: now,
      },
    ]);
    await endSequences(sql, [{ id: row.sequenceId, status: "failed", endReason: "action_error", completedAt: now }]);
  });
}
