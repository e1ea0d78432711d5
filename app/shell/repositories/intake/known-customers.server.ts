import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

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
          WHEN $3::text IS NOT NULL THEN "phone" = $3
          ELSE "email" IN ($4, lower($4))
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
  const rows = await query(
    sql,
    `SELECT 1 FROM "Customer" WHERE "shopId" = $1 AND "id"::text = $2 AND "erasedAt" IS NULL`,
    [shopId, id],
  );
  return rows.length > 0;
}

/** A new customer without a Shopify id. */
export interface NewPhoneCustomer {
  id: string;
  shopId: string;
  /** E.164. */
  phone: string;
  phoneHash: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  createdAt: Instant;
}

/** Inserts a customer with a phone number and no Shopify id, unless the shop has a customer with that number. */
export const insertPhoneCustomer = (sql: Sql, person: NewPhoneCustomer): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "Customer" ("id", "shopId", "phone", "phoneHash", "email", "firstName", "lastName", "createdAt")
      SELECT $1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::timestamptz
      WHERE NOT EXISTS (SELECT 1 FROM "Customer" WHERE "shopId" = $2 AND "phone" = $3 AND "erasedAt" IS NULL)
      ON CONFLICT ("shopId", "phone")
        WHERE "shopifyId" IS NULL AND "phone" IS NOT NULL DO NOTHING`,
    [
      person.id,
      person.shopId,
      person.phone,
      person.phoneHash,
      person.email,
      person.firstName,
      person.lastName,
      person.createdAt,
    ],
  );
