import { chmodSync, mkdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import pg from "pg";
import type { PGlite } from "@electric-sql/pglite";
import { NamingClient } from "./named-statements.server.ts";
import { dumpEmbedded, dumpPostgres } from "./dump.server.ts";
import { lockFolder } from "./lock.server.ts";

export interface Database {
  pool: pg.Pool;
  /** For backtests, proofs, clean-up and migrations: few connections, and statements that may take minutes. */
  background: pg.Pool;
  kind: "postgres" | "pglite";
  /** Writes a consistent copy of all data to a file. */
  dump(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A Postgres server, or a PGlite folder that this process locks (`memory://` for none). */
export type DatabaseLocation = { url: string } | { folder: string };

/** Opens a node-postgres pool on Postgres or PGlite. */
export async function openPool(location: DatabaseLocation): Promise<Database> {
  return "url" in location ? openPostgres(location.url) : openFolder(location.folder);
}

/** Limits of a connection, in milliseconds; parameters of the same names in the URL replace them. */
interface Limits {
  statement_timeout: number;
  lock_timeout: number;
  idle_in_transaction_session_timeout: number;
  /** Ends the wait for a server that has vanished from the network; longer than any statement's own limit. */
  query_timeout?: number;
}

const FOREGROUND: Limits = {
  statement_timeout: 60_000,
  lock_timeout: 20_000,
  idle_in_transaction_session_timeout: 60_000,
  query_timeout: 5 * 60_000,
};
const BACKGROUND: Limits = {
  statement_timeout: 15 * 60_000,
  lock_timeout: 60_000,
  idle_in_transaction_session_timeout: 15 * 60_000,
};

function openPostgres(url: string): Database {
  const pool = createPool(url, 12, FOREGROUND);
  const background = createPool(url, 4, BACKGROUND);
  return {
    pool,
    background,
    kind: "postgres",
    dump: (file) => dumpPostgres(url, file),
    close: async () => void (await Promise.all([pool.end(), background.end()])),
  };
}

/**
 * To compile a plan takes longer than any of these statements runs; so does the search for the best order of nine joins.
 * The statements name their tables in a good order.
 */
const PLANNING = "-c jit=off -c join_collapse_limit=4";

function createPool(url: string, max: number, limits: Limits): pg.Pool {
  const pool = new pg.Pool({
    Client: NamingClient,
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: PLANNING,
    ...limits,
  });
  // A dropped connection is an event of its client while it is in use, and of the pool while it is idle. Without a
  // listener it would end the process. The pool replaces the connection; a statement under way gets its own error.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

async function openFolder(folder: string): Promise<Database> {
  const embedded = await openEmbedded(folder);
  const pool = await embedded.connect();
  return {
    pool,
    background: pool,
    kind: "pglite",
    dump: (file) => embedded.dump(pool, file),
    close: async () => {
      await pool.end();
      await embedded.close();
    },
  };
}

/** A folder's database without a pool yet. One pool at a time may be open. */
export interface EmbeddedDatabase {
  connect(): Promise<pg.Pool>;
  /** Writes a consistent copy of all data to a file. */
  dump(pool: pg.Pool, file: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database of a folder that this process alone holds (`memory://` for none).
 * @param restored a copy that `dump` wrote, for a folder that holds no database yet
 */
export async function openEmbedded(folder: string, restored?: Blob): Promise<EmbeddedDatabase> {
  const inMemory = folder.startsWith("memory://");
  if (!inMemory) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // An existing folder may be readable for others.
    chmodSync(folder, 0o700);
  }
  const unlock = inMemory ? () => {} : await lockFolder(folder);
  const { PGlite } = await import("@electric-sql/pglite");
  const lite = await PGlite.create({
    dataDir: folder,
    postgresqlconf: ["shared_buffers=16MB"],
    ...(restored && { loadDataDir: restored }),
  });
  return {
    connect: () => poolOver(lite),
    dump: (pool, file) => dumpEmbedded(lite, pool, file),
    close: async () => {
      await lite.close();
      unlock();
    },
  };
}

/** A node-postgres pool over PGlite: one connection, so transactions are serial. */
export async function poolOver(lite: PGlite): Promise<pg.Pool> {
  const { createPgConfig } = await import("@electric-sql/pglite/node-postgres");
  const config = createPgConfig(lite);
  const parse = config.connection.parse.bind(config.connection);
  // pg passes Prisma's { getTypeParser } object where PGlite expects an array of type ids; it needs neither.
  config.connection.parse = (query: { types?: unknown }) => parse({ ...query, types: undefined });
  const pool = new OneConnectionPool(Object.assign(config, { Client: NamingClient, max: 1, idleTimeoutMillis: 0 }));
  // The database lives longer than its connection, and with it the statements that an earlier connection named.
  pool.on("connect", (client) => void client.query("DEALLOCATE ALL").catch(() => {}));
  return pool;
}

/**
 * PGlite runs on this thread without waiting for I/O, so a loop of queries would starve the event loop: yield before
 * each statement.
 * pg discards a connection on which `pool.query` failed, but this pool has only one, and a failed statement does not
 * break it.
 */
class OneConnectionPool extends pg.Pool {
  override query = (async (...statement: unknown[]) => {
    const client = await this.connect();
    try {
      await setImmediate();
      return await (client.query as (...statement: unknown[]) => Promise<unknown>).apply(client, statement);
    } finally {
      client.release();
    }
  }) as pg.Pool["query"];
}

/** For a database that is not backed up, such as the sandbox's. */
export const noDump = (): Promise<void> => Promise.reject(new Error("this database is not backed up"));
