import { STORE_IMPORT } from "#core/consent/own-sources.ts";
import type { KnownNumber } from "#core/customers/addresses.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { PastConsent } from "#core/simulation/consent-at.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { LogStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { batch, query, type Row, type Sql } from "#shell/db/sql.server.ts";
import {
  ADDRESSES_OF_CUSTOMER,
  EMAIL_CONSENT,
  NUMBERS_OF_CUSTOMER,
  optOutScopeOf,
} from "../consent/subscriber-columns.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Keyset cursor: the last row of a page. */
export interface HistoryMark {
  at: Instant;
  id: string;
}

export const BEGINNING: HistoryMark = {
  at: Temporal.Instant.fromEpochMilliseconds(0),
  id: "00000000-0000-0000-0000-000000000000",
};

export interface PastEventRow extends Record<string, unknown> {
  id: string;
  topic: string;
  triggeredAt: Instant;
  receivedAt: Instant;
  processedAt: Instant;
  customerId: string | null;
  /** Shopify sent it as a test. */
  isTest: boolean;
  payload: Buffer | null;
}

const EVENT_COLUMNS = `
  "id", "topic", "triggeredAt", "receivedAt", "processedAt", "customerId", "test" AS "isTest", "payload"`;
const IS_PROCESSED = `
  "processedAt" IS NOT NULL AND ("status" = ${STATUS.processed} OR "status" = ${STATUS.ignored}
    AND "reason" <> 'shop_uninstalled')`;

/** One page of a shop's processed events, by arrival. */
export const pastEvents = (sql: Sql, shopId: string, { at, id }: HistoryMark, limit: number): Promise<PastEventRow[]> =>
  query(
    sql,
    `
      SELECT ${EVENT_COLUMNS}
      FROM "StoreEvent"
      WHERE "shopId" = $1 AND ("receivedAt", "id") > ($2, $3::uuid) AND ${IS_PROCESSED}
      ORDER BY "receivedAt", "id" LIMIT $4`,
    [shopId, at, id, limit],
  );

/** A shop's newest events of these topics that have a customer and a payload. */
export const recentEvents = (
  sql: Sql,
  shopId: string,
  topics: readonly string[],
  since: Instant,
  limit: number,
): Promise<PastEventRow[]> =>
  query(
    sql,
    `
      SELECT ${EVENT_COLUMNS}
      FROM "StoreEvent"
      WHERE "shopId" = $1
        AND "topic" = ANY($2)
        AND "receivedAt" >= $3
        AND "customerId" IS NOT NULL
        AND "payload" IS NOT NULL
        AND ${IS_PROCESSED}
      ORDER BY "receivedAt" DESC, "id" DESC LIMIT $4`,
    [shopId, topics, since, limit],
  );

/** Number of a shop's processed events, and of its imported objects, each of which has one event at least. */
export async function countPastEvents(sql: Sql, shopId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `
      SELECT ((SELECT count(*) FROM "StoreEvent" WHERE "shopId" = $1 AND ${IS_PROCESSED})
        + (SELECT count(*) FROM "StoreHistory" WHERE "shopId" = $1))::int AS "count"`,
    [shopId],
  );
  return row?.count ?? 0;
}

/** The newest event about each subject that named a customer and was processed by then. */
export const pastEarlier = (
  sql: Sql,
  shopId: string,
  lookups: readonly { eventId: string; subject: string; by: Instant }[],
): Promise<{ eventId: string; customerId: string; topic: string; payload: Buffer | null }[]> =>
  batch(
    sql,
    `
      SELECT i."eventId", e."customerId", e."topic", e."payload"
      FROM json_to_recordset($1::json) AS i("eventId" uuid, "subject" text, "by" timestamptz)
      CROSS JOIN LATERAL (
        SELECT *
        FROM "StoreEvent" e
        WHERE e."shopId" = $2
          AND e."subject" = i."subject"
          AND e."status" = ${STATUS.processed}
          AND NOT e."test"
          AND e."customerId" IS NOT NULL
          AND e."processedAt" <= i."by"
          AND e."id" <> i."eventId"
        ORDER BY e."triggeredAt" DESC LIMIT 1
      ) e`,
    lookups,
    [shopId],
  );

