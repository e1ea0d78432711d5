import type { SubscriptionStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface SubscriptionRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopifyId: string;
  lineItemId: string;
  status: SubscriptionStatus;
  /** Decimal text. */
  cappedAmount: string;
  balanceUsed: string;
  currency: string;
  periodEnd: Instant | null;
  test: boolean;
  toldAt: Instant | null;
}

const columns = `s."id", s."shopId", s."shopifyId", s."lineItemId", s."status", s."cappedAmount"::text AS "cappedAmount",
  s."balanceUsed"::text AS "balanceUsed", s."currency", s."periodEnd", s."test", s."toldAt"`;

/** Inserts a subscription that waits for the merchant's approval. */
export const insertSubscription = (
  sql: Sql,
  row: Omit<SubscriptionRow, "status" | "balanceUsed" | "periodEnd" | "toldAt"> & {
    nextLookAt: Instant;
    createdAt: Instant;
  },
): Promise<void> => insert(sql, "AppSubscription", [row]);

/** Inserts those subscriptions that the app lacks, to be looked at soon. */
export const insertRecoveredSubscriptions = (
  sql: Sql,
  rows: readonly (Omit<SubscriptionRow, "toldAt"> & { nextLookAt: Instant; createdAt: Instant })[],
): Promise<void> => insert(sql, "AppSubscription", rows, "ON CONFLICT DO NOTHING");

/** A shop's subscriptions that have not ended as far as the app knows. */
export const findOpenSubscriptions = (sql: Sql, shopId: string): Promise<SubscriptionRow[]> =>
  query(
    sql,
    `SELECT ${columns} FROM "AppSubscription" s WHERE s."shopId" = $1 AND s."nextLookAt" IS NOT NULL ORDER BY s."id"`,
    [shopId],
  );

/** The subscription that counts for a shop: one that is approved before one that is not, the newest of them. */
export async function findSubscription(sql: Sql, shopId: string): Promise<SubscriptionRow | null> {
  const [row] = await query<SubscriptionRow>(
    sql,
    `
      SELECT ${columns}
      FROM "AppSubscription" s
      WHERE s."shopId" = $1
      ORDER BY s."status" IN (${STATUS.active}, ${STATUS.frozen}) DESC, s."createdAt" DESC, s."id" DESC
      LIMIT 1`,
    [shopId],
  );
  return row ?? null;
}

/** A shop's subscription by Shopify's id. */
export async function findSubscriptionByShopify(
  sql: Sql,
  shopId: string,
  shopifyId: string,
): Promise<SubscriptionRow | null> {
  const [row] = await query<SubscriptionRow>(
    sql,
    `SELECT ${columns} FROM "AppSubscription" s WHERE s."shopId" = $1 AND s."shopifyId" = $2`,
    [shopId, shopifyId],
  );
  return row ?? null;
}

/** Locks subscriptions by Shopify's ids, in id order. */
export const lockSubscriptions = (
  sql: Sql,
  named: readonly { shopId: string; shopifyId: string }[],
): Promise<SubscriptionRow[]> =>
  batch(
    sql,
    `
      SELECT ${columns}
      FROM "AppSubscription" s
      WHERE (s."shopId", s."shopifyId") IN (
        SELECT i."shopId", i."shopifyId" FROM json_to_recordset($1::json) AS i("shopId" uuid, "shopifyId" text)
      )
      ORDER BY s."id" FOR UPDATE`,
    named,
  );

export type SubscriptionChange = Pick<
  SubscriptionRow,
  "id" | "lineItemId" | "status" | "cappedAmount" | "balanceUsed" | "periodEnd" | "toldAt"
> & { nextLookAt: Instant | null };

export const saveSubscriptions = (sql: Sql, rows: readonly SubscriptionChange[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "AppSubscription" s
      SET "lineItemId" = i."lineItemId", "status" = i."status", "cappedAmount" = i."cappedAmount",
        "balanceUsed" = i."balanceUsed", "periodEnd" = i."periodEnd", "toldAt" = i."toldAt",
        "nextLookAt" = i."nextLookAt"
      FROM json_populate_recordset(NULL::"AppSubscription", $1::json) i
      WHERE s."id" = i."id"`,
    rows,
  );

/** Claims the subscriptions that Shopify is to be asked about, and puts the next look off. */
export const claimSubscriptions = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<(SubscriptionRow & { domain: string })[]> =>
  query(
    sql,
    `
      WITH due AS (
        SELECT s."id"
        FROM "AppSubscription" s
        JOIN "Shop" h ON h."id" = s."shopId" AND h."uninstalledAt" IS NULL
        WHERE s."nextLookAt" <= $1
        ORDER BY s."nextLookAt"
        LIMIT $3
        FOR UPDATE OF s SKIP LOCKED
      )
      UPDATE "AppSubscription" s
      SET "nextLookAt" = $2
      FROM due, "Shop" h
      WHERE s."id" = due."id" AND h."id" = s."shopId"
      RETURNING ${columns}, h."domain"`,
    [now, until, limit],
  );
