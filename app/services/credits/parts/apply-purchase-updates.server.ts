import type { Movement } from "#core/credits/ledger.ts";
import { purchase, purchaseAfter } from "#core/credits/purchase.ts";
import type { ObservedCharge } from "#core/intake/define.ts";
import type { PurchaseStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import {
  lockPurchasesByCharge,
  setPurchaseStatuses,
  type PurchaseRow,
} from "#shell/repositories/credits/purchases.server.ts";
import { moveCredits } from "./move-credits.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** An `app_purchases_one_time/update` webhook, normalised. */
export interface PurchaseUpdate {
  shopId: string;
  charge: ObservedCharge;
}

/**
 * Applies charge statuses to purchases. A purchase grants its credits once, whatever the order and number of
 * deliveries. Ignores charges that no purchase of the shop has.
 * @returns the scheduled automations that waited for credits; remind of them after the commit
 */
export async function applyPurchaseUpdates(
  context: AppContext,
  sql: Sql,
  updates: readonly PurchaseUpdate[],
  now: Instant,
): Promise<Due[]> {
  if (updates.length === 0) return [];
  const rows = await lockPurchasesByCharge(
    sql,
    updates.map(({ shopId, charge }) => ({ shopId, shopifyId: charge.shopifyId })),
  );
  const belongsTo = (row: PurchaseRow, { shopId, charge }: PurchaseUpdate) =>
    row.shopId === shopId && row.shopifyId === charge.shopifyId;
  for (const update of updates)
    if (!rows.some((row) => belongsTo(row, update)))
      context.log.warn({ shopId: update.shopId, charge: update.charge }, "a charge was told of that no purchase knows");

  const changed = rows.flatMap((row) => {
    const status = updates
      .filter((update) => belongsTo(row, update))
      .reduce((known, { charge }) => purchaseAfter(known, charge.status), row.status);
    return status === row.status ? [] : [{ row, status }];
  });
  return concludePurchases(context, sql, changed, now);
}

/**
 * Stores what became of purchases, and grants the credits of paid ones: one ledger entry for each, because the entry
 * has the purchase's id. Requires locked purchases.
 */
export async function concludePurchases(
  context: AppContext,
  sql: Sql,
  changed: readonly { row: PurchaseRow; status: PurchaseStatus }[],
  now: Instant,
): Promise<Due[]> {
  if (changed.length === 0) return [];
  await setPurchaseStatuses(
    sql,
    changed.map(({ row: { id }, status }) => ({ id, status, completedAt: now })),
  );
  await recordAudit(
    sql,
    changed.map(({ row, status }) => ({
      id: context.newId(now),
      shopId: row.shopId,
      actor: "shopify",
      action: `credits.charge_${status}`,
      target: `purchase:${row.id}`,
      before: { status: row.status },
      after: { status, credits: row.credits },
      createdAt: now,
    })),
  );
  const paid = changed.filter(({ status }) => status === "active").map(({ row }) => row);
  const movements = new Map<string, Movement[]>();
  for (const row of paid) movements.set(row.shopId, [...(movements.get(row.shopId) ?? []), purchase(row)]);
  return moveCredits(context, sql, await lockHoldings(sql, [...movements.keys()]), movements, now);
}