export interface PastCustomerRow {
  record: CustomerRecord;
  createdAt: Instant;
  /** The current states of the numbers. */
  numbers: KnownNumber[];
  held: { address: string; since: Instant }[];
  ordersSinceAsked: number;
}

const CUSTOMER_COLUMNS = `
  c."id", c."shopId", c."shopifyId", c."phone", c."email", c."firstName", c."lastName",
  c."countryCode", c."provinceCode", c."locale", c."tags", c."state", c."ordersCount", c."totalSpent", c."currency",
  c."lastOrderAt", c."metricsAt", c."fields", c."since", c."birthday",
  c."sourceUpdatedAt", c."erasedAt", ${ADDRESSES_OF_CUSTOMER} AS "addresses", ${EMAIL_CONSENT} AS "emailConsent"`;

/**
 * Customers with today's data. What Shopify told of an imported customer counts from the beginning of their imported
 * history, without its orders.
 */
export async function pastCustomers(sql: Sql, shopId: string, ids: readonly string[]): Promise<PastCustomerRow[]> {
  const rows = await query<
    Row & {
      createdAt: Instant;
      numbers: KnownNumber[];
      heldNumbers: { address: string; since: string }[];
      ordersSinceAsked: number;
    }
  >(
    sql,
    `
      SELECT ${CUSTOMER_COLUMNS}, least(c."checkedAt", h."since" - interval '1 millisecond') AS "checkedAt", c."createdAt",
        ${NUMBERS_OF_CUSTOMER} AS "numbers",
        (
          SELECT coalesce(json_agg(json_build_object('address', s."address", 'since', s."marketingHeldAt")), '[]'::json)
          FROM "CustomerAddress" a
          JOIN "Subscriber" s ON s."id" = a."subscriberId"
          WHERE a."customerId" = c."id" AND s."marketingHeldAt" IS NOT NULL AND s."address" IS NOT NULL
        ) AS "heldNumbers",
        CASE WHEN c."ordersCount" IS NULL OR c."checkedAt" IS NULL THEN 0 ELSE (
          SELECT count(*)::int
          FROM "StoreEvent" e
          WHERE e."customerId" = c."id" AND e."topic" = 'orders/create' AND NOT e."test"
            AND (h."since" IS NOT NULL OR e."triggeredAt" > c."checkedAt")
        ) + h."orders" END AS "ordersSinceAsked"
      FROM "Customer" c
        CROSS JOIN LATERAL (
          SELECT min(p."at") AS "since", (count(*) FILTER (WHERE p."kind" = 'order'))::int AS "orders"
          FROM "StoreHistory" p
          WHERE p."customerId" = c."id" AND c."checkedAt" IS NOT NULL
        ) h
      WHERE c."shopId" = $1 AND c."id" = ANY($2::uuid[])`,
    [shopId, ids],
  );
  return rows.map(({ createdAt, numbers, heldNumbers, ordersSinceAsked, ...customer }) => ({
    // The core represents times as ISO text.
    record: {
      smsConsent: "not_subscribed",
      ...Object.fromEntries(
        Object.entries(customer).map(([column, value]) => [
          column,
          value instanceof Temporal.Instant ? value.toString() : value,
        ]),
      ),
    } as unknown as CustomerRecord,
    createdAt,
    numbers,
    held: heldNumbers.map(({ address, since }) => ({ address, since: Temporal.Instant.from(since) })),
    ordersSinceAsked,
  }));
}

/**
 * Consent events of these customers' addresses, by when they were recorded; one that the store had before the
 * installation, by when it was given.
 */
