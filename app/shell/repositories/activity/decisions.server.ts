import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Matches log rows that refer to any of these ids (ours). */
export interface DecisionScope {
  customers: readonly string[];
  sequences: readonly string[];
  /** Store events. */
  events: readonly string[];
  messages: readonly string[];
  /** Ids of log rows. */
  entries: readonly string[];
}

/** Matches log rows by action and status; an absent field matches any value. */
export interface DecisionKind {
  action?: string | undefined;
  notAction?: string | undefined;
  statuses?: readonly LogStatus[] | undefined;
  /** Message statuses of a sent text. */
  deliveries?: readonly MessageStatus[] | undefined;
}

/** Filter of a shop's log. */
export interface DecisionFilter {
  shopId: string;
  automationId?: string | undefined;
  /** Matches any of these; without it, all. */
  reasons?: readonly string[] | undefined;
  /** Matches any of these; without it, all. */
  kinds?: readonly DecisionKind[] | undefined;
  from: Instant | null;
  until: Instant | null;
  /** Null for no restriction. */
  scope: DecisionScope | null;
}

/** A keyset page: the newest rows, or the rows on one side of a row. */
export interface DecisionRange {
  beyond: { at: Instant; id: string; towards: "older" | "newer" } | null;
  limit: number;
}

export interface DecisionRow extends Record<string, unknown> {
  id: string;
  /** Log entry that explains it; null if it is gone. */
  entryId: string | null;
  createdAt: Instant;
  action: string;
  /** Null for a text with unknown outcome. */
  status: LogStatus | null;
  reason: string | null;
  explanation: unknown;
  credits: number;
  customerId: string | null;
  customerName: string;
  phone: string | null;
  erased: boolean;
  automationId: string | null;
  automationName: string | null;
  messageId: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
  /** Recipient of the message. */
  to: string | null;
  body: string | null;
  segments: number | null;
  providerId: string | null;
}

/** Collects a statement's parameters and returns their placeholders. */
export class SqlValues {
  readonly all: unknown[] = [];
  bind = (value: unknown): string => `$${this.all.push(value)}`;
}

const KEY = `l."createdAt", l.id`;

/** ORDER BY and LIMIT of a keyset page. */
export const inRange = ({ beyond, limit }: DecisionRange, key = KEY): string => {
  const order = beyond?.towards === "newer" ? "ASC" : "DESC";
  return `ORDER BY ${key
    .split(", ")
    .map((column) => `${column} ${order}`)
    .join(", ")} LIMIT ${limit}`;
};

/** Conditions of the time range and of the keyset page. */
export function rangeBoundsOf(
  { from, until }: Pick<DecisionFilter, "from" | "until">,
  { beyond }: DecisionRange,
  { bind }: SqlValues,
): string[] {
  return [
    ...(from ? [`l."createdAt" >= ${bind(from)}::timestamptz`] : []),
    ...(until ? [`l."createdAt" < ${bind(until)}::timestamptz`] : []),
    ...(beyond
      ? [
          `(${KEY}) ${beyond.towards === "newer" ? ">" : "<"} (${bind(beyond.at)}::timestamptz, ${bind(beyond.id)}::uuid)`,
        ]
      : []),
  ];
}

const isOfKind = ({ bind }: SqlValues, kinds: readonly DecisionKind[]): string =>
  `(${kinds
    .map(
      ({ action, notAction, statuses, deliveries }) =>
        [
          ...(action === undefined ? [] : [`l.action = ${bind(action)}`]),
          ...(notAction === undefined ? [] : [`l.action <> ${bind(notAction)}`]),
          ...(statuses === undefined ? [] : [`l.status = ANY(${bind(statuses)}::"LogStatus"[])`]),
          ...(deliveries === undefined
            ? []
            : [
                `EXISTS (SELECT 1 FROM "Message" d WHERE d.id = l."messageId" ` +
                  `AND d.status = ANY(${bind(deliveries)}::"MessageStatus"[]))`,
              ]),
        ].join(" AND ") || "true",
    )
    .join(" OR ")})`;

/** Nearly every sent text is delivered; the others are found by an index of their own. */
const isRare = ({ deliveries }: DecisionKind): boolean => deliveries !== undefined && !deliveries.includes("delivered");

/** The action and status of a kind, which an index of the log covers. */
const withoutDelivery = ({ action, notAction, statuses }: DecisionKind): DecisionKind => ({
  action,
  notAction,
  statuses,
});

