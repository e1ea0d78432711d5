import type { ToldEvent } from "#core/intake/reconciliation/missing-event.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import type { OwnReceipt } from "./store-events.server.ts";

type ToldEventRow = ToldEvent & { about: string } & Record<string, unknown>;

/** The newest event of each topic and subject that describes an object, or of what belongs to it. */
export const findToldEvents = (sql: Sql, shopId: string, objects: readonly string[]): Promise<ToldEventRow[]> =>
  query(
    sql,
    `
      SELECT i."about", e."topic", coalesce(e."subject", '') AS "subject", max(e."triggeredAt") AS "triggeredAt"
      FROM unnest($2::text[]) AS i("about")
        CROSS JOIN LATERAL (
          SELECT e."topic", e."subject", e."triggeredAt"
          FROM "StoreEvent" e
          WHERE e."shopId" = $1 AND e."subject" = i."about" AND NOT e."test"
          UNION ALL
          SELECT e."topic", e."subject", e."triggeredAt"
          FROM "StoreEvent" e
          WHERE e."shopId" = $1 AND e."relatedSubject" = i."about" AND NOT e."test"
        ) e
      WHERE e."topic" NOT LIKE 'shopbell/%'
      GROUP BY 1, 2, 3`,
    [shopId, objects],
  );

/** Customers of a shop by Shopify's id: when the newest event of the store that names them happened. */
export const findToldCustomers = (
  sql: Sql,
  shopId: string,
  shopifyIds: readonly string[],
): Promise<{ shopifyId: string; erased: boolean; newest: Instant | null }[]> =>
  query(
    sql,
    `
      SELECT c."shopifyId", c."erasedAt" IS NOT NULL AS "erased",
        (
          SELECT max(e."triggeredAt")
          FROM "StoreEvent" e
          WHERE e."customerId" = c."id" AND e."topic" NOT LIKE 'shopbell/%' AND NOT e."test"
        ) AS "newest"
      FROM "Customer" c
      WHERE c."shopId" = $1 AND c."shopifyId" = ANY($2::text[])`,
    [shopId, shopifyIds],
  );

/** When the newest stored state of each order was true. */
export const findToldOrders = (
  sql: Sql,
  shopId: string,
  orderIds: readonly string[],
): Promise<{ orderId: string; toldAt: Instant }[]> =>
  query(sql, `SELECT "orderId", "toldAt" FROM "StoreOrder" WHERE "shopId" = $1 AND "orderId" = ANY($2::text[])`, [
    shopId,
    orderIds,
  ]);

/** Stores fetched events of one shop in the inbox, each once. @returns the topics of the new ones */
export async function storeFetchedEvents(sql: Sql, receipts: readonly OwnReceipt[]): Promise<string[]> {
  const stored = await batch<{ topic: string; shopId: string }>(
    sql,
    `
      WITH stored AS (
        INSERT INTO "StoreEvent" (
          "id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "payload", "fetched"
        )
        SELECT i."id", i."shopId", i."topic", i."eventId", i."webhookId", i."triggeredAt", i."receivedAt", i."payload", true
        FROM json_populate_recordset(NULL::"StoreEvent", $1::json) i
        ON CONFLICT ("shopId", "topic", "eventId") DO NOTHING
        RETURNING "shopId", "topic", "receivedAt"
      ),
      marked AS (
        UPDATE "Shop" s
        SET "fetchedAt" = stored."receivedAt"
        FROM stored
        WHERE s."id" = stored."shopId"
      )
      SELECT "topic" FROM stored`,
    receipts.map((receipt) => ({ ...receipt, payload: `\\x${receipt.payload.toString("hex")}` })),
  );
  return stored.map(({ topic }) => topic);
}

/** Counts a shop's events that no webhook had told. Those that a webhook told meanwhile do not count. */
export async function countFetchedEvents(sql: Sql, shopId: string, since: Instant): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `
      SELECT count(*)::int AS "count"
      FROM "StoreEvent"
      WHERE "shopId" = $1 AND "receivedAt" >= $2 AND "fetched" AND "status" <> ${STATUS.ignored}`,
    [shopId, since],
  );
  return row?.count ?? 0;
}

/** A pair of events of one topic and subject, of which one was fetched and one was told by a webhook. */
export interface EventPair extends Record<string, unknown> {
  id: string;
  /** Whether the event itself was fetched. */
  fetched: boolean;
  /** When the other happened, and its body, deflated; null without another. */
  otherAt: Instant | null;
  otherPayload: Buffer | null;
}

/** How many others of an event are compared with it. */
const MAX_OTHERS = 20;

/** Finds, for events that are being ingested, the processed ones that may tell the same. */
export const findEventPairs = (
  sql: Sql,
  events: readonly { id: string; shopId: string; subject: string; topics: readonly string[] }[],
): Promise<EventPair[]> =>
  batch(
    sql,
    `
      SELECT own."id", own."fetched", other."triggeredAt" AS "otherAt", other."payload" AS "otherPayload"
      FROM json_to_recordset($1::json) AS i("id" uuid, "shopId" uuid, "subject" text, "topics" text[])
        JOIN "StoreEvent" own ON own."id" = i."id"
        LEFT JOIN LATERAL (
          SELECT e."triggeredAt", e."payload"
          FROM "StoreEvent" e
          WHERE e."shopId" = i."shopId"
            AND e."subject" = i."subject"
            AND e."topic" = ANY(i."topics")
            AND e."status" = ${STATUS.processed}
            AND NOT e."test"
            AND e."fetched" <> own."fetched"
          ORDER BY e."triggeredAt" DESC LIMIT ${MAX_OTHERS}
        ) other ON true`,
    events,
  );
