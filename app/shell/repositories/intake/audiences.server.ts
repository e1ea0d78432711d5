import type { Audience } from "#core/intake/audience.ts";
import { dayOf } from "#core/time/local-time.ts";
import { Temporal } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface AudienceMember extends Record<string, unknown> {
  customerId: string;
  /** The price that the customer saw, as decimal text; only in the audience `saw_dearer`. */
  seen?: string | null;
}

export interface AudiencePage {
  shopId: string;
  /** The last customer of the page before; null for the first page. */
  after: string | null;
  limit: number;
}

/** A page of an audience, ordered by customer id. */
interface FoundPage {
  members: AudienceMember[];
  /** The cursor of the next page; null on the last page. */
  last: string | null;
}

type Who = Audience["who"];
type Finder<W extends Who> = (
  sql: Sql,
  audience: Extract<Audience, { who: W }>,
  page: AudiencePage,
) => Promise<FoundPage>;

const toPage = (rows: readonly AudienceMember[], limit: number): FoundPage => {
  const members = [...rows].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  return { members, last: members.length < limit ? null : (members.at(-1)?.customerId ?? null) };
};

/** Finds customers by an SQL condition, whose values start at `$4`. */
const customersBy = async (
  sql: Sql,
  condition: string,
  { shopId, after, limit }: AudiencePage,
  values: readonly unknown[] = [],
): Promise<FoundPage> =>
  toPage(
    await query<AudienceMember>(
      sql,
      `
        SELECT "id" AS "customerId"
        FROM "Customer"
        WHERE "shopId" = $1 AND ($2::uuid IS NULL OR "id" > $2) AND "erasedAt" IS NULL AND ${condition}
        ORDER BY "id" LIMIT $3`,
      [shopId, after, limit, ...values],
    ),
    limit,
  );

/** The days around a date: a stored time may be of the day before or after in the shop's time zone. */
const aroundDay = (day: string): string[] =>
  [-1, 0, 1].map((days) => Temporal.PlainDate.from(day).add({ days }).toString());

const finders: { [W in Who]: Finder<W> } = {
  born_on: (sql, { days }, page) => customersBy(sql, `"birthday" = ANY($4)`, page, [days]),
  last_ordered: (sql, { from, to }, page) =>
    customersBy(sql, `"lastOrderAt" >= $4::timestamptz AND "lastOrderAt" < $5::timestamptz`, page, [from, to]),
  customer_since: (sql, { from, to }, page) =>
    customersBy(sql, `"since" >= $4::timestamptz AND "since" < $5::timestamptz`, page, [from, to]),
  subscribers: (sql, _audience, page) =>
    customersBy(
      sql,
      `EXISTS (
        SELECT 1
        FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId"
        WHERE a."customerId" = "Customer"."id"
          AND a."origin" <> 'delivery'
          AND a."formerSince" IS NULL
          AND s."channel" = 'sms'
          AND s."consent" = ${STATUS.subscribed}
      )`,
      page,
    ),
  with_date: async (sql, { field, day, timezone }, { shopId, after, limit }) => {
    const rows = await query<AudienceMember & { date: string }>(
      sql,
      `
        SELECT "id" AS "customerId", "fields"->>$4 AS "date"
        FROM "Customer"
        WHERE "shopId" = $1
          AND ($2::uuid IS NULL OR "id" > $2)
          AND "erasedAt" IS NULL
          AND left("fields"->>$4, 10) = ANY($5)
        ORDER BY "id" LIMIT $3`,
      [shopId, after, limit, field, aroundDay(day)],
    );
    const { members, last } = toPage(rows, limit);
    return { members: members.filter(({ date }) => dayOf(date, timezone)?.toString() === day), last };
  },
  in_segment: async (sql, { segmentId }, { shopId, after, limit }) =>
    toPage(
      await query<AudienceMember>(
        sql,
        `
          SELECT "customerId"
          FROM "SegmentMember"
          WHERE "segmentId" = $4 AND "shopId" = $1 AND ($2::uuid IS NULL OR "customerId" > $2)
          ORDER BY "customerId" LIMIT $3`,
        [shopId, after, limit, segmentId],
      ),
      limit,
    ),
  waiting_for: async (sql, { variantId, before }, { shopId, after, limit }) =>
    toPage(
      await query<AudienceMember>(
        sql,
        `
          UPDATE "ProductInterest"
          SET "endedAt" = $5::timestamptz
          WHERE "id" IN (
            SELECT i."id"
            FROM "ProductInterest" i
              JOIN "ProductVariant" v ON v."shopId" = i."shopId" AND v."variantId" = i."variantId" AND v."available" > 0
            WHERE i."shopId" = $1
              AND i."variantId" = $4
              AND i."endedAt" IS NULL
              AND i."createdAt" <= $5::timestamptz
              AND ($2::uuid IS NULL OR i."customerId" > $2)
            ORDER BY i."customerId" LIMIT $3
          )
          RETURNING "customerId"`,
        [shopId, after, limit, variantId, before],
      ),
      limit,
    ),
  saw_dearer: async (sql, { variantId, price, before }, { shopId, after, limit }) =>
    toPage(
      await query<AudienceMember>(
        sql,
        `
          SELECT i."customerId", i."price" AS "seen"
          FROM "ProductInterest" i
            JOIN "ProductVariant" v ON v."shopId" = i."shopId"
              AND v."variantId" = i."variantId"
              AND v."price" <= $5::numeric
          WHERE i."shopId" = $1
            AND i."variantId" = $4
            AND i."endedAt" IS NULL
            AND i."price" > $5::numeric
            AND i."createdAt" <= $6::timestamptz
            AND ($2::uuid IS NULL OR i."customerId" > $2)
          ORDER BY i."customerId" LIMIT $3`,
        [shopId, after, limit, variantId, price, before],
      ),
      limit,
    ),
};

/**
 * Finds one page of an audience. Finding `waiting_for` also ends the product interests of its members.
 * @returns the members, which a filter may make fewer than the limit, and the cursor of the next page; null on the last
 */
export const findAudience = (sql: Sql, audience: Audience, page: AudiencePage): Promise<FoundPage> =>
  (finders[audience.who] as Finder<Who>)(sql, audience, page);
