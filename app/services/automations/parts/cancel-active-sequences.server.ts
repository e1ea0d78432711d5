import type { Reason } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { LockedSequenceRow } from "#shell/repositories/engine/active-sequences.server.ts";
import { insertLogs } from "#shell/repositories/activity/logs.server.ts";
import { endSequences } from "#shell/repositories/engine/sequences.server.ts";

/** Why a merchant's doing ends sequences. */
type Because = Extract<Reason, "automation_archived" | "republished" | "cancelled_by_hand">;

/** Cancels running sequences, each with a log that says why its steps will not come. A text under way is left alone. */
export async function cancelActiveSequences(
  context: AppContext,
  sql: Sql,
  inside: readonly LockedSequenceRow[],
  { shopId, automationId, because }: { shopId: string; automationId: string; because: Because },
  now: Instant,
): Promise<void> {
  await endSequences(
    sql,
    inside.map(({ sequenceId }) => ({ id: sequenceId, status: "cancelled", endReason: because, completedAt: now })),
  );
  await insertLogs(
    sql,
    inside.map(({ sequenceId, customerId, stepId }) => ({
      id: context.newId(now),
      shopId,
      automationId,
      sequenceId,
      scheduledAutomationId: null,
      storeEventId: null,
      customerId,
      stepId,
      action: "exit",
      status: "skipped",
      reason: because,
      explanation: [{ guard: "sequence_active", answer: "exit", reason: because, saw: { waited_at: stepId } }],
      messageId: null,
      credits: 0,
      createdAt: now,
    })),
  );
}
