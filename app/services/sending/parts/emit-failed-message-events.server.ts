import { formatFailure } from "#core/sending/failure-codes.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findFailedMessages } from "#shell/repositories/sending/failed-messages.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";

/**
 * Tells automations of texts that did not arrive, each once, within the transaction that records it. Of those whose
 * outcome cannot be told nothing is told.
 * @param messageIds messages whose status may have changed
 */
export async function emitFailedMessageEvents(
  context: AppContext,
  sql: Sql,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const failed = await findFailedMessages(sql, messageIds);
  await emitOwnEvents(
    context,
    sql,
    failed.map(({ id, shopId, customerId, body, errorCode, updatedAt, sequenceId, hop }) => ({
      shopId,
      topic: "shopbell/message_failed",
      eventId: `message_failed:${id}`,
      triggeredAt: updatedAt,
      payload: {
        subject: `message:${id}`,
        customerId,
        // It came of a step of ours: one that answers by another text to the same number goes round in a circle.
        hop: sequenceId ? (hop ?? 0) + 1 : 0,
        causedBy: sequenceId,
        facts: { message: { body, error_code: errorCode, reason: formatFailure(errorCode) } },
      },
    })),
  );
}
