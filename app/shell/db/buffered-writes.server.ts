import type pg from "pg";
import { shareCommitHooks, transaction, type Sql } from "./sql.server.ts";

interface Write {
  /** Name of the table that the statement writes. */
  table: string;
  text: string;
  values: readonly unknown[];
}

/** A plain INSERT or UPDATE whose result is not read; anything else runs at once. */
const PLAIN_WRITE = /^\s*(?:INSERT INTO|UPDATE) "(\w+)"/;
const READS_RESULT = /\bRETURNING\b/;

const NOTHING: pg.QueryResult = { rows: [], rowCount: null, command: "", oid: 0, fields: [] };

/**
 * A connection that holds writes back and sends them together, as one statement, so that a transaction of ten writes
 * costs one round trip. Parts of one statement see the tables as they were before it; therefore the buffer is sent
 * first when a statement names a table that the buffer writes. The effect is that of the statements one by one.
 * Errors of a held write surface when the buffer is sent.
 */
export interface BufferedWrites extends Sql {
  /** Sends the writes that are held back. Call it at the end of the transaction. */
  flush(): Promise<void>;
}

/** @param sql one connection inside a transaction */
export function bufferWrites(sql: Sql): BufferedWrites {
  const held: Write[] = [];
  const flush = async (): Promise<void> => {
    const writes = held.splice(0);
    if (writes.length > 0) await sql.query(...asOneStatement(writes));
  };
  const query = async (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    if (held.some(({ table }) => text.includes(`"${table}"`))) await flush();
    const table = READS_RESULT.test(text) ? undefined : PLAIN_WRITE.exec(text)?.[1];
    if (table === undefined) return sql.query(text, [...values]);
    held.push({ table, text, values });
    return NOTHING;
  };
  const buffered: BufferedWrites = { query: query as Sql["query"], flush };
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
