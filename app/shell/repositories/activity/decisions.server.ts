import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** What rows of the log are about: they fit when any of it does. Our ids. */
export interface DecisionScope {
  customers: readonly string[];
  sequences: readonly string[];
  /** Store events. */
  events: readonly string[];
  messages: readonly string[];
  /** Rows of the log themselves. */
  entries: readonly string[];
}

/** What came of an action: each pair of `actions` and `statuses`, any of those that are not named. */
export interface DecisionKind {
  action?: string | undefined;
  notAction?: string | undefined;
  statuses?: readonly LogStatus[] | undefined;
}

/** Which rows of a shop's log. */
export interface DecisionFilter {
  shopId: string;
  automationId?: string | undefined;
  reason?: string | undefined;
  /** Any of these; all without it. */
  kinds?: readonly DecisionKind[] | undefined;
  from: Instant | null;
  until: Instant | null;
  /** Null for the whole log. */
  scope: DecisionScope | null;
}

/** A stretch of rows by key: the newest, or those beyond a row on either side. */
export interface DecisionRange {
  beyond: { at: Instant; id: string; towards: "older" | "newer" } | null;
  limit: number;
}

export interface DecisionRow extends Record<string, unknown> {
  id: string;
  /** The row of the log that explains it; null where it is gone. */
  entryId: string | null;
  createdAt: Instant;
  action: string;
  /** Null for a text of which it cannot be told whether it went out. */
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
  /** Of the message. */
  to: string | null;
  body: string | null;
  segments: number | null;
  providerId: string | null;
}

/** Gathers a statement's values, and hands out the place of each. */
export class SqlValues {
  readonly all: unknown[] = [];
  bind = (value: unknown): string => `$${this.all.push(value)}`;
}

const KEY = `l."createdAt", l.id`;

/** The order and the limit of rows, as those of a stretch come. */
export const inRange = ({ beyond, limit }: DecisionRange, key = KEY): string => {
  const order = beyond?.towards === "newer" ? "ASC" : "DESC";
  return `ORDER BY ${key
    .split(", ")
    .map((column) => `${column} ${order}`)
    .join(", ")} LIMIT ${limit}`;
};

/** That a row lies within the time asked for and beyond the stretch's start. */
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
      ({ action, notAction, statuses }) =>
        [
          ...(action === undefined ? [] : [`l.action = ${bind(action)}`]),
          ...(notAction === undefined ? [] : [`l.action <> ${bind(notAction)}`]),
          ...(statuses === undefined ? [] : [`l.status = ANY(${bind(statuses)}::"LogStatus"[])`]),
        ].join(" AND ") || "true",
    )
    .join(" OR ")})`;

/**
 * A stretch of a shop's log, in the order read: newest first, but oldest first towards newer rows. Each way of
 * narrowing down has an index that holds its rows in their order; where it is several ranges (of customers, of
 * automations), each gives its first rows, and the first of those are it. So nothing is ever read past, however rare
 * what is asked for is.
 */
export async function findDecisions(sql: Sql, filter: DecisionFilter, stretch: DecisionRange): Promise<DecisionRow[]> {
  if (isEmpty(filter)) return [];
  const values = new SqlValues();
  const lanes = lanesOf(filter, stretch, values);
  const found = `SELECT DISTINCT ${KEY} FROM (${lanes.join("\n UNION ALL ")}) l ${inRange(stretch)}`;
  return query<DecisionRow>(
    sql,
    `
      SELECT l.id, l.id AS "entryId", l."createdAt", l.action, l.status, l.reason, l.explanation, l.credits,
        l."customerId", l."automationId", l."messageId",
       ${DECISION_JOINS}
     FROM (${lanes.length === 1 ? (lanes[0] ?? "") : found}) p JOIN "AutomationLog" l
       ON l.id = p.id ${DECISION_COLUMNS} ${inRange(stretch)}`,
    values.all,
  );
}

/** How many rows a narrowed log has; `most` of them are counted at most. */
export async function countDecisions(sql: Sql, filter: DecisionFilter, most: number): Promise<number> {
  if (isEmpty(filter)) return 0;
  const values = new SqlValues();
  const lanes = lanesOf(filter, { beyond: null, limit: most }, values).join("\n UNION ALL ");
  // A row may be in several ranges of a search.
  const rows = filter.scope ? `SELECT DISTINCT l.id FROM (${lanes}) l` : `SELECT 1 FROM (${lanes}) l`;
  const [counted] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS count FROM (${rows} LIMIT ${most}) c`,
    values.all,
  );
  return counted?.count ?? 0;
}

