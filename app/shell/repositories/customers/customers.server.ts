import type { CustomerRecord } from "#core/customers/record.ts";
import type { AutomationStatus, ConsentState } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { TriggerType } from "#core/triggers/index.ts";
import { batch, insert, query, type Row, type Sql, toJson } from "#shell/db/sql.server.ts";

const columns = `
  "id", "shopId", "shopifyId", "phone", "phoneHash", "email", "firstName", "lastName", "countryCode", "provinceCode",
  "locale",
  "tags", "state", "ordersCount", "totalSpent", "currency", "lastOrderAt", "metricsAt", "fields", "since", "birthday",
  "smsConsent", "consentUpdatedAt", "emailConsent", "emailConsentAt", "checkedAt", "sourceUpdatedAt", "erasedAt"`;

/** The core represents times as ISO text. */
const toRecord = (row: Row): CustomerRecord =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Temporal.Instant ? value.toString() : value,
    ]),
  ) as unknown as CustomerRecord;

export interface CustomerKey {
  shopId: string;
  /** Our id, if the event carries it. */
  id: string | null;
  shopifyId: string | null;
  phone: string | null;
}

/**
 * Locks the customers of events, found by our id, by Shopify's id, or by number if they have no Shopify id. Locks in id
 * order, so that an opt-out and an event of the same customer are serial.
 */
export async function lockCustomers(sql: Sql, keys: readonly CustomerKey[]): Promise<CustomerRecord[]> {
  if (keys.length === 0) return [];
  const rows = await batch(
    sql,
    `
      SELECT ${columns}
      FROM "Customer"
      WHERE "id" IN (
        SELECT c."id"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "shopifyId" text, "phone" text)
        JOIN "Customer" c ON c."shopId" = k."shopId" AND c."shopifyId" = k."shopifyId"
        UNION
        SELECT c."id"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "id" uuid)
        JOIN "Customer" c ON c."shopId" = k."shopId" AND c."id" = k."id"
        UNION
        SELECT c."id"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "shopifyId" text, "phone" text)
        JOIN "Customer" c ON c."shopId" = k."shopId" AND c."phone" = k."phone" AND c."shopifyId" IS NULL
      )
      ORDER BY "id" FOR UPDATE`,
    keys,
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
          c."consentUpdatedAt" IS NOT NULL
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
  await insert(
    sql,
    "Customer",
    customers.filter(({ id }) => isNew(id)).map((customer) => ({ ...customer, createdAt: now })),
  );
  await batch(
    sql,
    `
      UPDATE "Customer" c
      SET "shopifyId" = i."shopifyId", "phone" = i."phone", "phoneHash" = i."phoneHash", "email" = i."email",
        "firstName" = i."firstName", "lastName" = i."lastName", "countryCode" = i."countryCode",
        "provinceCode" = i."provinceCode", "locale" = i."locale", "tags" = i."tags", "state" = i."state",
        "ordersCount" = i."ordersCount", "totalSpent" = i."totalSpent", "currency" = i."currency",
        "lastOrderAt" = i."lastOrderAt", "metricsAt" = i."metricsAt", "since" = i."since", "birthday" = i."birthday",
        "smsConsent" = i."smsConsent", "consentUpdatedAt" = i."consentUpdatedAt", "emailConsent" = i."emailConsent",
        "emailConsentAt" = i."emailConsentAt", "checkedAt" = i."checkedAt", "sourceUpdatedAt" = i."sourceUpdatedAt"
      FROM json_populate_recordset(NULL::"Customer", $1::json) i
      WHERE c."id" = i."id" AND c."erasedAt" IS NULL`,
    customers.filter(({ id }) => !isNew(id)),
  );
}

/** Locks all customers with a number, of every shop, in id order. */
export async function lockByPhone(sql: Sql, phone: string): Promise<CustomerRecord[]> {
  const rows = await query(
    sql,
    `SELECT ${columns} FROM "Customer" WHERE "phone" = $1 AND "erasedAt" IS NULL ORDER BY "id" FOR UPDATE`,
    [phone],
  );
  return rows.map(toRecord);
}

export const setConsent = (sql: Sql, ids: readonly string[], state: ConsentState, at: Instant): Promise<unknown> =>
  query(
    sql,
    `UPDATE "Customer" SET "smsConsent" = $2::"ConsentState", "consentUpdatedAt" = $3 WHERE "id" = ANY($1::uuid[])`,
    [ids, state, at],
  );

export interface Recipient extends Record<string, unknown> {
  id: string;
  phone: string | null;
  email: string | null;
  smsConsent: ConsentState;
  emailConsent: ConsentState;
  erased: boolean;
  suppressed: boolean;
  marketingHeld: boolean;
}

/**
 * Locks recipients against opt-outs and re-reads them. An earlier opt-out is visible here; a later one waits until the
 * transaction ends. Two statements, so that the second sees all that committed before the locks were granted.
 */
export async function lockRecipients(sql: Sql, ids: readonly string[]): Promise<Map<string, Recipient>> {
  await query(sql, `SELECT 1 FROM "Customer" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR SHARE`, [ids]);
  const rows = await query<Recipient>(
    sql,
    `
      SELECT c."id", c."phone", c."email", c."smsConsent", c."emailConsent", c."erasedAt" IS NOT NULL AS "erased",
        c."marketingHeldAt" IS NOT NULL AS "marketingHeld",
        EXISTS (
          SELECT 1
          FROM "Suppression" x
          WHERE x."shopId" = c."shopId" AND x."phoneHash" = c."phoneHash" AND x."liftedAt" IS NULL
        ) AS "suppressed"
      FROM "Customer" c
      WHERE c."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
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
