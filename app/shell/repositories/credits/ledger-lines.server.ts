import type { CreditType } from "#core/statuses.ts";
import type { DaysRange } from "#core/activity/days-span.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** The ledger of a shop in a period. */
export interface LedgerPeriod {
  shopId: string;
  period: DaysRange;
}

/** One entry of a text, as its line folds it. */
interface FoldedEntry {
  type: CreditType;
  amount: number;
  reserved: number;
  balanceAfter: number;
  /** ISO 8601. */
  createdAt: string;
}

/** One line of the ledger: a movement; or all of a text's movements in the period, as its newest entry leaves them. */
export interface LedgerLineRow extends Record<string, unknown> {
  id: string;
  seq: number;
  createdAt: Instant;
  type: CreditType;
  amount: number;
  reserved: number;
  balanceAfter: number;
  note: string | null;
  to: string | null;
  logId: string | null;
  /** The text's entries, oldest first; null for another movement. */
  entries: FoldedEntry[] | null;
}

/** Matches the partial index that leaves out the two most frequent types. */
const EXCLUDING_TEXT_ENTRIES = `e."type" NOT IN (${STATUS.reserve}, ${STATUS.settle})`;

function collectValues(shopId: string) {
  const values: unknown[] = [shopId];
  return { values, parameter: (value: unknown) => `$${values.push(value)}` };
}
type Parameter = (value: unknown) => string;

/** SQL: whether an entry lies in the period. */
const periodOf = ({ from, until }: DaysRange, parameter: Parameter): ((entry: string) => string) => {
  const first = from && parameter(from);
  const end = until && parameter(until);
  return (entry) =>
    [
      `${entry}."shopId" = $1`,
      ...(first ? [`${entry}."createdAt" >= ${first}`] : []),
      ...(end ? [`${entry}."createdAt" < ${end}`] : []),
    ].join(" AND ");
};

interface LedgerLinesQuery extends LedgerPeriod {
  /** Only lines whose newest entry has one of these types; null for all. */
  types: readonly CreditType[] | null;
  beyond: { seq: number; towards: "newer" | "older" } | null;
  limit: number;
}

/** One page of the ledger's lines by their newest entries, newest first. */
export function readLedgerLines(
  sql: Sql,
  { shopId, period, types, beyond, limit }: LedgerLinesQuery,
): Promise<LedgerLineRow[]> {
  const { values, parameter } = collectValues(shopId);
  const within = periodOf(period, parameter);
  const newer = beyond?.towards === "newer";
  const conditions = [
    within("e"),
    ...(types ? [`e."type" = ANY(${parameter(types)}::"CreditType"[])`] : []),
    ...(types && !types.includes("reserve") ? [EXCLUDING_TEXT_ENTRIES] : []),
    ...(beyond ? [`e."seq" ${newer ? ">" : "<"} ${parameter(beyond.seq)}`] : []),
    `NOT EXISTS (
      SELECT 1 FROM "CreditEntry" n WHERE n."messageId" = e."messageId" AND n."seq" > e."seq" AND ${within("n")})`,
  ];
  return query(
    sql,
    `
      SELECT e."id", e."seq", e."createdAt", e."type", coalesce(t."amount", e."amount") AS "amount",
        coalesce(t."reserved", e."reserved") AS "reserved", e."balanceAfter", e."note", t."entries", m."to",
        coalesce(
          (
            SELECT l."id"
            FROM "AutomationLog" l
            WHERE l."messageId" = e."messageId" AND l."shopId" = e."shopId"
            LIMIT 1
          ),
          (SELECT l."id" FROM "AutomationLog" l WHERE l."sequenceId" = m."sequenceId" AND l."action" = 'enter' LIMIT 1)
        ) AS "logId"
      FROM "CreditEntry" e
      LEFT JOIN LATERAL (
        SELECT sum(x."amount")::int AS "amount", sum(x."reserved")::int AS "reserved", json_agg(json_build_object(
          'type', x."type", 'amount', x."amount", 'reserved', x."reserved", 'balanceAfter', x."balanceAfter",
          'createdAt', x."createdAt"
        ) ORDER BY x."seq") AS "entries"
        FROM "CreditEntry" x
        WHERE x."messageId" = e."messageId" AND ${within("x")}
        HAVING count(*) > 0
      ) t ON true
      LEFT JOIN "Message" m ON m."id" = e."messageId" AND m."shopId" = e."shopId"
      WHERE ${conditions.join(" AND ")}
      ORDER BY e."seq" ${newer ? "ASC" : "DESC"} LIMIT ${limit}`,
    values,
  );
}