/** Nothing can fit. */
const isEmpty = ({ kinds, scope }: DecisionFilter): boolean =>
  kinds?.length === 0 || (scope !== null && Object.values(scope).every((ids: readonly string[]) => ids.length === 0));

/** What stands beside a row, of whatever kind: its customer, automation and message. */
export const DECISION_JOINS = `trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "customerName", c.phone, c."erasedAt" IS NOT NULL AS erased,
       a.name AS "automationName", m.status AS delivery, m."errorCode", m."to", m.body, m.segments, m."providerId"`;
export const DECISION_COLUMNS = `
  LEFT JOIN "Customer" c ON c.id = l."customerId" LEFT JOIN "Automation" a ON a.id = l."automationId" LEFT
    JOIN "Message" m ON m.id = l."messageId"`;

/** Ranges of indexes that together hold what is asked for, each cut to the stretch. */
function lanesOf(filter: DecisionFilter, stretch: DecisionRange, values: SqlValues): string[] {
  const { bind } = values;
  const { automationId, reason, kinds, scope } = filter;
  const shop = bind(filter.shopId);
  const ofShop = `l."shopId" = ${shop}`;
  const ofReason = reason ? [`l.reason = ${bind(reason)}`] : [];
  const bounds = rangeBoundsOf(filter, stretch, values);
  const rows = (...where: string[]) =>
    `SELECT ${KEY} FROM "AutomationLog" l WHERE ${[...where, ...bounds].join(" AND ")} ${inRange(stretch)}`;
  const each = (ids: string, ...where: string[]) =>
    `(SELECT ${KEY} FROM ${ids} AS k(id) CROSS JOIN LATERAL (${rows(...where)}) l)`;

  if (scope) {
    const also = [
      ofShop,
      ...ofReason,
      ...(automationId ? [`l."automationId" = ${bind(automationId)}::uuid`] : []),
      ...(kinds ? [isOfKind(values, kinds)] : []),
    ];
    return Object.entries(columns).flatMap(([part, column]) => {
      const ids = scope[part as keyof DecisionScope];
      return ids.length > 0 ? [each(`unnest(${bind(ids)}::uuid[])`, `l."${column}" = k.id`, ...also)] : [];
    });
  }
  if (!automationId && !reason && !kinds) return [`(${rows(ofShop)})`];

  const owners = `
    (SELECT id FROM "Automation" WHERE "shopId" = ${shop}${automationId ? ` AND id = ${bind(automationId)}::uuid` : ""})`;
  const fits = [...ofReason, ...(kinds && (reason || !automationId) ? [isOfKind(values, kinds)] : [])];
  // Of no automation there is hardly a row; those are looked for by themselves.
  const ownerless = automationId ? [] : [`(${rows(ofShop, `l."automationId" IS NULL`, ...fits)})`];
  if (kinds && !reason) return [`(${eachKind({ owners, rows, of: isOfKind(values, kinds) })})`, ...ownerless];
  return [each(owners, `l."automationId" = k.id`, ...(reason ? [ofShop, ...fits] : [])), ...ownerless];
}

const columns: Record<keyof DecisionScope, string> = {
  customers: "customerId",
  sequences: "sequenceId",
  events: "storeEventId",
  messages: "messageId",
  entries: "id",
};

interface Kinds {
  /** The shop's automations: rows of theirs are the shop's, so that the index alone tells. */
  owners: string;
  rows: (...where: string[]) => string;
  of: string;
}

/**
 * Which actions came to what in each automation is found by skipping from one to the next; only those asked for are
 * read.
 */
const eachKind = ({ owners, rows, of }: Kinds): string => `WITH RECURSIVE l AS (
    SELECT o.id AS owner, f.* FROM ${owners} AS o(id) CROSS
      JOIN LATERAL (SELECT x.action, x.status FROM "AutomationLog" x WHERE x."automationId" = o.id
      ORDER BY x.action, x.status LIMIT 1) f
    UNION ALL
    SELECT l.owner, f.* FROM l CROSS JOIN LATERAL (SELECT x.action, x.status FROM "AutomationLog" x
      WHERE x."automationId" = l.owner AND (x.action, x.status) > (l.action, l.status) ORDER BY x.action, x.status
      LIMIT 1) f)
  SELECT r."createdAt", r.id FROM (SELECT * FROM l WHERE ${of}) k CROSS
    JOIN LATERAL (${rows(`l."automationId" = k.owner`, `l.action = k.action`, `l.status = k.status`)}) r`;
