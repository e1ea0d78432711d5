import { execFile } from "node:child_process";
import { chownSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { migrate } from "#shell/db/migrate.server.ts";
import { keep, type Kept, type RunAs } from "./kept-process.ts";
import { freePort, untilReady } from "./ports.ts";

const run = promisify(execFile);

/** The migrated database that each test file's own is a copy of. */
export const TEMPLATE_DATABASE = "template_shopbell";

export interface PostgresServer extends Kept {
  /** Address, without a database's name. */
  url: string;
  /** Stops the server as a crash would, in the middle of everything, and waits until it is back. */
  crash(): Promise<void>;
}

/**
 * One cluster for the whole run, safe for nothing but tests: it never syncs to the disk.
 * @param bin the folder of Postgres's binaries
 * @param options.keepsPlans takes no statistics by itself, so that plans do not depend on the moment
 * @param options.survivesCrash for a cluster of a test's own: what was committed survives `crash`
 */
export async function startPostgres(
  bin: string,
  { survivesCrash = false, keepsPlans = false } = {},
): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-postgres-"));
  const runAs = await unprivileged();
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
  const data = path.join(folder, "data");
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  await run(path.join(bin, "initdb"), initdb, { cwd: folder, env: { ...process.env, LC_ALL: "C" }, ...runAs });
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    synchronous_commit: survivesCrash ? "on" : "off",
    full_page_writes: "off",
    max_connections: 200,
    shared_buffers: "64MB",
    autovacuum: keepsPlans ? "off" : "on",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const postgres = [path.join(bin, "postgres"), "-D", data, ...flags];
  const servers = [keep(folder, postgres, runAs)];
  const stop = async () => {
    for (const server of servers.toReversed()) await server.stop();
  };
  const url = `postgresql://postgres@127.0.0.1:${port}`;
  try {
    await untilReady(() => execute(`${url}/postgres`, `CREATE DATABASE "${TEMPLATE_DATABASE}"`));
    const pool = new pg.Pool({ connectionString: `${url}/${TEMPLATE_DATABASE}`, max: 2 });
    await migrate(pool).finally(() => pool.end());
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    url,
    crash: async () => {
      await run(path.join(bin, "pg_ctl"), ["stop", "-D", data, "-m", "immediate"], { cwd: folder, ...runAs });
      const own = mkdtempSync(path.join(os.tmpdir(), "shopbell-postgres-"));
      if (runAs) chownSync(own, runAs.uid, runAs.gid);
      servers.push(keep(own, postgres, runAs));
      await untilReady(() => execute(`${url}/postgres`, "SELECT 1"));
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Whom to run as, when this process is root. */
async function unprivileged(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await userIds("postgres")) ?? (await userIds("nobody"));
}

async function userIds(user: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, user])).stdout)),
    );
    return uid && gid ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}
