import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { countGivenUp, notifyOfTheDay } from "#shell/repositories/daily-notices.server.ts";
import { findShops } from "#shell/repositories/shops.server.ts";
import { showCount } from "#text/number.ts";

/** Tells merchants, once a day by their own calendar, of texts whose outcome could not be found out. */
export async function tellOfGivenUp(context: AppContext, sql: Sql, shopIds: readonly string[], now: Instant): Promise<void> {
  for (const { id: shopId, timezone } of await findShops(sql, [...new Set(shopIds)])) {
    const today = now.toZonedDateTimeISO(timezone);
    const texts = await countGivenUp(sql, shopId, today.startOfDay().toInstant());
    await notifyOfTheDay(sql, {
      id: context.newId(now),
      shopId,
      kind: "outcome_unknown",
      title: `We could not find out whether ${showCount(texts, "text", "texts")} went out`,
      body: "The phone company gave no answer when we sent, and has no such text on record. They were not charged and not sent again. Activity shows which, under Failed.",
      dedupeKey: `outcome_unknown:${today.toPlainDate().toString()}`,
      createdAt: now,
    });
  }
}
