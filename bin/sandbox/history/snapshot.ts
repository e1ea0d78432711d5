import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type pg from "pg";
import type { WorldState } from "#sandbox/memory.ts";

type World = Omit<WorldState, "form">;

/** Rows per statement. */
const PAGE = 500;
/** Stands for the app's address, which texts and webhooks contain. The host name is reserved (RFC 2606). */
const ADDRESS = "http://app.invalid";

/** Replaces an address in text, and in the hexadecimal text of raw bodies. */
function readdress(text: string, from: string, to: string): string {
  const hex = (address: string) => Buffer.from(address).toString("hex");
  return text.replaceAll(from, to).replaceAll(hex(from), hex(to));
}

/**
 * Saves all rows, and the state of the simulated world. Rows stay text all the way: they hold numbers beyond 2^53.
 * @param address of the app that the history was made with
 */
export async function saveSnapshot(pool: pg.Pool, world: World, file: string, address: string): Promise<void> {
  const lines = [JSON.stringify(world)];
  for (const table of await tablesOf(pool)) {
    const { rows } = await pool.query<{ row: string }>(`SELECT to_json(t)::text AS "row" FROM "${table}" t`);
    for (let from = 0; from < rows.length; from += PAGE)
      lines.push(
        `${table}\t[${rows
          .slice(from, from + PAGE)
          .map(({ row }) => row)
          .join(",")}]`,
      );
  }
  const text = readdress(`${lines.join("\n")}\n`, address, ADDRESS);
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(`${file}.new`, brotliCompressSync(text, { params }));
  renameSync(`${file}.new`, file);
}

/**
 * Inserts the rows of a snapshot into empty tables. A column that the snapshot lacks gets its default, and one that the
 * schema lacks is left out, so that a snapshot outlives most migrations.
 * @param address of the app that opens with it
 * @returns the state of the simulated world
 */
export async function loadSnapshot(pool: pg.Pool, file: string, address: string): Promise<World> {
  const text = readdress(brotliDecompressSync(readFileSync(file)).toString("utf8"), ADDRESS, address);
  const [world = "{}", ...pages] = text.trimEnd().split("\n");
  const client = await pool.connect();
  try {
    // As a replica: no foreign key and no trigger, such as the ledger's, has a say.
    await client.query("BEGIN; SET LOCAL session_replication_role = replica");
    for (const page of pages) {
      const tab = page.indexOf("\t");
      await insertRows(client, page.slice(0, tab), page.slice(tab + 1));
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
  await pool.query("ANALYZE");
  return JSON.parse(world) as World;
}

/** @param rows a JSON array of objects with the same keys */
async function insertRows(client: pg.PoolClient, table: string, rows: string): Promise<void> {
  const { rows: columns } = await client.query<{ name: string }>(
    `
      SELECT quote_ident(c.column_name) AS "name"
      FROM information_schema.columns c
        JOIN json_object_keys(($2::json)->0) AS k("key") ON k."key" = c.column_name
      WHERE c.table_schema = 'public' AND c.table_name = $1 AND c.is_generated = 'NEVER'`,
    [table, rows],
  );
  const names = columns.map(({ name }) => name).join(", ");
  await client.query(
    `INSERT INTO "${table}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
    [rows],
  );
}

/** Sessions expire: the sandbox's first visit makes new ones. */
async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `
      SELECT tablename AS "name"
      FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'Session')
      ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
