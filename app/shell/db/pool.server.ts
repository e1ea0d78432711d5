import { chmodSync, mkdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import pg from "pg";
import type { PGlite } from "@electric-sql/pglite";
import { lockFolder } from "./lock.server.ts";

export interface Database {
  pool: pg.Pool;
  kind: "postgres" | "pglite";
  close(): Promise<void>;
}

/** A Postgres server, or a PGlite folder that this process locks (`memory://` for none). */
export type DatabaseLocation = { url: string } | { folder: string };

/** Opens a node-postgres pool on Postgres or PGlite. */
export async function openPool(location: DatabaseLocation): Promise<Database> {
  return "url" in location ? openPostgres(location.url) : openFolder(location.folder);
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 12, connectionTimeoutMillis: 10_000 });
  // The pool replaces an idle connection that the server dropped; without a listener its error would end the process.
  pool.on("error", () => {});
  return { pool, kind: "postgres", close: () => pool.end() };
}

async function openFolder(folder: string): Promise<Database> {
  const inMemory = folder.startsWith("memory://");
  if (!inMemory) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // An existing folder may be readable for others.
    chmodSync(folder, 0o700);
  }
  const unlock = inMemory ? () => {} : await lockFolder(folder);
  const { PGlite } = await import("@electric-sql/pglite");
  const lite = await PGlite.create({ dataDir: folder, postgresqlconf: ["shared_buffers=16MB"] });
  const pool = await poolOver(lite);
  return {
    pool,
    kind: "pglite",
    close: async () => {
      await pool.end();
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
  return new OneConnectionPool(Object.assign(config, { max: 1, idleTimeoutMillis: 0 }));
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
