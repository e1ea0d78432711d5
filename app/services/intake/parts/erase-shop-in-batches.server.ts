import { mayEraseShop } from "#core/consent/erasure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { eraseRowsOfShop, renewEvent, tablesToErase } from "#shell/repositories/consent/erase-shop.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

const BATCH = 2_000;
/** Longer than a batch takes. */
const LEASE_SECONDS = 60;

/**
 * Deletes what a shop has much of before the event that erases the shop is ingested: each batch in a short transaction
 * of its own. An erasure that is cut off goes on where it was, because its event stays received.
 * @returns whether the event may be ingested now; not when the process stops
 */
export async function eraseShopInBatches(context: AppContext, event: NormalizedStoreEvent): Promise<boolean> {
  const { id, shopId, triggeredAt, isTest, normalizeResult } = event;
  if (isTest || "ignored" in normalizeResult || normalizeResult.normalizedEvent.privacy?.asks !== "erase_shop")
    return true;
  const { pool } = context.db;
  const [shop] = await findShops(pool, [shopId]);
  if (!shop || !mayEraseShop(shop.uninstalledAt, triggeredAt)) return true;
  for (const table of tablesToErase)
    for (let isEmpty = false; !isEmpty;) {
      if (isStopping(context)) return false;
      const deleted = await transaction(pool, (sql) => eraseRowsOfShop(sql, shopId, { table, limit: BATCH, keep: id }));
      if (deleted === null) return true;
      await renewEvent(pool, id, context.clock.now().add({ seconds: LEASE_SECONDS }));
      isEmpty = deleted < BATCH;
    }
  return true;
}
