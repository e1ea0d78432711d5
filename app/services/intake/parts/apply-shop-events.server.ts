import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { lockReceivedEvents } from "#shell/repositories/intake/store-events.server.ts";
import { applyShopUpdates } from "#shell/repositories/team/shops.server.ts";
import { inTriggeredOrder } from "#core/engine/match-context.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/**
 * Writes what events tell of their shops: name, time zone, uninstall. In a transaction of its own before the batch's,
 * because every other transaction locks customers before shops. Repeating it changes nothing.
 */
export async function applyShopEvents(
  { db }: Pick<AppContext, "db">,
  events: readonly NormalizedStoreEvent[],
): Promise<void> {
  const ofShops = events.filter(
    ({ isTest, normalizeResult }) =>
      !isTest && "normalizedEvent" in normalizeResult && normalizeResult.normalizedEvent.shop,
  );
  if (ofShops.length === 0) return;
  await transaction(db.pool, async (sql) => {
    const open = await lockReceivedEvents(
      sql,
      ofShops.map(({ id }) => id),
    );
    await applyShopUpdates(
      sql,
      inTriggeredOrder(ofShops.filter(({ id }) => open.has(id))).flatMap(({ shopId, triggeredAt, normalizeResult }) =>
        "ignored" in normalizeResult || !normalizeResult.normalizedEvent.shop
          ? []
          : [{ ...normalizeResult.normalizedEvent.shop, shopId, triggeredAt }],
      ),
    );
  });
}
