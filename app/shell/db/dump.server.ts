import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type pg from "pg";

/** The files of a Postgres server's and of an embedded database's back-up. */
export const dumpEndings = { postgres: ".dump", pglite: ".tar.gz" } as const;

/**
 * Writes a consistent copy of a Postgres database, in pg_dump's custom format.
 * @throws with pg_dump's own words, or if it is not installed
 */
export async function dumpPostgres(url: string, file: string): Promise<void> {
  await runProgram("pg_dump", ["--format=custom", "--no-owner", `--file=${file}`], url);
  await chmod(file, 0o600);
}

/**
 * Restores a copy into an empty Postgres database, all or nothing.
 * @throws with pg_restore's own words, or if it is not installed
 */
export const restorePostgres = (url: string, file: string): Promise<void> =>
  runProgram(
    "pg_restore",
    ["--single-transaction", "--exit-on-error", "--no-owner", "--dbname", nameOf(url), file],
    url,
  );

/** Writes a consistent copy of an embedded database: nothing runs in it meanwhile, for its only connection is held. */
export async function dumpEmbedded(lite: PGlite, pool: pg.Pool, file: string): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query("CHECKPOINT");
    const copy = await lite.dumpDataDir("gzip");
    await writeFile(file, Buffer.from(await copy.arrayBuffer()), { mode: 0o600 });
  } finally {
    connection.release();
  }
}

const nameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

/** The connection as libpq's variables, because every user of the machine can read arguments. */
function connectionOf(url: string): Record<string, string> {
  const { hostname, port, username, password, searchParams } = new URL(url);
  return {
    PGHOST: searchParams.get("host") ?? hostname,
    PGPORT: port || "5432",
    PGDATABASE: nameOf(url),
    ...(username && { PGUSER: decodeURIComponent(username) }),
    ...(password && { PGPASSWORD: decodeURIComponent(password) }),
    ...(searchParams.has("sslmode") && { PGSSLMODE: searchParams.get("sslmode") ?? "" }),
  };
}

/** Debian keeps Postgres' programs of each version outside of PATH; the newest reads all servers up to its own. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";

function findProgram(name: string): string {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const newestFirst = versions.toSorted((one, other) => Number(other) - Number(one));
  const folders = [
    ...newestFirst.map((version) => path.join(DEBIAN_FOLDER, version, "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  const found = folders.map((folder) => path.join(folder, name)).find((program) => existsSync(program));
  if (!found) throw new Error(`${name} is not installed; it comes with Postgres' client programs`);
  return found;
}

function runProgram(name: string, args: readonly string[], url: string): Promise<void> {
  const program = findProgram(name);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...connectionOf(url) },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (part: Buffer) => (said = (said + part.toString()).slice(-2_000)));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${name} failed: ${said.trim() || code}`))));
  });
}
