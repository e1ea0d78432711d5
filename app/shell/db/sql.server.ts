import pg from "pg";
import { isStalePlan } from "./named-statements.server.ts";
import { mayBeUnstorable, storableText } from "#core/storable-text.ts";
import { Temporal } from "#core/time/time.ts";

/** A pool, or a connection inside a transaction. */
export type Sql = Pick<pg.Pool, "query">;

/** A row; instants are `Temporal.Instant` in both directions. */
export type Row = Record<string, unknown>;

/**
 * Runs one statement. Timestamps become `Temporal.Instant`; `T` describes the other columns, unchecked.
 * @param values positional parameters; pass arrays of rows as one JSON parameter (see `recordset`)
 */
export async function query<T extends Row>(sql: Sql, text: string, values: readonly unknown[] = []): Promise<T[]> {
  const { rows } = await run<Row>(sql, text, values.map(toParameter));
  for (const row of rows)
    for (const key in row)
      if (row[key] instanceof Date) row[key] = Temporal.Instant.fromEpochMilliseconds(row[key].getTime());
  return rows as T[];
}

/** Runs a statement. A kept plan that a migration made stale fails it once: alone, it runs again; else its transaction does. */
async function run<T extends Row>(sql: Sql, text: string, values: unknown[]): Promise<pg.QueryResult<T>> {
  try {
    return await sql.query<T>(text, values);
  } catch (error) {
    if (!isStalePlan(error) || !(sql instanceof pg.Pool)) throw error;
    return await sql.query<T>(text, values);
  }
}

const toParameter = (value: unknown): unknown => {
  if (typeof value === "string") return storableText(value);
  return value instanceof Temporal.Instant ? isoOf(value) : Array.isArray(value) ? value.map(toParameter) : value;
};

/**
 * Serialises a value as a JSON parameter. A text that was cut within a character would fail the whole batch; half a
 * character is replaced.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  // A replacer would be called for each value, and nearly no text needs it.
  return mayBeUnstorable(json)
    ? JSON.stringify(value, (_key, item: unknown) => (typeof item === "string" ? storableText(item) : item))
    : json;
}

/** Serialises rows as one JSON parameter for `json_to_recordset`. */
export const recordset = (rows: readonly object[]): string => toJson(rows.map(withPlainInstants));

/** The row with instants of its columns as ISO text, which the platform's date formats faster than Temporal. */
function withPlainInstants(row: object): object {
  const entries = Object.entries(row) as [string, unknown][];
  if (!entries.some(([, value]) => value instanceof Temporal.Instant)) return row;
  const plain: Row = {};
  for (const [column, value] of entries) plain[column] = value instanceof Temporal.Instant ? isoOf(value) : value;
  return plain;
}

/** Timestamps have milliseconds in the database. */
const isoOf = (instant: Temporal.Instant): string => new Date(instant.epochMilliseconds).toISOString();

/**
 * Runs one statement with a batch of rows as `$1`; no statement without rows.
 * @param more parameters from `$2` on
 */
export const batch = async <T extends Row>(
  sql: Sql,
  text: string,
  rows: readonly object[],
  more: readonly unknown[] = [],
): Promise<T[]> => (rows.length === 0 ? [] : query<T>(sql, text, [recordset(rows), ...more]));

/**
 * Inserts rows with equal columns; no statement without rows.
 * @param conflict clause such as `ON CONFLICT DO NOTHING`
 */
export async function insert(sql: Sql, table: string, rows: readonly object[], conflict = ""): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(", ");
  await run(
    sql,
    `
      INSERT INTO "${table}" (${columns})
      SELECT ${columns}
      FROM json_populate_recordset(NULL::"${table}", $1::json) ${conflict}`,
    [recordset(rows)],
  );
}

/** Postgres error codes of retryable transactions: serialization failure, deadlock, a plan of another schema. */
const RETRYABLE_PG_CODES = new Set(["40001", "40P01", "0A000"]);
const MAX_ATTEMPTS = 4;

/**
 * Runs `work` in a transaction; an exception rolls it back. Retries it on serialization failures and deadlocks, so
 * `work` must have no side effects outside the database.
 */
export async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !RETRYABLE_PG_CODES.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