export const pastConsents = (sql: Sql, ids: readonly string[]): Promise<(PastConsent & { customerId: string })[]> =>
  query<PastConsent & { customerId: string } & Row>(
    sql,
    `
      SELECT DISTINCT ON (e."at", e."id", l."customerId") l."customerId", e."addressHash", e."at",
        e."state", e."previous", e."optInLevel", e."words", e."source", e."occurredAt",
        coalesce(e."customerId" = l."customerId", false) AS "ofCustomer"
      FROM (
        SELECT a."customerId", s."shopId", s."addressHash"
        FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId"
        WHERE a."customerId" = ANY($1::uuid[]) AND s."addressHash" IS NOT NULL
      ) l
      CROSS JOIN LATERAL (
        SELECT x.*, CASE x."source" WHEN $2 THEN least(x."occurredAt", x."createdAt") ELSE x."createdAt" END AS "at"
        FROM "ConsentEvent" x
        WHERE x."shopId" = l."shopId" AND x."addressHash" = l."addressHash"
      ) e
      ORDER BY e."at", e."id", l."customerId"`,
    [ids, STORE_IMPORT],
  );

export const pastSegments = (
  sql: Sql,
  ids: readonly string[],
): Promise<{ customerId: string; name: string; since: Instant }[]> =>
  query(
    sql,
    `
      SELECT m."customerId", s."name", m."joinedAt" AS "since"
      FROM "SegmentMember" m
      JOIN "Segment" s ON s."id" = m."segmentId"
      WHERE m."customerId" = ANY($1::uuid[])`,
    [ids],
  );

/** Opt-outs and opt-ins of a shop's numbers by time, from consent events and suppressions. */
export const pastOptOuts = (
  sql: Sql,
  shopId: string,
): Promise<{ addressHash: string; at: Instant; silent: boolean }[]> =>
  query(
    sql,
    `
      SELECT "addressHash", "createdAt" AS "at", "state" = ${STATUS.unsubscribed} AS "silent"
      FROM "ConsentEvent"
      WHERE "shopId" = $1
        AND "channel" = 'sms'
        AND "addressHash" IS NOT NULL
        AND "words" IS NOT NULL
        AND ("state" = ${STATUS.unsubscribed} OR "previous" = ${STATUS.unsubscribed})
      UNION ALL
      SELECT "addressHash", "suppressedAt", true
      FROM "Subscriber"
      WHERE "shopId" = $1 AND "suppressedAt" IS NOT NULL AND "addressHash" IS NOT NULL
      UNION ALL
      SELECT x."addressHash", x."createdAt", true
      FROM "Suppression" x
      WHERE x."sender" = ${optOutScopeOf("$1::uuid")}
        AND EXISTS (SELECT 1 FROM "Subscriber" s WHERE s."addressHash" = x."addressHash" AND s."shopId" = $1)
      UNION ALL
      SELECT x."addressHash", x."liftedAt", false
      FROM "Suppression" x
      WHERE x."sender" = ${optOutScopeOf("$1::uuid")}
        AND x."liftedAt" IS NOT NULL
        AND EXISTS (SELECT 1 FROM "Subscriber" s WHERE s."addressHash" = x."addressHash" AND s."shopId" = $1)
      ORDER BY "at"`,
    [shopId],
  );

export interface PastMessage extends Record<string, unknown> {
  id: string;
  at: Instant;
  channel: "sms" | "email";
  to: string;
  subject: string | null;
}

/** One page of sent marketing messages, without those of one automation. */
export const pastMarketing = (
  sql: Sql,
  shopId: string,
  excludedAutomationId: string | null,
  { at, id }: HistoryMark,
  limit: number,
): Promise<PastMessage[]> =>
  query(
    sql,
    `
      SELECT m."id", m."createdAt" AS "at", m."channel", m."to", q."subject"
      FROM "Message" m
      JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'marketing'
      WHERE m."shopId" = $1
        AND (m."createdAt", m."id") > ($2, $3::uuid)
        AND m."direction" = 'outbound'
        AND m."status" <> ${STATUS.failed}
        AND q."automationId" IS DISTINCT FROM $4::uuid
      ORDER BY m."createdAt", m."id" LIMIT $5`,
    [shopId, at, id, excludedAutomationId, limit],
  );

