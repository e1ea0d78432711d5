import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type pg from "pg";
import type { WorldState } from "#sandbox/memory.ts";

type World = Omit<WorldState, "form">;

/** Rows per statement. */
const PAGE = 500;
/** The sources that a history depends on. */
const SOURCES = [
  "prisma/migrations",
  "app/library",
  "sandbox/history",
  "sandbox/store",
  "bin/sandbox/history",
  "package.json",
];

/**
 * A name that changes with whatever a history is made from.
 * @param address of the app: texts contain it
 */
export function historyKey(address: string, plan: object): string {
  const hash = createHash("sha256").update(JSON.stringify([address, plan]));
  for (const file of SOURCES.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex").slice(0, 16);
}

function filesOf(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  const entries = readdirSync(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Where a data folder keeps the snapshot of a history. */
export function snapshotOf(dataDir: string, key: string) {
  const file = path.join(dataDir, "history", `${key}.json.gz`);
  return { file, exists: () => existsSync(file) };
}

/**
 * Saves all rows, and the state of the simulated world; removes older snapshots. Rows stay text all the way: they hold
 * numbers beyond 2^53.
 */
export async function saveSnapshot(pool: pg.Pool, world: World, file: string): Promise<void> {
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
  const folder = path.dirname(file);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, gzipSync(`${lines.join("\n")}\n`), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * Inserts the rows of a snapshot into empty tables.
 * @returns the state of the simulated world
 */
export async function loadSnapshot(pool: pg.Pool, file: string): Promise<World> {
  const [world = "{}", ...pages] = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  const client = await pool.connect();
  try {
    // As a replica: no foreign key and no trigger, such as the ledger's, has a say.
    await client.query("BEGIN; SET LOCAL session_replication_role = replica");
    for (const page of pages) {
      const tab = page.indexOf("\t");
      const table = page.slice(0, tab);
      await client.query(`INSERT INTO "${table}" SELECT * FROM json_populate_recordset(NULL::"${table}", $1::json)`, [
        page.slice(tab + 1),
      ]);
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

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
