import type { KnownEntry } from "#core/credits/proof/entries.ts";
import type { BilledLog } from "#core/credits/proof/logs.ts";
import type { BilledMessage } from "#core/credits/proof/messages.ts";
import type { BilledPurchase } from "#core/credits/proof/purchases.ts";
import type { CountedText } from "#core/credits/proof/segments.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Row, type Sql } from "#shell/db/sql.server.ts";
import { readBilledPurchases } from "./purchases.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Rows in memory at once. */
const PAGE_SIZE = 2_000;

/** Reads pages by keyset until a page is not full. */
async function* readPages<T extends Row>(read: (last: T | null) => Promise<T[]>): AsyncGenerator<T[]> {
  for (let last: T | null = null; ;) {
    const page: T[] = await read(last);
    if (page.length > 0) yield page;
    last = page.at(-1) ?? null;
    if (page.length < PAGE_SIZE) return;
  }
}

/** A shop's whole ledger, by `seq`. */
export const ledgerPages = (sql: Sql, shopId: string): AsyncGenerator<KnownEntry[]> =>
  readPages<KnownEntry & Row>((last) =>
    query(
      sql,
      `
        SELECT e."id", e."seq", e."type", e."amount", e."reserved", e."balanceAfter", e."reservedAfter",
          e."messageId", m."id" IS NOT NULL AS "messageKnown", p."id" IS NOT NULL AS "purchaseKnown"
        FROM "CreditEntry" e
        LEFT JOIN "Message" m ON m."id" = e."messageId" AND m."shopId" = e."shopId" AND m."direction" = 'outbound'
        LEFT JOIN "CreditPurchase" p ON p."id" = e."id" AND p."shopId" = e."shopId"
        WHERE e."shopId" = $1 AND e."seq" > $2
        ORDER BY e."seq" LIMIT ${PAGE_SIZE}`,
      [shopId, last?.seq ?? -1],
    ),
  );

interface TimedRow extends Row {
  id: string;
  createdAt: Instant;
}

/** Keyset parameters after a row, by time and id. */
const cursorOf = (last: TimedRow | null): [boolean, Instant | null, string | null] => [
  last === null,
  last?.createdAt ?? null,
  last?.id ?? null,
];

/** A shop's outbound messages, each with its ledger entries and its sent logs. */
export const messagePages = (sql: Sql, shopId: string): AsyncGenerator<BilledMessage[]> =>
  readPages<BilledMessage & TimedRow>((last) =>
    query(
      sql,
      `
        SELECT m."id", m."createdAt", m."channel", m."status", m."credits",
          m."scheduledAutomationId" IS NOT NULL AS "ofStep",
          (
            SELECT coalesce(
              json_object_agg(
                e."type", json_build_object('amount', e."amount", 'reserved', e."reserved") ORDER BY e."seq"
              ),
              '{}'
            )
            FROM "CreditEntry" e
            WHERE e."messageId" = m."id" AND e."shopId" = m."shopId"
          ) AS "moved",
          (
            SELECT coalesce(json_agg(json_build_object('id', l."id", 'credits', l."credits") ORDER BY l."id"), '[]')
            FROM "AutomationLog" l
            WHERE l."messageId" = m."id" AND l."shopId" = m."shopId" AND l."status" = ${STATUS.sent}
          ) AS "sentLogs"
        FROM "Message" m
        WHERE m."shopId" = $1 AND m."direction" = 'outbound' AND ($2 OR (m."createdAt", m."id") > ($3, $4::uuid))
        ORDER BY m."createdAt", m."id" LIMIT ${PAGE_SIZE}`,
      [shopId, ...cursorOf(last)],
    ),
  );

/** A shop's texts that cost credits and whose segments the provider has told; an MMS has one price. */
export const countedTextPages = (sql: Sql, shopId: string): AsyncGenerator<CountedText[]> =>
  readPages<CountedText & TimedRow>((last) =>
    query(
      sql,
      `
        SELECT m."id", m."createdAt", m."credits", m."segments", m."billedSegments"
        FROM "Message" m
        WHERE m."shopId" = $1 AND m."direction" = 'outbound' AND m."channel" = 'sms' AND m."credits" > 0
          AND cardinality(m."mediaUrls") = 0 AND m."status" IN (${STATUS.sent}, ${STATUS.delivered},
            ${STATUS.undelivered}) AND m."billedSegments" IS NOT NULL
          AND ($2 OR (m."createdAt", m."id") > ($3, $4::uuid))
        ORDER BY m."createdAt", m."id" LIMIT ${PAGE_SIZE}`,
      [shopId, ...cursorOf(last)],
    ),
  );

/** A shop's logs with status `sent` or with credits. */
export const billedLogPages = (sql: Sql, shopId: string): AsyncGenerator<BilledLog[]> =>
  readPages<BilledLog & TimedRow>((last) =>
    query(
      sql,
      `
        SELECT l."id", l."createdAt", l."status", l."credits", l."messageId", m."id" IS NOT NULL AS "messageKnown"
        FROM "AutomationLog" l
        LEFT JOIN "Message" m ON m."id" = l."messageId" AND m."shopId" = l."shopId" AND m."direction" = 'outbound'
        WHERE l."shopId" = $1
          AND (l."status" = ${STATUS.sent} OR l."credits" <> 0)
          AND ($2 OR (l."createdAt", l."id") > ($3, $4::uuid))
        ORDER BY l."createdAt", l."id" LIMIT ${PAGE_SIZE}`,
      [shopId, ...cursorOf(last)],
    ),
  );

export const purchasePages = (sql: Sql, shopId: string): AsyncGenerator<BilledPurchase[]> =>
  readPages<BilledPurchase & Row>((last) => readBilledPurchases(sql, shopId, last?.id ?? null, PAGE_SIZE));

/** A shop's holdings, for `compareHoldings`; null if the shop does not exist. */
export async function readHoldings(
  sql: Sql,
  shopId: string,
): Promise<{ name: string; balance: number; reserved: number; length: number } | null> {
  const [row] = await query<{ name: string; balance: number; reserved: number; length: number }>(
    sql,
    `
      SELECT "domain" AS "name", "creditBalance" AS "balance", "creditReserved" AS "reserved",
        "ledgerLength" AS "length"
      FROM "Shop"
      WHERE "id" = $1`,
    [shopId],
  );
  return row ?? null;
}
