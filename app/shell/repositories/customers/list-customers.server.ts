import type { CustomerFilter, CustomerSort, TextState } from "#core/customers/listing.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import { SUPPRESSED } from "../consent/subscriber-columns.ts";

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

/** The customers to list or to count. */
export interface CustomerSelection extends CustomerFilter {
  shopId: string;
  /** Only these customers; null for all. */
  people: readonly string[] | null;
  /** Only the members of this segment. */
  segment?: string | undefined;
}

interface CustomerListing extends CustomerSelection {
  sort: CustomerSort;
  /** Rows after this customer. */
  cursor: string | null;
  /** Backwards reads the rows before the cursor, the nearest first. */
  direction: "forwards" | "backwards";
  limit: number;
}

/** A sort order: customers with a value by it, then those without one by id. */
interface Order {
  /** SQL: the value of customer `c`. */
  value: string;
  /** SQL: the rows with a value; `c` is the customer. By default the customers whose value is not null. */
  from?: string;
  ascending?: true;
}

const NEWER_TEXT = `
  SELECT 1
  FROM "Message" n
  WHERE n."customerId" = m."customerId" AND n."channel" = 'sms' AND (n."createdAt", n."id") > (m."createdAt", m."id")`;
const orders: Record<CustomerSort, Order> = {
  newest: { value: `c."id"` },
  // The expression of the index "Customer_sorted_by_name".
  name: {
    value: `nullif(lower(coalesce(c."firstName" || ' ', '') || coalesce(c."lastName", '')), '')`,
    ascending: true,
  },
  last_order: { value: `c."lastOrderAt"` },
  spent: { value: `c."totalSpent"` },
  // Walks the shop's texts from the newest, so that a page reads about as many texts as it has rows.
  last_text: {
    value: `(SELECT max(m."createdAt") FROM "Message" m WHERE m."customerId" = c."id" AND m."channel" = 'sms')`,
    from: `
      (
        SELECT m."customerId", m."createdAt"
        FROM "Message" m
        WHERE m."shopId" = $1 AND m."channel" = 'sms' AND m."customerId" IS NOT NULL AND NOT EXISTS (${NEWER_TEXT})
      ) m
      JOIN "Customer" c ON c."id" = m."customerId"`,
  },
};

const NUMBER = `LEFT JOIN "Subscriber" s ON s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"`;
/** SQL: the `TextState` of customer `c` with subscriber `s`; null once erased. */
const TEXT_STATE = `
  CASE WHEN c."erasedAt" IS NOT NULL THEN NULL WHEN coalesce(${SUPPRESSED}, false) THEN 'suppressed'
    ELSE coalesce(s."consent", ${STATUS.not_subscribed})::text END`;

/** SQL conditions of a selection, after `$1`, the shop; with their values. */
function conditionsOf({ shopId, people, consent, tag, segment }: CustomerSelection) {
  const values: unknown[] = [shopId];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    `c."shopId" = $1`,
    ...(people ? [`c."id" = ANY(${parameter(people)}::uuid[])`] : []),
    ...(tag ? [`c."tags" @> ARRAY[${parameter(tag)}]::text[]`] : []),
    ...(segment
      ? [
          `EXISTS (SELECT 1 FROM "SegmentMember" i WHERE i."segmentId" = ${parameter(segment)}::uuid
            AND i."customerId" = c."id")`,
        ]
      : []),
    ...(consent ? [`${TEXT_STATE} = ${parameter(consent)}`] : []),
  ];
  return { where: conditions.join(" AND "), values, parameter };
}