/** Marketing messages to these addresses, oldest first. */
export const marketingTo = (sql: Sql, shopId: string, addresses: readonly string[]): Promise<PastMessage[]> =>
  query(
    sql,
    `
      SELECT m."id", m."createdAt" AS "at", m."channel", m."to", q."subject"
      FROM "Message" m
      JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'marketing'
      WHERE m."shopId" = $1 AND m."to" = ANY($2) AND m."direction" = 'outbound' AND m."status" <> ${STATUS.failed}
      ORDER BY m."createdAt", m."id"`,
    [shopId, addresses],
  );

export interface PastMovement extends Record<string, unknown> {
  id: string;
  at: Instant;
  amount: number;
  /** Reserves, settles or releases the credits of a text. */
  ofText: boolean;
}

/** One page of balance changes, without those of one automation's texts. */
export const pastMovements = (
  sql: Sql,
  shopId: string,
  excludedAutomationId: string | null,
  { at, id }: HistoryMark,
  limit: number,
): Promise<PastMovement[]> =>
  query(
    sql,
    `
      SELECT e."id", e."createdAt" AS "at", e."amount", e."messageId" IS NOT NULL AS "ofText"
      FROM "CreditEntry" e
      LEFT JOIN "Message" m ON m."id" = e."messageId"
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      WHERE e."shopId" = $1
        AND (e."createdAt", e."id") > ($2, $3::uuid)
        AND ($4::uuid IS NULL OR q."automationId" IS DISTINCT FROM $4::uuid)
      ORDER BY e."createdAt", e."id" LIMIT $5`,
    [shopId, at, id, excludedAutomationId, limit],
  );

/** When a shop first had credits; null before. */
export async function firstMovementAt(sql: Sql, shopId: string): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    sql,
    `SELECT min("createdAt") AS "at" FROM "CreditEntry" WHERE "shopId" = $1`,
    [shopId],
  );
  return row?.at ?? null;
}

export interface PastLog extends Record<string, unknown> {
  id: string;
  at: Instant;
  customerId: string | null;
  storeEventId: string | null;
  stepId: string | null;
  action: string;
  status: LogStatus;
  reason: Reason | null;
  credits: number;
  /** Its customer was erased. */
  forgotten: boolean;
}

/** One page of an automation's real log since an instant. */
export const pastLog = (
  sql: Sql,
  automationId: string,
  since: Instant,
  { at, id }: HistoryMark,
  limit: number,
): Promise<PastLog[]> =>
  query(
    sql,
    `
      SELECT l."id", l."createdAt" AS "at", l."customerId", l."storeEventId", l."stepId", l."action", l."status",
        l."reason", l."credits", coalesce(c."erasedAt" IS NOT NULL, false) AS "forgotten"
      FROM "AutomationLog" l
      LEFT JOIN "Customer" c ON c."id" = l."customerId"
      WHERE l."automationId" = $1 AND l."createdAt" >= $2 AND (l."createdAt", l."id") > ($3, $4::uuid)
      ORDER BY l."createdAt", l."id" LIMIT $5`,
    [automationId, since, at, id, limit],
  );

/** The versions of an automation, oldest first. */
export const pastVersions = (
  sql: Sql,
  automationId: string,
): Promise<{ id: string; since: Instant; definition: unknown }[]> =>
  query(
    sql,
    `
      SELECT "id", "createdAt" AS "since", "definition"
      FROM "AutomationVersion"
      WHERE "automationId" = $1
      ORDER BY "version"`,
    [automationId],
  );

export const segmentNames = (sql: Sql, shopId: string): Promise<{ id: string; name: string }[]> =>
  query(sql, `SELECT "id", "name" FROM "Segment" WHERE "shopId" = $1`, [shopId]);