/**
 * One page of a shop's log. Rows come newest first, or oldest first when paging towards newer rows. Every filter has an
 * index that returns its rows in order. A filter that spans several index ranges (customers, automations) reads the
 * first rows of each range and merges them, so the query never scans rows that do not match.
 */
export async function findDecisions(sql: Sql, filter: DecisionFilter, range: DecisionRange): Promise<DecisionRow[]> {
  if (isEmpty(filter)) return [];
  const values = new SqlValues();
  const ranges = rangeQueriesOf(filter, range, values);
  const found = `SELECT DISTINCT ${KEY} FROM (${ranges.join("\n UNION ALL ")}) l ${inRange(range)}`;
  return query<DecisionRow>(
    sql,
    `
      SELECT l.id, l.id AS "entryId", l."createdAt", l.action, l.status, l.reason, l.explanation, l.credits,
        l."customerId", l."automationId", l."messageId", ${DECISION_FIELDS}
      FROM (${ranges.length === 1 ? (ranges[0] ?? "") : found}) p
      JOIN "AutomationLog" l ON l.id = p.id ${DECISION_COLUMNS} ${inRange(range)}`,
    values.all,
  );
}

/** Counts the rows of a filtered log, at most `most`. */
export async function countDecisions(sql: Sql, filter: DecisionFilter, max: number): Promise<number> {
  if (isEmpty(filter)) return 0;
  const values = new SqlValues();
  const ranges = rangeQueriesOf(filter, { beyond: null, limit: max }, values).join("\n UNION ALL ");
  // A row can match several ranges of a search.
  const rows = filter.scope ? `SELECT DISTINCT l.id FROM (${ranges}) l` : `SELECT 1 FROM (${ranges}) l`;
  const [counted] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS count FROM (${rows} LIMIT ${max}) c`,
    values.all,
  );
  return counted?.count ?? 0;
}

/** Counts the rows of each reason, at most `most` each; reasons without rows are left out. */
export async function countReasons(
  sql: Sql,
  filter: DecisionFilter,
  reasons: readonly string[],
  most: number,
): Promise<{ reason: string; count: number }[]> {
  if (isEmpty(filter)) return [];
  const values = new SqlValues();
  const counts = reasons.map((reason) => {
    const ranges = rangeQueriesOf({ ...filter, reasons: [reason] }, { beyond: null, limit: most }, values);
    return `SELECT ${values.bind(reason)}::text AS reason, count(*)::int AS count
      FROM (SELECT DISTINCT l.id FROM (${ranges.join("\n UNION ALL ")}) l LIMIT ${most}) c`;
  });
  return query<{ reason: string; count: number }>(
    sql,
    `SELECT * FROM (${counts.join("\n UNION ALL ")}) r WHERE r.count > 0`,
    values.all,
  );
}

/** Whether no row can match. */
const isEmpty = ({ kinds, scope }: DecisionFilter): boolean =>
  kinds?.length === 0 || (scope !== null && Object.values(scope).every((ids: readonly string[]) => ids.length === 0));

/** Columns of a row's customer, automation and message. */
export const DECISION_FIELDS = `
  trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "customerName", c.phone,
  c."erasedAt" IS NOT NULL AS erased,
  a.name AS "automationName", m.status AS delivery, m."errorCode", m."to", m.body, m.segments, m."providerId"`;
export const DECISION_COLUMNS = `
  LEFT JOIN "Customer" c ON c.id = l."customerId"
  LEFT JOIN "Automation" a ON a.id = l."automationId"
  LEFT JOIN "Message" m ON m.id = l."messageId"`;

/** Subqueries, one per index range, each limited to the page, that together match the filter. */
function rangeQueriesOf(filter: DecisionFilter, range: DecisionRange, values: SqlValues): string[] {
  const { bind } = values;
  const { automationId, reasons, kinds, scope } = filter;
  const shop = bind(filter.shopId);
  const ofShop = `l."shopId" = ${shop}`;
  const bounds = rangeBoundsOf(filter, range, values);
  const rows = (...where: string[]) =>
    `SELECT ${KEY} FROM "AutomationLog" l WHERE ${[...where, ...bounds].join(" AND ")} ${inRange(range)}`;
  const each = (keys: string, ...where: string[]) =>
    `(SELECT ${KEY} FROM ${keys} CROSS JOIN LATERAL (${rows(...where)}) l)`;

  if (scope) {
    const otherConditions = [
      ofShop,
      ...(reasons ? [`l.reason = ANY(${bind(reasons)}::text[])`] : []),
      ...(automationId ? [`l."automationId" = ${bind(automationId)}::uuid`] : []),
      ...(kinds ? [isOfKind(values, kinds)] : []),
    ];
    return Object.entries(columns).flatMap(([part, column]) => {
      const ids = scope[part as keyof DecisionScope];
      return ids.length > 0
        ? [each(`unnest(${bind(ids)}::uuid[]) AS k(id)`, `l."${column}" = k.id`, ...otherConditions)]
        : [];
    });
  }
  if (!automationId && !reasons && !kinds) return [`(${rows(ofShop)})`];

  const automations = `
    (SELECT id FROM "Automation" WHERE "shopId" = ${shop}${automationId ? ` AND id = ${bind(automationId)}::uuid` : ""})`;
  // Few rows have no automation; a separate subquery finds them.
  const withNone = `l."automationId" IS NULL`;
  if (reasons) {
    const oneOf = `unnest(${bind(reasons)}::text[])`;
    const conditions = [ofShop, "l.reason = k.reason", ...(kinds ? [isOfKind(values, kinds)] : [])];
    return [
      each(
        `(SELECT a.id, r.reason FROM ${automations} a CROSS JOIN ${oneOf} AS r(reason)) AS k`,
        `l."automationId" = k.id`,
        ...conditions,
      ),
      ...(automationId ? [] : [each(`${oneOf} AS k(reason)`, withNone, ...conditions)]),
    ];
  }
  if (!kinds) return [each(`${automations} AS k(id)`, `l."automationId" = k.id`)];
  const rare = kinds.filter(isRare);
  const common = kinds.filter((kind) => !isRare(kind));
  const isNarrow = common.some(({ deliveries }) => deliveries);
  return [
    ...(common.length === 0
      ? []
      : [
          `(${eachKind({
            owners: automations,
            rows: (...where) => rows(...where, ...(isNarrow ? [isOfKind(values, common)] : [])),
            of: isOfKind(values, common.map(withoutDelivery)),
          })})`,
          ...(automationId ? [] : [`(${rows(ofShop, withNone, isOfKind(values, common))})`]),
        ]),
    ...(rare.length === 0
      ? []
      : [
          `(
            SELECT ${KEY}
            FROM "Message" m
            JOIN "AutomationLog" l ON l."messageId" = m.id
            WHERE m."shopId" = ${shop} AND ${NOT_DELIVERED}
              AND m.status = ANY(${bind(rare.flatMap(({ deliveries = [] }) => deliveries))}::"MessageStatus"[])
              AND ${[
                isOfKind(values, rare.map(withoutDelivery)),
                ...(automationId ? [`l."automationId" = ${bind(automationId)}::uuid`] : []),
                ...bounds,
              ].join(" AND ")}
            ${inRange(range)}
          )`,
        ]),
  ];
}

/** The condition of the index `Message_not_delivered`. */
const NOT_DELIVERED = `m.direction = 'outbound' AND m.channel = ${STATUS.sms}
  AND m.status IN (${STATUS.sent}, ${STATUS.undelivered}, ${STATUS.failed})`;

const columns: Record<keyof DecisionScope, string> = {
  customers: "customerId",
  sequences: "sequenceId",
  events: "storeEventId",
  messages: "messageId",
  entries: "id",
};

interface SkipScan {
  /** Subquery of the shop's automations; implies the shop, so that an index-only scan suffices. */
  owners: string;
  rows: (...where: string[]) => string;
  of: string;
}

/** Finds the action and status pairs of each automation by a skip scan, and reads the rows of matching pairs alone. */
const eachKind = ({ owners: automations, rows, of }: SkipScan): string => `
  WITH RECURSIVE l AS (
    SELECT o.id AS owner, f.*
    FROM ${automations} AS o(id)
    CROSS JOIN LATERAL (
      SELECT x.action, x.status
      FROM "AutomationLog" x
      WHERE x."automationId" = o.id
      ORDER BY x.action, x.status LIMIT 1
    ) f
    UNION ALL
    SELECT l.owner, f.*
    FROM l
    CROSS JOIN LATERAL (
      SELECT x.action, x.status
      FROM "AutomationLog" x
      WHERE x."automationId" = l.owner AND (x.action, x.status) > (l.action, l.status)
      ORDER BY x.action, x.status LIMIT 1
    ) f
  )
  SELECT r."createdAt", r.id
  FROM (SELECT * FROM l WHERE ${of}) k
  CROSS JOIN LATERAL (${rows(`l."automationId" = k.owner`, `l.action = k.action`, `l.status = k.status`)}) r`;
