import type { Instant } from "#core/time/time.ts";
import { isOwnId, ownId } from "#shell/db/own-id.server.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** The identifiers of a customer in another system. */
export interface KnownCustomerQuery {
  shopifyId: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
}

/**
 * Finds a shop's customer by the first given identifier: Shopify id, phone, e-mail. Prefers customers in Shopify, then
 * the newest. Ignores erased customers.
 * @returns the customer's id; null when unknown
 */
export async function findKnownCustomer(
  sql: Sql,
  shopId: string,
  { shopifyId, phone, email }: KnownCustomerQuery,
): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `
      SELECT "id"
      FROM "Customer"
      WHERE "shopId" = $1
        AND "erasedAt" IS NULL
        AND CASE
          WHEN $2::text IS NOT NULL THEN "shopifyId" = $2
          ELSE "id" IN (
            SELECT a."customerId"
            FROM "Subscriber" s
            JOIN "CustomerAddress" a ON a."subscriberId" = s."id" AND a."origin" <> 'delivery'
              AND a."formerSince" IS NULL
            WHERE s."shopId" = $1
              AND s."channel" = CASE WHEN $3::text IS NULL THEN 'email' ELSE 'sms' END::"Channel"
              AND s."address" = coalesce($3, lower($4))
          )
        END
      ORDER BY "shopifyId" IS NULL, "id" DESC LIMIT 1`,
    [shopId, shopifyId, phone, email],
  );
  return row?.id ?? null;
}

/** Finds the row id of an event by its idempotency key. */
export async function findStoreEventId(
  sql: Sql,
  shopId: string,
  topic: string,
  eventId: string,
): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "StoreEvent" WHERE "shopId" = $1 AND "topic" = $2 AND "eventId" = $3`,
    [shopId, topic, eventId],
  );
  return row?.id ?? null;
}

/** Whether the shop has this customer, and has not erased them. */
export async function hasCustomer(sql: Sql, shopId: string, id: string): Promise<boolean> {
  const rows = await query(sql, `SELECT 1 FROM "Customer" WHERE "shopId" = $1 AND "id" = $2 AND "erasedAt" IS NULL`, [
    shopId,
    ownId(id),
  ]);
  return rows.length > 0;
}

/** Those of the ids that are customers of the shop, and not erased; in the order given. */
export async function presentCustomers(sql: Sql, shopId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "id" = ANY($2::uuid[]) AND "erasedAt" IS NULL`,
    [shopId, ids.filter(isOwnId)],
  );
  const present = new Set(rows.map(({ id }) => id));
  return [...new Set(ids)].filter((id) => present.has(id));
}

/** A new customer without a Shopify id. */
export interface NewPhoneCustomer {
  id: string;
  shopId: string;
  /** E.164. */
  phone: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  createdAt: Instant;
}

/** Inserts a customer with a phone number and no Shopify id. The caller holds the lock of the number's subscriber. */
export async function insertPhoneCustomer(sql: Sql, person: NewPhoneCustomer): Promise<string> {
  const [row] = await query<{ id: string }>(
    sql,
    `
      INSERT INTO "Customer" ("id", "shopId", "phone", "email", "firstName", "lastName", "createdAt")
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT ("shopId", "phone")
        WHERE "shopifyId" IS NULL AND "phone" IS NOT NULL DO UPDATE SET "phone" = excluded."phone"
      RETURNING "id"`,
    [person.id, person.shopId, person.phone, person.email, person.firstName, person.lastName, person.createdAt],
  );
  return row?.id ?? person.id;
}

/** A new customer without a Shopify id, of a list of contacts. */
export interface NewListedCustomer extends NewPhoneCustomer {
  countryCode: string | null;
  locale: string | null;
  tags: readonly string[];
}

/**
 * Inserts customers of a list. One that has the number as its own and no account is taken instead.
 * @returns by number, the customer's id, and whether it is new
 */
export async function insertListedCustomers(
  sql: Sql,
  people: readonly NewListedCustomer[],
): Promise<Map<string, { id: string; created: boolean }>> {
  const rows = await batch<{ id: string; phone: string }>(
    sql,
    `
      INSERT INTO "Customer" ("id", "shopId", "phone", "email", "firstName", "lastName", "countryCode", "locale", "tags",
        "createdAt")
      SELECT i."id", i."shopId", i."phone", i."email", i."firstName", i."lastName", i."countryCode", i."locale",
        i."tags", i."createdAt"
      FROM json_populate_recordset(NULL::"Customer", $1::json) i
      ON CONFLICT ("shopId", "phone")
        WHERE "shopifyId" IS NULL AND "phone" IS NOT NULL DO UPDATE SET "phone" = excluded."phone"
      RETURNING "id", "phone"`,
    people,
  );
  const ids = new Set(people.map(({ id }) => id));
  return new Map(rows.map(({ id, phone }) => [phone, { id, created: ids.has(id) }]));
}
