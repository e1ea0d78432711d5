import type { Movement } from "#core/credits/ledger.ts";
import { purchase, purchaseAfter } from "#core/credits/purchase.ts";
import type { ObservedCharge } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { lockCharged, movePurchases, type PurchaseRow } from "#shell/repositories/credits/purchases.server.ts";
import { moveCredits } from "./move-credits.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** What Shopify tells of a charge of one shop. */
export interface PurchaseUpdate {
  shopId: string;
  charge: ObservedCharge;
}

/**
 * Takes in what became of charges: a purchase that is paid for gives its credits, once, however often and in whatever
 * order it is told. A charge that no purchase of the shop knows is none of ours.
 * @returns the steps that waited for credits, to be reminded of after the commit
 */
export async function applyPurchaseUpdates(
  context: AppContext,
  sql: Sql,
  told: readonly PurchaseUpdate[],
  now: Instant,
): Promise<Due[]> {
  if (told.length === 0) return [];
  const rows = await lockCharged(
    sql,
    told.map(({ shopId, charge }) => ({ shopId, shopifyId: charge.shopifyId })),
  );
  const isOf = (row: PurchaseRow, { shopId, charge }: PurchaseUpdate) =>
    row.shopId === shopId && row.shopifyId === charge.shopifyId;
  for (const one of told)
    if (!rows.some((row) => isOf(row, one)))
      context.log.warn({ shopId: one.shopId, charge: one.charge }, "a charge was told of that no purchase knows");

  const moved = rows.flatMap((row) => {
    const status = told
      .filter((one) => isOf(row, one))
      .reduce((known, { charge }) => purchaseAfter(known, charge.status), row.status);
    return status === row.status ? [] : [{ row, status }];
  });
  await movePurchases(
    sql,
    moved.map(({ row: { id }, status }) => ({ id, status, completedAt: now })),
  );
  await recordAudit(
    sql,
    moved.map(({ row, status }) => ({
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
  const paid = moved.filter(({ status }) => status === "active").map(({ row }) => row);
  const movements = new Map<string, Movement[]>();
  for (const row of paid) movements.set(row.shopId, [...(movements.get(row.shopId) ?? []), purchase(row)]);
  return moveCredits(context, sql, await lockHoldings(sql, [...movements.keys()]), movements, now);
}
