import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { countUnknownOutcomes, notifyDaily } from "#shell/repositories/team/daily-notifications.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { showCount } from "#text/number.ts";

/** Notifies merchants, once per day in the shop's time zone, of messages closed with an unknown outcome. */
export async function notifyUnknownOutcomes(
  context: AppContext,
  sql: Sql,
  shopIds: readonly string[],
  now: Instant,
): Promise<void> {
  for (const { id: shopId, timezone } of await findShops(sql, [...new Set(shopIds)])) {
    const today = now.toZonedDateTimeISO(timezone);
    const { messages, emails } = await countUnknownOutcomes(sql, shopId, today.startOfDay().toInstant());
    const count = emails ? showCount(messages, "message", "messages") : showCount(messages, "text", "texts");
    await notifyDaily(sql, {
      id: context.newId(now),
      shopId,
      kind: "outcome_unknown",
      title: `Delivery of ${count} could not be confirmed`,
      body:
        "Twilio gave no answer at the send, and has no record since. Such a text is " +
        "not charged and not sent again. Activity shows it under Failed.",
      dedupeKey: `outcome_unknown:${today.toPlainDate().toString()}`,
      createdAt: now,
    });
  }
}
