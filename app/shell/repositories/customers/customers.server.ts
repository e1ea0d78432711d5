import type { KnownNumber } from "#core/customers/addresses.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { AutomationStatus, ConsentState } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { TriggerType } from "#core/triggers/index.ts";
import { batch, insert, query, recordset, type Row, type Sql, toJson } from "#shell/db/sql.server.ts";
import { ADDRESSES_OF_CUSTOMER, EMAIL_CONSENT, NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";

const columns = `
  c."id", c."shopId", c."shopifyId", c."phone", c."email", c."firstName", c."lastName", c."countryCode",
  c."provinceCode", c."locale", c."tags", c."state", c."ordersCount", c."totalSpent", c."currency", c."lastOrderAt",
  c."metricsAt", c."fields", c."since", c."birthday", c."checkedAt", c."sourceUpdatedAt", c."erasedAt"`;

/** The core represents times as ISO text. The consents are those of the addresses, read with the subscribers. */
const toRecord = (row: Row): CustomerRecord =>
  ({
    smsConsent: "not_subscribed",
    emailConsent: "not_subscribed",
    ...Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        value instanceof Temporal.Instant ? value.toString() : value,
      ]),
    ),
  }) as unknown as CustomerRecord;

export interface CustomerKey {
  shopId: string;
  /** Our id, if the event carries it. */
  id: string | null;
  shopifyId: string | null;
  /** The event's own addresses, E.164 numbers and e-mail addresses in lower case. */
  addresses: readonly string[];
}

/**
 * Locks the customers of events, found by our id, by Shopify's id, or by an address. Locks in id order, so that an
 * erasure and an event of the same customer are serial.
 */
export async function lockCustomers(sql: Sql, keys: readonly CustomerKey[]): Promise<CustomerRecord[]> {
  if (keys.length === 0) return [];
  const rows = await batch(
    sql,
    `
      SELECT ${columns}, ${ADDRESSES_OF_CUSTOMER} AS "addresses"
      FROM "Customer" c
      WHERE c."id" IN (
        SELECT c."id"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "shopifyId" text)
        JOIN "Customer" c ON c."shopId" = k."shopId" AND c."shopifyId" = k."shopifyId"
        UNION
        SELECT c."id"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "id" uuid)
        JOIN "Customer" c ON c."shopId" = k."shopId" AND c."id" = k."id"
        UNION
        SELECT a."customerId"
        FROM json_to_recordset($2::json) AS k("shopId" uuid, "channel" "Channel", "address" text)
        JOIN "Subscriber" s ON s."shopId" = k."shopId" AND s."channel" = k."channel" AND s."address" = k."address"
        JOIN "CustomerAddress" a ON a."subscriberId" = s."id" AND a."origin" <> 'delivery' AND a."formerSince" IS NULL
      )
      ORDER BY c."id"
      FOR UPDATE OF c`,
    keys,
    [
      recordset(
        keys.flatMap(({ shopId, addresses }) =>
          addresses.map((address) => ({ shopId, channel: address.includes("@") ? "email" : "sms", address })),
        ),
      ),
    ],
  );
  return rows.map(toRecord);
}

/**
 * Those of these customers that need no Admin API request, because events or an earlier request brought their consent
 * and name. Events carry no birthday, so a shop with an active birthday automation needs the request.
 */
export async function findCompleteCustomers(
  sql: Sql,
  keys: readonly { shopId: string; shopifyId: string }[],
): Promise<Set<string>> {
  const rows = await batch<{ key: string }>(
    sql,
    `
      SELECT c."shopId" || ' ' || c."shopifyId" AS "key"
      FROM json_to_recordset($1::json) AS k("shopId" uuid, "shopifyId" text)
      JOIN "Customer" c ON c."shopId" = k."shopId" AND c."shopifyId" = k."shopifyId"
      WHERE c."checkedAt" IS NOT NULL
        OR (
          EXISTS (
            SELECT 1
            FROM "Subscriber" s
            WHERE s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"
              AND s."consentAt" IS NOT NULL
          )
          AND c."firstName" IS NOT NULL
          AND (
            c."birthday" IS NOT NULL
            OR NOT EXISTS (
              SELECT 1
              FROM "Automation" a
              WHERE a."shopId" = c."shopId" AND a."trigger" = $2 AND a."status" = $3::"AutomationStatus"
            )
          )
        )`,
    keys,
    ["birthday" satisfies TriggerType, "active" satisfies AutomationStatus],
  );
  return new Set(rows.map(({ key }) => key));
}