async function runOnce<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const callbacks: (() => void)[] = [];
  commitCallbacks.set(client, callbacks);
  let broken: Error | undefined;
  let result: T;
  try {
    await client.query("BEGIN");
    result = await work(client);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => (broken = new Error("could not roll back", { cause })));
    throw error;
  } finally {
    commitCallbacks.delete(client);
    client.release(broken);
  }
  for (const callback of callbacks) callback();
  return result;
}

/** Gives the statements of the open transaction minutes: an erasure deletes all that a shop ever did. */
export const allowLongStatements = (sql: Sql): Promise<unknown> =>
  sql.query("SELECT set_config('statement_timeout', '4min', true)");

/** Callbacks to run after the commit of each open transaction. */
const commitCallbacks = new WeakMap<Sql, (() => void)[]>();

/** Runs a callback after the commit, or never after a rollback; outside a transaction, at once. */
export function afterCommit(sql: Sql, callback: () => void): void {
  const waiting = commitCallbacks.get(sql);
  if (waiting) waiting.push(callback);
  else callback();
}

/** Lets `other`, which writes on the same connection, register for the same commit. */
function shareCommitHooks(sql: Sql, other: Sql): void {
  const waiting = commitCallbacks.get(sql);
  if (waiting) commitCallbacks.set(other, waiting);
}

interface Write {
  /** Name of the table that the statement writes. */
  table: string;
  text: string;
  values: readonly unknown[];
}

/** A plain INSERT or UPDATE whose result is not read; anything else runs at once. */
const PLAIN_WRITE = /^\s*(?:INSERT INTO|UPDATE) "(\w+)"/;
const READS_RESULT = /\bRETURNING\b/;
const ANY_WRITE = /\b(?:INSERT INTO|UPDATE|DELETE FROM) "/;

const NOTHING: pg.QueryResult = { rows: [], rowCount: null, command: "", oid: 0, fields: [] };

/**
 * A connection that holds writes back and sends them together, as one statement, so that a transaction of ten writes
 * costs one round trip. Parts of one statement see the tables as they were before it; therefore the buffer is sent
 * first when a statement names a table that the buffer writes. The effect is that of the statements one by one.
 * Errors of a held write surface when the buffer is sent.
 */
interface BufferedWrites extends Sql {
  /** Sends the writes that are held back. Call it at the end of the transaction. */
  flush(): Promise<void>;
}

/** @param sql one connection inside a transaction */
function bufferWrites(sql: Sql): BufferedWrites {
  const held: Write[] = [];
  const flush = async (): Promise<void> => {
    const writes = held.splice(0);
    if (writes.length > 0) await run(sql, ...asOneStatement(writes));
  };
  const holdOrRun = async (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    const table = READS_RESULT.test(text) ? undefined : PLAIN_WRITE.exec(text)?.[1];
    // A delete cascades to tables that it does not name, so a write that runs at once comes after all that are held.
    const mustFollow =
      (table === undefined && ANY_WRITE.test(text)) || held.some((write) => text.includes(`"${write.table}"`));
    if (mustFollow) await flush();
    if (table === undefined) return run(sql, text, [...values]);
    held.push({ table, text, values });
    return NOTHING;
  };
  const buffered: BufferedWrites = { query: holdOrRun as Sql["query"], flush };
  shareCommitHooks(sql, buffered);
  return buffered;
}

/** A transaction whose writes are buffered. The work may run again, as that of `transaction`. */
export const bufferedTransaction = <T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> =>
  transaction(pool, async (sql) => {
    const buffered = bufferWrites(sql);
    const result = await work(buffered);
    await buffered.flush();
    return result;
  });

function asOneStatement(writes: readonly Write[]): [text: string, values: unknown[]] {
  const [only] = writes;
  if (only && writes.length === 1) return [only.text, [...only.values]];
  const values: unknown[] = [];
  const parts = writes.map(({ text, values: own }, at) => {
    const numbered = text.replace(/\$(\d+)/g, (_all, number: string) => `$${Number(number) + values.length}`);
    values.push(...own);
    return `write_${at} AS (${numbered})`;
  });
  return [`WITH ${parts.join(",\n")}\nSELECT 1`, values];
}