/** The sum of the period's entries by type. */
export function sumByType(sql: Sql, { shopId, period }: LedgerPeriod): Promise<{ type: CreditType; amount: number }[]> {
  const { values, parameter } = collectValues(shopId);
  return query(
    sql,
    `
      SELECT e."type", sum(e."amount")::int AS "amount"
      FROM "CreditEntry" e
      WHERE ${periodOf(period, parameter)("e")}
      GROUP BY e."type"`,
    values,
  );
}

/** The balance after the last entry before an instant. */
export async function balanceAt(sql: Sql, shopId: string, at: Instant): Promise<number> {
  const [row] = await query<{ balance: number }>(
    sql,
    `
      SELECT "balanceAfter" AS "balance"
      FROM "CreditEntry"
      WHERE "shopId" = $1 AND "createdAt" < $2
      ORDER BY "createdAt" DESC, "seq" DESC LIMIT 1`,
    [shopId, at],
  );
  return row?.balance ?? 0;
}

/** SQL: each text's change of the balance in a period. */
const textsOf = (within: (entry: string) => string): string => `
  (
    SELECT x."messageId", x."shopId", sum(x."amount") AS "amount"
    FROM "CreditEntry" x
    WHERE ${within("x")} AND x."messageId" IS NOT NULL
    GROUP BY x."messageId", x."shopId"
  )`;
/** A text that got its credits back was not paid for. */
const SPENT_ON_TEXTS = `(count(*) FILTER (WHERE e."amount" < 0))::int AS "texts", -sum(e."amount")::int AS "credits"`;

/** Texts and their credits in a period. */
interface Spend extends Record<string, unknown> {
  texts: number;
  credits: number;
}

/**
 * The period's credits of texts by automation. Credits that were released or refunded do not count.
 * @returns null as the automation's id for texts by hand, tests, and texts that no longer exist
 */
export function spendByAutomation(
  sql: Sql,
  { shopId, period }: LedgerPeriod,
): Promise<({ id: string | null; name: string | null } & Spend)[]> {
  const { values, parameter } = collectValues(shopId);
  return query(
    sql,
    `
      SELECT a."id", a."name", ${SPENT_ON_TEXTS}
      FROM ${textsOf(periodOf(period, parameter))} e
      LEFT JOIN "Message" m ON m."id" = e."messageId" AND m."shopId" = e."shopId"
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId" AND NOT a."internal"
      GROUP BY a."id", a."name"
      ORDER BY "credits" DESC, a."name"`,
    values,
  );
}

/**
 * The same by the beginning of the number, which decides the country: +1 and the area code, or eight characters.
 * @returns with one number of each group; null for texts that no longer exist
 */
export function spendByNumberGroup(
  sql: Sql,
  { shopId, period }: LedgerPeriod,
): Promise<({ example: string | null } & Spend)[]> {
  const { values, parameter } = collectValues(shopId);
  return query(
    sql,
    `
      SELECT min(m."to") AS "example", ${SPENT_ON_TEXTS}
      FROM ${textsOf(periodOf(period, parameter))} e
      LEFT JOIN "Message" m ON m."id" = e."messageId" AND m."shopId" = e."shopId"
      GROUP BY left(m."to", CASE WHEN m."to" LIKE '+1%' THEN 5 ELSE 8 END)`,
    values,
  );
}

/** An entry of the exported ledger. */
export interface ExportedEntry extends Record<string, unknown> {
  seq: number;
  createdAt: Instant;
  type: CreditType;
  amount: number;
  reserved: number;
  balanceAfter: number;
  note: string | null;
  messageId: string | null;
  /** Null also once the customer is erased. */
  to: string | null;
  automation: string | null;
}

/** The period's entries after `after`, oldest first. */
export function readExportedEntries(
  sql: Sql,
  { shopId, period, after, limit }: LedgerPeriod & { after: number; limit: number },
): Promise<ExportedEntry[]> {
  const { values, parameter } = collectValues(shopId);
  return query(
    sql,
    `
      SELECT e."seq", e."createdAt", e."type", e."amount", e."reserved", e."balanceAfter", e."note", e."messageId",
        CASE WHEN c."erasedAt" IS NULL THEN m."to" END AS "to", a."name" AS "automation"
      FROM "CreditEntry" e
      LEFT JOIN "Message" m ON m."id" = e."messageId" AND m."shopId" = e."shopId"
      LEFT JOIN "Customer" c ON c."id" = m."customerId"
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId" AND NOT a."internal"
      WHERE ${periodOf(period, parameter)("e")} AND e."seq" > ${parameter(after)}
      ORDER BY e."seq" LIMIT ${limit}`,
    values,
  );
}