export async function saveCustomers(
  sql: Sql,
  customers: readonly CustomerRecord[],
  isNew: (id: string) => boolean,
  now: Instant,
): Promise<void> {
  const rows = customers.map(({ addresses: _addresses, smsConsent: _sms, emailConsent: _email, ...row }) => row);
  await insert(
    sql,
    "Customer",
    rows.filter(({ id }) => isNew(id)).map((customer) => ({ ...customer, createdAt: now })),
  );
  await batch(
    sql,
    `
      UPDATE "Customer" c
      SET "shopifyId" = i."shopifyId", "phone" = i."phone", "email" = i."email", "firstName" = i."firstName",
        "lastName" = i."lastName", "countryCode" = i."countryCode", "provinceCode" = i."provinceCode",
        "locale" = i."locale", "tags" = i."tags", "state" = i."state", "ordersCount" = i."ordersCount",
        "totalSpent" = i."totalSpent", "currency" = i."currency", "lastOrderAt" = i."lastOrderAt",
        "metricsAt" = i."metricsAt", "since" = i."since", "birthday" = i."birthday", "checkedAt" = i."checkedAt",
        "sourceUpdatedAt" = i."sourceUpdatedAt"
      FROM json_populate_recordset(NULL::"Customer", $1::json) i
      WHERE c."id" = i."id" AND c."erasedAt" IS NULL`,
    rows.filter(({ id }) => !isNew(id)),
  );
}

export interface Recipient extends Record<string, unknown> {
  id: string;
  email: string | null;
  emailConsent: ConsentState;
  erased: boolean;
  numbers: KnownNumber[];
}

/**
 * Locks recipients and their addresses against opt-outs and re-reads them. An earlier opt-out is visible here; a later
 * one waits until the transaction ends. Two statements, so that the second sees all that committed before the locks
 * were granted.
 */
export async function lockRecipients(sql: Sql, ids: readonly string[]): Promise<Map<string, Recipient>> {
  await query(
    sql,
    `
      WITH people AS MATERIALIZED (
        SELECT "id" FROM "Customer" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR SHARE
      ),
      numbers AS MATERIALIZED (
        SELECT s."id"
        FROM "Subscriber" s
        WHERE s."id" IN (SELECT a."subscriberId" FROM "CustomerAddress" a WHERE a."customerId" = ANY($1::uuid[]))
        ORDER BY s."address", s."shopId"
        FOR SHARE
      )
      SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM numbers)`,
    [ids],
  );
  const rows = await query<Recipient>(
    sql,
    `
      SELECT c."id", c."email", ${EMAIL_CONSENT} AS "emailConsent", c."erasedAt" IS NOT NULL AS "erased",
        ${NUMBERS_OF_CUSTOMER} AS "numbers"
      FROM "Customer" c
      WHERE c."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A customer's e-mail address in lower case, with their shop; null for an unknown customer. */
export async function findMailbox(
  sql: Sql,
  id: string,
): Promise<{ shopId: string; shopName: string; email: string | null } | null> {
  const [row] = await query<{ shopId: string; shopName: string; email: string | null }>(
    sql,
    `
      SELECT c."shopId", s."name" AS "shopName", lower(c."email") AS "email"
      FROM "Customer" c
      JOIN "Shop" s ON s."id" = c."shopId"
      WHERE c."id" = $1`,
    [id],
  );
  return row ?? null;
}

/** Notes that a customer was merged into another, so that an erasure reaches both. */
export const recordMerge = (sql: Sql, from: string, into: string): Promise<unknown> =>
  query(sql, `UPDATE "Customer" SET "mergedIntoId" = $2 WHERE "id" = $1`, [from, into]);

/** Locks these customers and those merged with them, in any number of merges. */
export async function lockWithMerged(sql: Sql, ids: readonly string[]): Promise<CustomerRecord[]> {
  const rows = await query(
    sql,
    `
      WITH RECURSIVE family AS (
        SELECT "id", "mergedIntoId" FROM "Customer" WHERE "id" = ANY($1::uuid[])
        UNION
        SELECT c."id", c."mergedIntoId"
        FROM family f
        JOIN "Customer" c ON c."mergedIntoId" = f."id" OR c."id" = f."mergedIntoId"
      )
      SELECT ${columns}, ${ADDRESSES_OF_CUSTOMER} AS "addresses"
      FROM "Customer" c
      WHERE c."id" IN (SELECT "id" FROM family)
      ORDER BY c."id"
      FOR UPDATE OF c`,
    [ids],
  );
  return rows.map(toRecord);
}

/** Sets a custom field of a customer. */
export const setField = (
  sql: Sql,
  shopId: string,
  customerId: string,
  field: string,
  value: unknown,
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Customer"
      SET "fields" = "fields" || jsonb_build_object($3::text, $4::jsonb)
      WHERE "shopId" = $1 AND "id" = $2 AND "erasedAt" IS NULL`,
    [shopId, customerId, field, toJson(value)],
  );

/** @param birthday "MM-DD" */
export const setBirthday = (sql: Sql, shopId: string, customerId: string, birthday: string): Promise<unknown> =>
  query(sql, `UPDATE "Customer" SET "birthday" = $3 WHERE "shopId" = $1 AND "id" = $2 AND "erasedAt" IS NULL`, [
    shopId,
    customerId,
    birthday,
  ]);
