import type { Reason } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { LockedSequenceRow } from "#shell/repositories/engine/active-sequences.server.ts";
import { insertLogs } from "#shell/repositories/activity/logs.server.ts";
import { endSequences } from "#shell/repositories/engine/sequences.server.ts";

/** Reasons for which a merchant's action, or a campaign's plan, cancels sequences. */
type CancelReason = Extract<
  Reason,
  | "automation_archived"
  | "republished"
  | "cancelled_by_hand"
  | "campaign_cancelled"
  | "campaign_too_late"
  | "quiet_hours"
>;

/** Cancels active sequences and logs the reason for each. A text that is already sending still goes out. */
export async function cancelActiveSequences(
  context: AppContext,
  sql: Sql,
  sequences: readonly LockedSequenceRow[],
  { shopId, automationId, because }: { shopId: string; automationId: string; because: CancelReason },
  now: Instant,
): Promise<void> {
  await endSequences(
    sql,
    sequences.map(({ sequenceId }) => ({ id: sequenceId, status: "cancelled", endReason: because, completedAt: now })),
  );
  await insertLogs(
    sql,
    sequences.map(({ sequenceId, customerId, stepId }) => ({
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
