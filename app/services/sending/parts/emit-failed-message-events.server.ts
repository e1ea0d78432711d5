import { formatFailure } from "#core/sending/failure-codes.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findFailedMessages } from "#shell/repositories/sending/failed-messages.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";

/**
 * Emits a `shopbell/message_failed` event for each undelivered text, once, within the transaction that records the
 * failure. A text with an unknown outcome emits none.
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
        // One own action deeper than the text: an automation that texts the same number again would loop.
        hop: sequenceId ? (hop ?? 0) + 1 : 0,
        causedBy: sequenceId,
        facts: { message: { body, error_code: errorCode, reason: formatFailure(errorCode) } },
      },
    })),
  );
}
