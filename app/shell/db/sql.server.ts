import type pg from "pg";
import { Temporal } from "#core/time/time.ts";

/** A pool, or one connection inside a transaction. */
export type Sql = Pick<pg.Pool, "query">;

/** What a column may hold on its way in: instants go in, and come out, as Temporal's. */
export type Row = Record<string, unknown>;

/**
 * Runs one statement. Times come back as `Temporal.Instant`; what `T` says of the rest is the statement's promise.
 * @param values positional; arrays of rows go as one JSON parameter (see `recordset`)
 */
export async function query<T extends Row>(sql: Sql, text: string, values: readonly unknown[] = []): Promise<T[]> {
  const { rows } = await sql.query<Row>(text, values.map(outgoing));
  for (const row of rows)
    for (const key in row)
      if (row[key] instanceof Date) row[key] = Temporal.Instant.fromEpochMilliseconds(row[key].getTime());
  return rows as T[];
}

const outgoing = (value: unknown): unknown => {
  if (typeof value === "string") return storable(value);
  return value instanceof Temporal.Instant ? value.toString() : Array.isArray(value) ? value.map(outgoing) : value;
};

/**
 * Text that Postgres can hold: it knows no NUL, and no half of a character. One such would fail the whole batch that
 * it is in.
 */
const storable = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();

/** Rows as one JSON parameter, for `json_to_recordset`: a batch is one statement, and one row is a batch of one. */
export const recordset = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === "string" ? storable(value) : value));

/**
 * Runs one statement over a batch, which is its `$1`; no rows are no statement.
 * @param more the parameters from `$2` on
 */
export const batch = async <T extends Row>(
  sql: Sql,
  text: string,
  rows: readonly object[],
  more: readonly unknown[] = [],
): Promise<T[]> => (rows.length === 0 ? [] : query<T>(sql, text, [recordset(rows), ...more]));

/**
 * Inserts rows that all name the same columns; none is no statement.
 * @param conflict such as `ON CONFLICT DO NOTHING`
 */
export async function insert(sql: Sql, table: string, rows: readonly object[], conflict = ""): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(", ");
  await sql.query(
    `
      INSERT INTO "${table}" (${columns}) SELECT ${columns}
        FROM json_populate_recordset(NULL::"${table}", $1::json) ${conflict}`,
    [recordset(rows)],
  );
}

/**
 * Postgres' codes for a transaction that lost to another and may simply be run again: serialization failure,
 * deadlock.
 */
const LOST_TO_ANOTHER = new Set(["40001", "40P01"]);
const MOST_RUNS = 4;

/**
 * All or nothing: what `work` throws undoes what it did. Run again when it lost to another transaction, so it changes
 * nothing outside the database and calls nobody.
 */
export async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (run === MOST_RUNS || !LOST_TO_ANOTHER.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

async function once<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const acts: (() => void)[] = [];
  afterwards.set(client, acts);
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
    afterwards.delete(client);
    client.release(broken);
  }
  for (const act of acts) act();
  return result;
}

/** What each transaction under way wants done once it is committed. */
const afterwards = new WeakMap<Sql, (() => void)[]>();

/**
 * Does something once what is being written is committed, and not at all where it is undone; outside a transaction at
 * once.
 */
export function onceCommitted(sql: Sql, act: () => void): void {
  const waiting = afterwards.get(sql);
  if (waiting) waiting.push(act);
  else act();
}

/** Lets `other`, which writes on the same connection, register for the same commit. */
export function shareCommitHooks(sql: Sql, other: Sql): void {
  const waiting = afterwards.get(sql);
  if (waiting) afterwards.set(other, waiting);
}
