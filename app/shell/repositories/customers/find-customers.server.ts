import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { SUPPRESSED } from "../consent/subscriber-columns.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

interface PhoneSearch {
  /** Ids of matching customers. */
  people: readonly string[];
  /** The digits of the searched number, and the E.164 numbers that it can mean. */
  part: { digits: string; whole: readonly string[] } | null;
  limit: number;
}

/** Phone numbers of these customers, and of matching conversations without a customer. */
export async function phonesOfCustomers(
  sql: Sql,
  shopId: string,
  { people, part, limit }: PhoneSearch,
): Promise<string[]> {
  const unknownSenders = `
    UNION SELECT "phone" FROM "Conversation" WHERE "shopId" = $1 AND "customerId" IS NULL
      AND ("phone" = ANY($3) OR "phone" LIKE '%' || $4 || '%')`;
  const rows = await query<{ phone: string }>(
    sql,
    `
      SELECT "phone"
      FROM (
        SELECT s."address" AS "phone"
        FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId" AND s."channel" = 'sms' AND s."address" IS NOT NULL
        WHERE a."shopId" = $1 AND a."customerId" = ANY($2::uuid[]) ${part ? unknownSenders : ""}
      ) f
      LIMIT ${limit}`,
    [shopId, people, ...(part ? [part.whole, part.digits] : [])],
  );
  return rows.map(({ phone }) => phone);
}

export interface CustomerLine extends Record<string, unknown> {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  smsConsent: ConsentState;
  suppressed: boolean;
  held: boolean;
  erased: boolean;
  ordersCount: number | null;
  totalSpent: string | null;
  currency: string | null;
  /** Time of the last text, in or out. */
  textedAt: Instant | null;
  textStatus: MessageStatus | null;
}

export interface CustomerListing {
  shopId: string;
  /** Only these customers; null for all. */
  people: readonly string[] | null;
  /** Rows after this id; ids sort by creation time. */
  cursor: string | null;
  order: "newest" | "oldest";
  limit: number;
}

/** One page of a shop's customers, newest first. */
export function listCustomers(
  sql: Sql,
  { shopId, people, cursor, order, limit }: CustomerListing,
): Promise<CustomerLine[]> {
  const [comparison, sort] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  return query(
    sql,
    `
      SELECT c."id", trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "name", c."phone",
        c."email", coalesce(s."consent", ${STATUS.not_subscribed}) AS "smsConsent",
        coalesce(s."marketingHeldAt" IS NOT NULL, false) AS "held", c."erasedAt" IS NOT NULL AS "erased",
        c."ordersCount", c."totalSpent"::text, c."currency", m."createdAt" AS "textedAt", m."status" AS "textStatus",
        coalesce(${SUPPRESSED}, false) AS "suppressed"
      FROM (
        SELECT *
        FROM "Customer"
        WHERE "shopId" = $1 AND ($2::uuid[] IS NULL OR "id" = ANY($2)) AND ($3::uuid IS NULL OR "id" ${comparison} $3)
        ORDER BY "id" ${sort} LIMIT $4
      ) c
      LEFT JOIN "Subscriber" s ON s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"
      LEFT JOIN LATERAL (
        SELECT m."createdAt", m."status"
        FROM "Message" m
        WHERE m."customerId" = c."id" AND m."channel" = 'sms'
        ORDER BY m."createdAt" DESC LIMIT 1
      ) m ON true
      ORDER BY c."id" ${sort}`,
    [shopId, people, cursor, limit],
  );
}

/** Names and numbers of customers whose data is not erased, oldest first. */
export const findNames = (
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; name: string | null; phone: string | null }[]> =>
  query(
    sql,
    `
      SELECT "id", nullif(trim(coalesce("firstName", '') || ' ' || coalesce("lastName", '')), '') AS "name", "phone"
      FROM "Customer"
      WHERE "id" = ANY($1::uuid[]) AND "erasedAt" IS NULL
      ORDER BY "id"`,
    [ids],
  );
