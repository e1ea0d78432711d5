import type pg from "pg";
import type { Sql } from "./sql.server.ts";

/** Runs queries in a READ ONLY transaction. */
export async function readOnly<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN READ ONLY");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => (broken = new Error("could not roll back", { cause })));
    throw error;
  } finally {
    client.release(broken);
  }
}
