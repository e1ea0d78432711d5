import type { LastTopUp, TopUpProblem } from "#core/credits/top-up.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import type { NewPurchase, PurchaseRow } from "./purchases.server.ts";

/** A restored copy of `h` lacks charges until they were read from Shopify. */
const CHARGES_ARE_READ = `(h."restoredAt" IS NULL OR h."chargesReadAt" IS NOT NULL)`;

/** A top-up that a worker has claimed. */
export interface TopUpRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  domain: string;
  packKey: string;
  credits: number;
  /** Decimal text. */
  price: string;
  currency: string;
  /** The calls so far, with the one that is to come. */
  attempts: number;
  subscriptionId: string;
  /** Shopify's ids of the subscription and of its usage line. */
  subscriptionShopifyId: string;
  lineItemId: string;
}

/**
 * Inserts a pending top-up, before anything is charged.
 * @returns whether it is new: a shop has one under way
 */
export async function insertTopUp(
  sql: Sql,
  row: NewPurchase & { subscriptionId: string; dueAt: Instant },
): Promise<boolean> {
  const { id, shopId, packKey, credits, price, currency, createdAt, subscriptionId, dueAt } = row;
  const rows = await query(
    sql,
    `
      INSERT INTO "CreditPurchase" ("id", "shopId", "packKey", "credits", "price", "currency", "status", "createdAt",
        "subscriptionId", "dueAt")
      VALUES ($1, $2, $3, $4, $5, $6, ${STATUS.pending}, $7, $8, $9)
      ON CONFLICT DO NOTHING
      RETURNING "id"`,
    [id, shopId, packKey, credits, price, currency, createdAt, subscriptionId, dueAt],
  );
  return rows.length > 0;
}

/** A shop's newest top-up. */
export async function findLastTopUp(sql: Sql, shopId: string): Promise<LastTopUp | null> {
  const [row] = await query<{ isPending: boolean; problem: TopUpProblem | null; at: Instant }>(
    sql,
    `
      SELECT "status" = ${STATUS.pending} AS "isPending", "problem", "createdAt" AS "at"
      FROM "CreditPurchase"
      WHERE "shopId" = $1 AND "subscriptionId" IS NOT NULL
      ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`,
    [shopId],
  );
  return row ?? null;
}

/** Claims top-ups to charge; another worker charges them again after `until`, with the same key. */
export const claimTopUps = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<TopUpRow[]> =>
  query(
    sql,
    `
      WITH due AS (
        SELECT p."id"
        FROM "CreditPurchase" p
        JOIN "Shop" h ON h."id" = p."shopId" AND h."uninstalledAt" IS NULL AND ${CHARGES_ARE_READ}
        WHERE p."subscriptionId" IS NOT NULL AND p."status" = ${STATUS.pending} AND p."dueAt" <= $1
        ORDER BY p."dueAt"
        LIMIT $3
        FOR UPDATE OF p SKIP LOCKED
      )
      UPDATE "CreditPurchase" p
      SET "attempts" = p."attempts" + 1, "dueAt" = $2
      FROM due, "Shop" h, "AppSubscription" s
      WHERE p."id" = due."id" AND h."id" = p."shopId" AND s."id" = p."subscriptionId"
      RETURNING p."id", p."shopId", h."domain", p."packKey", p."credits", p."price"::text AS "price", p."currency",
        p."attempts", s."id" AS "subscriptionId", s."shopifyId" AS "subscriptionShopifyId", s."lineItemId"`,
    [now, until, limit],
  );

/** Keeps a top-up pending after a call without an answer. */
export const putOffTopUp = (sql: Sql, id: string, dueAt: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CreditPurchase"
      SET "dueAt" = $2, "problem" = 'no_answer'
      WHERE "id" = $1 AND "status" = ${STATUS.pending}`,
    [id, dueAt],
  );

/** Ends a top-up that Shopify refused. */
export const declineTopUp = (sql: Sql, id: string, problem: TopUpProblem, at: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CreditPurchase"
      SET "status" = ${STATUS.declined}, "problem" = $2, "completedAt" = $3
      WHERE "id" = $1 AND "status" = ${STATUS.pending}`,
    [id, problem, at],
  );

/** Ends the top-up that is under way: a restored copy has it from before those that were charged since. */
export const expirePendingTopUp = (sql: Sql, shopId: string, at: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CreditPurchase"
      SET "status" = ${STATUS.expired}, "completedAt" = $2
      WHERE "shopId" = $1 AND "subscriptionId" IS NOT NULL AND "status" = ${STATUS.pending}`,
    [shopId, at],
  );

/** Stores the charges of top-ups and locks those that are not paid yet, in id order. */
export const lockChargedTopUps = (
  sql: Sql,
  subscriptionId: string,
  charges: readonly { key: string; chargeId: string }[],
): Promise<PurchaseRow[]> =>
  query(
    sql,
    `
      WITH charged AS (
        SELECT p."id", i."chargeId"
        FROM "CreditPurchase" p
        JOIN json_to_recordset($2::json) AS i("key" text, "chargeId" text) ON i."key" = p."id"::text
        WHERE p."subscriptionId" = $1 AND p."status" <> ${STATUS.active}
        ORDER BY p."id" FOR UPDATE OF p
      )
      UPDATE "CreditPurchase" p
      SET "shopifyId" = charged."chargeId", "problem" = NULL
      FROM charged
      WHERE p."id" = charged."id"
      RETURNING p."id", p."shopId", p."packKey", p."credits", p."status", p."shopifyId", true AS "isTopUp"`,
    [subscriptionId, JSON.stringify(charges)],
  );

/** Adds a charge to what is known of the subscription's period, until Shopify is asked again. */
export const addToBalanceUsed = (sql: Sql, subscriptionId: string, price: string, lookAt: Instant): Promise<unknown> =>
  query(
    sql,
    `UPDATE "AppSubscription" SET "balanceUsed" = "balanceUsed" + $2::numeric, "nextLookAt" = $3 WHERE "id" = $1`,
    [subscriptionId, price, lookAt],
  );

/** Shops with a rule whose balance is under it, and an active subscription to charge. */
export const shopsToTopUp = (sql: Sql, limit: number): Promise<{ shopId: string }[]> =>
  query(
    sql,
    `
      SELECT h."id" AS "shopId"
      FROM "Shop" h
      WHERE h."uninstalledAt" IS NULL AND ${CHARGES_ARE_READ}
        AND jsonb_typeof(h."settings"->'autoTopUp'->'below') = 'number'
        AND h."creditBalance" < (h."settings"->'autoTopUp'->>'below')::numeric
        AND EXISTS (SELECT 1 FROM "AppSubscription" s WHERE s."shopId" = h."id" AND s."status" = ${STATUS.active})
        AND NOT EXISTS (
          SELECT 1
          FROM "CreditPurchase" p
          WHERE p."shopId" = h."id" AND p."subscriptionId" IS NOT NULL AND p."status" = ${STATUS.pending}
        )
      ORDER BY h."creditBalance"
      LIMIT $1`,
    [limit],
  );