/** One page of a shop's customers in the order of `sort`. */
export async function listCustomers(
  sql: Sql,
  { sort, cursor, direction, limit, ...selection }: CustomerListing,
): Promise<CustomerLine[]> {
  const { value, from = `"Customer" c`, ascending = false } = orders[sort];
  const forwards = direction === "forwards";
  const [comparison, towards] = forwards === ascending ? [">", "ASC"] : ["<", "DESC"];
  const { where, values, parameter } = conditionsOf(selection);
  const at = cursor === null ? null : `${parameter(cursor)}::uuid`;
  const valueAt = (id: string) => `(SELECT ${value} FROM "Customer" c WHERE c."shopId" = $1 AND c."id" = ${id})`;
  const listed = from === `"Customer" c` ? value : `m."createdAt"`;
  const [hasValue] =
    at === null
      ? []
      : await query<{ known: boolean }>(sql, `SELECT ${valueAt("$2::uuid")} IS NOT NULL AS "known"`, [
          selection.shopId,
          cursor,
        ]);
  // Rows with a value precede those without one.
  const withValue = !hasValue
    ? ""
    : hasValue.known
      ? `AND (${listed}, c."id") ${comparison} (${valueAt(at ?? "")}, ${at})`
      : forwards
        ? "AND false"
        : "";
  const withoutValue = !hasValue
    ? ""
    : hasValue.known
      ? forwards
        ? ""
        : "AND false"
      : `AND c."id" ${comparison} ${at}`;
  return query(
    sql,
    `
      SELECT c."id", trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "name", c."phone",
        c."email", coalesce(s."consent", ${STATUS.not_subscribed}) AS "smsConsent",
        coalesce(s."marketingHeldAt" IS NOT NULL, false) AS "held", c."erasedAt" IS NOT NULL AS "erased",
        c."ordersCount", c."totalSpent"::text, c."currency", m."createdAt" AS "textedAt", m."status" AS "textStatus",
        coalesce(${SUPPRESSED}, false) AS "suppressed"
      FROM (
        SELECT "id", "value", "part"
        FROM (
          (SELECT c."id", ${listed} AS "value", 0 AS "part" FROM ${from} ${NUMBER}
            WHERE ${where} AND ${listed} IS NOT NULL ${withValue}
            ORDER BY ${listed} ${towards}, c."id" ${towards} LIMIT ${limit})
          UNION ALL
          (SELECT c."id", NULL, 1 FROM "Customer" c ${NUMBER}
            WHERE ${where} AND ${value} IS NULL ${withoutValue}
            ORDER BY c."id" ${towards} LIMIT ${limit})
        ) parts
        ORDER BY "part" ${forwards ? "ASC" : "DESC"}, "value" ${towards}, "id" ${towards} LIMIT ${limit}
      ) chosen
      JOIN "Customer" c ON c."id" = chosen."id"
      ${NUMBER}
      LEFT JOIN LATERAL (
        SELECT m."createdAt", m."status"
        FROM "Message" m
        WHERE m."customerId" = c."id" AND m."channel" = 'sms'
        ORDER BY m."createdAt" DESC LIMIT 1
      ) m ON true
      ORDER BY chosen."part" ${forwards ? "ASC" : "DESC"}, chosen."value" ${towards}, c."id" ${towards}`,
    values,
  );
}

/** The customers of a selection by the state of their number. */
export function countByTextState(
  sql: Sql,
  selection: CustomerSelection,
): Promise<{ state: TextState; count: number }[]> {
  const { where, values } = conditionsOf(selection);
  return query(
    sql,
    `
      SELECT ${TEXT_STATE} AS "state", count(*)::int AS "count"
      FROM "Customer" c ${NUMBER}
      WHERE ${where} AND c."erasedAt" IS NULL
      GROUP BY 1`,
    values,
  );
}

/** The most frequent tags of a selection, with their customers. */
export function countByTag(
  sql: Sql,
  selection: CustomerSelection,
  limit: number,
): Promise<{ tag: string; count: number }[]> {
  const { where, values } = conditionsOf(selection);
  return query(
    sql,
    `
      SELECT tag, count(*)::int AS "count"
      FROM "Customer" c ${NUMBER}, unnest(c."tags") tag
      WHERE ${where}
      GROUP BY tag
      ORDER BY "count" DESC, tag LIMIT ${limit}`,
    values,
  );
}
