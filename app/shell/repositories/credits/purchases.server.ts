import type { BilledPurchase } from "#core/credits/proof/purchases.ts";
import type { PurchaseStatus } from "#core/statuses.ts";
import type { Purchased } from "#core/credits/packs.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface NewPurchase {
  id: string;
  shopId: string;
  packKey: string;
  credits: number;
  /** Decimal text. */
  price: string;
  currency: string;
  createdAt: Instant;
}

/** Inserts a pending purchase, before Shopify creates its charge. */
export const insertPurchase = (sql: Sql, row: NewPurchase): Promise<void> =>
  insert(sql, "CreditPurchase", [{ ...row, status: "pending" }]);

/** A purchase that Shopify lists and the app lacks, as an older copy was restored. */
export interface RecoveredPurchase extends NewPurchase {
  shopifyId: string;
  /** The subscription of a top-up; null for a pack. */
  subscriptionId: string | null;
}

/**
 * Inserts purchases that the app lacks, before what Shopify says of them is applied. A top-up does not become pending: a
 * shop has one under way, and its worker would charge it.
 */
export const insertRecoveredPurchases = (sql: Sql, rows: readonly RecoveredPurchase[]): Promise<unknown> =>
  insert(
    sql,
    "CreditPurchase",
    rows.map((row) => ({ ...row, status: row.subscriptionId === null ? "pending" : "expired" })),
  );

/** Those of a shop's charges that the app has, by Shopify's id or by the purchase's own. */
export async function findKnownCharges(
  sql: Sql,
  shopId: string,
  charges: readonly { chargeId: string; key: string | null }[],
): Promise<Set<string>> {
  const rows = await batch<{ chargeId: string }>(
    sql,
    `
      SELECT i."chargeId"
      FROM json_to_recordset($1::json) AS i("chargeId" text, "key" uuid)
      WHERE EXISTS (
        SELECT 1
        FROM "CreditPurchase" p
        WHERE p."shopId" = $2 AND (p."shopifyId" = i."chargeId" OR p."id" = i."key")
      )`,
    charges,
    [shopId],
  );
  return new Set(rows.map(({ chargeId }) => chargeId));
}

/** Stores the Shopify charge of a purchase. */
export const setPurchaseCharge = (
  sql: Sql,
  { shopId, id, shopifyId }: { shopId: string; id: string; shopifyId: string },
): Promise<unknown> =>
  query(sql, `UPDATE "CreditPurchase" SET "shopifyId" = $3 WHERE "shopId" = $1 AND "id" = $2`, [shopId, id, shopifyId]);

export interface PurchaseRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  packKey: string;
  credits: number;
  status: PurchaseStatus;
  shopifyId: string;
  /** Charged to the shop's subscription by itself. */
  isTopUp?: boolean;
}

/** Finds a shop's purchase by its charge. */
export async function findPurchaseByCharge(
  sql: Sql,
  shopId: string,
  shopifyId: string,
): Promise<{ status: PurchaseStatus; credits: number } | null> {
  const [row] = await query<{ status: PurchaseStatus; credits: number }>(
    sql,
    `SELECT "status", "credits" FROM "CreditPurchase" WHERE "shopId" = $1 AND "shopifyId" = $2`,
    [shopId, shopifyId],
  );
  return row ?? null;
}

/** Locks the purchases of these charges, in id order. */
export const lockPurchasesByCharge = (
  sql: Sql,
  charges: readonly { shopId: string; shopifyId: string }[],
): Promise<PurchaseRow[]> =>
  batch(
    sql,
    `
      SELECT p."id", p."shopId", p."packKey", p."credits", p."status", p."shopifyId"
      FROM "CreditPurchase" p
      WHERE (p."shopId", p."shopifyId") IN (
        SELECT i."shopId", i."shopifyId"
        FROM json_to_recordset($1::json) AS i("shopId" uuid, "shopifyId" text)
      )
      ORDER BY p."id" FOR UPDATE`,
    charges,
  );

export const setPurchaseStatuses = (
  sql: Sql,
  rows: readonly { id: string; status: PurchaseStatus; completedAt: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "CreditPurchase" p
      SET "status" = i."status", "completedAt" = i."completedAt"
      FROM json_populate_recordset(NULL::"CreditPurchase", $1::json) i
      WHERE p."id" = i."id"`,
    rows,
  );

/** A shop's purchases by id, each with its ledger entry. */
export const readBilledPurchases = (
  sql: Sql,
  shopId: string,
  after: string | null,
  limit: number,
): Promise<(BilledPurchase & Record<string, unknown>)[]> =>
  query(
    sql,
    `
      SELECT p."id", p."status", p."credits",
        (
          SELECT json_build_object('type', e."type", 'amount', e."amount")
          FROM "CreditEntry" e
          WHERE e."id" = p."id" AND e."shopId" = p."shopId"
        ) AS "entry"
      FROM "CreditPurchase" p
      WHERE p."shopId" = $1 AND ($2::uuid IS NULL OR p."id" > $2)
      ORDER BY p."id" LIMIT $3`,
    [shopId, after, limit],
  );

/** Sums what a shop's credits were bought for, by currency. */
export const sumPurchases = (sql: Sql, shopId: string): Promise<(Purchased & Record<string, unknown>)[]> =>
  query(
    sql,
    `
      SELECT "currency", sum("credits")::int AS "credits", sum("price")::text AS "price"
      FROM "CreditPurchase"
      WHERE "shopId" = $1 AND "status" = ${STATUS.active}
      GROUP BY 1`,
    [shopId],
  );
