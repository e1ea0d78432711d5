import type { KnownNumber } from "#core/customers/addresses.ts";
import type { StoreOrder } from "#core/intake/store-order.ts";
import type { ConsentState, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { EMAIL_CONSENT, NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A customer, for their page. */
export interface CustomerRow extends Record<string, unknown> {
  id: string;
  shopifyId: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: string[];
  segments: string[];
  fields: Record<string, unknown>;
  birthday: string | null;
  ordersCount: number | null;
  totalSpent: string | null;
  currency: string | null;
  lastOrderAt: Instant | null;
  since: Instant | null;
  createdAt: Instant;
  emailConsent: ConsentState;
  erasedAt: Instant | null;
  /** Every current and former number, each with its own consent. */
  numbers: KnownNumber[];
  /** Hashes of every address, also after erasure. */
  addressHashes: string[];
  marketingHeldAt: Instant | null;
  heldByMessageId: string | null;
  heldWords: string | null;
}

export async function findCustomer(sql: Sql, shopId: string, id: string): Promise<CustomerRow | null> {
  const [row] = await query<CustomerRow>(
    sql,
    `
      SELECT c."id", c."shopifyId", trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "name",
        c."phone", c."email", c."countryCode", c."provinceCode", c."locale", c."tags", c."fields",
        c."birthday", c."ordersCount", c."totalSpent"::text, c."currency", c."lastOrderAt", c."since", c."createdAt",
        ${EMAIL_CONSENT} AS "emailConsent", c."erasedAt", ${NUMBERS_OF_CUSTOMER} AS "numbers",
        array(
          SELECT s."addressHash"
          FROM "CustomerAddress" a
          JOIN "Subscriber" s ON s."id" = a."subscriberId"
          WHERE a."customerId" = c."id" AND s."addressHash" IS NOT NULL
        ) AS "addressHashes",
        h."marketingHeldAt", h."heldByMessageId",
        (SELECT m."body" FROM "Message" m WHERE m."id" = h."heldByMessageId") AS "heldWords",
        array(
          SELECT g."name"
          FROM "SegmentMember" i
          JOIN "Segment" g ON g."id" = i."segmentId"
          WHERE i."customerId" = c."id"
          ORDER BY g."name"
        ) AS "segments"
      FROM "Customer" c
      LEFT JOIN LATERAL (
        SELECT s."marketingHeldAt", s."heldByMessageId"
        FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId" AND s."marketingHeldAt" IS NOT NULL
        WHERE a."customerId" = c."id" AND a."origin" <> 'delivery'
        ORDER BY s."marketingHeldAt" DESC LIMIT 1
      ) h ON true
      WHERE c."shopId" = $1 AND c."id" = $2`,
    [shopId, id],
  );
  return row ?? null;
}

/** An active sequence of a customer, with its waiting step. */
export interface CustomerSequenceRow extends Record<string, unknown> {
  sequenceId: string;
  automationId: string;
  automation: string;
  internal: boolean;
  status: SequenceStatus;
  startedAt: Instant;
  dueAt: Instant | null;
  held: boolean | null;
}

export const activeSequencesOf = (sql: Sql, customerId: string): Promise<CustomerSequenceRow[]> =>
  query(
    sql,
    `
      SELECT q."id" AS "sequenceId", a."id" AS "automationId", a."name" AS "automation", a."internal", q."status",
        q."startedAt", w."dueAt", w."held"
      FROM "AutomationSequence" q
      JOIN "Automation" a ON a."id" = q."automationId"
      LEFT JOIN LATERAL (
        SELECT s."dueAt", s."held"
        FROM "ScheduledAutomation" s
        WHERE s."sequenceId" = q."id" AND s."status" = ${STATUS.scheduled}
        LIMIT 1
      ) w ON true
      WHERE q."customerId" = $1 AND q."status" IN (${STATUS.active}, ${STATUS.paused})
      ORDER BY q."startedAt", q."id"`,
    [customerId],
  );

/** An automation's latest entry decision about a customer. */
export interface CustomerEntryRow extends Record<string, unknown> {
  id: string;
  automationId: string;
  entered: boolean;
  reason: string | null;
  at: Instant;
}

export const lastEntriesOf = (sql: Sql, customerId: string): Promise<CustomerEntryRow[]> =>
  query(
    sql,
    `
      SELECT DISTINCT ON ("automationId") "id", "automationId", "status" = ${STATUS.done} AS "entered", "reason",
        "createdAt" AS "at"
      FROM "AutomationLog"
      WHERE "customerId" = $1 AND "automationId" IS NOT NULL AND "action" = 'enter'
      ORDER BY "automationId", "createdAt" DESC, "id" DESC`,
    [customerId],
  );

/** The newest orders of a customer. */
export const lastOrdersOf = (
  sql: Sql,
  shopId: string,
  customerId: string,
  limit: number,
): Promise<(StoreOrder & Record<string, unknown>)[]> =>
  query(
    sql,
    `
      SELECT o."shopId", o."orderId", o."customerId", o."total"::text AS "total", o."currency", o."placedAt",
        o."cancelledAt", o."stands", o."toldAt", o."told"
      FROM "StoreOrder" o
      WHERE o."shopId" = $1 AND o."customerId" = $2
      ORDER BY o."placedAt" DESC, o."orderId" DESC LIMIT $3`,
    [shopId, customerId, limit],
  );
