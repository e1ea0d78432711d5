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

/** Where the data lives: a Postgres server, or a folder that this process alone holds (`memory://` for none). */
export type DatabaseLocation = { url: string } | { folder: string };

/** One node-postgres pool for both worlds, so that everything above speaks one dialect. */
export async function openPool(location: DatabaseLocation): Promise<Database> {
  return "url" in location ? openPostgres(location.url) : openFolder(location.folder);
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 12, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server drops is replaced on the next query; without a listener it would end the
  // process.
  pool.on("error", () => {});
  return { pool, kind: "postgres", close: () => pool.end() };
}

async function openFolder(folder: string): Promise<Database> {
  const embedded = await openEmbedded(folder);
  const pool = await embedded.connect();
  return {
    pool,
    kind: "pglite",
    close: async () => {
      await pool.end();
      await embedded.close();
    },
  };
}

/** A folder's database without a pool yet. One pool at a time may be open. */
export interface EmbeddedDatabase {
  connect(): Promise<pg.Pool>;
  close(): Promise<void>;
}

/** Opens the database of a folder that this process alone holds (`memory://` for none). */
export async function openEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const inMemory = folder.startsWith("memory://");
  if (!inMemory) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // One that stood there before was perhaps open to others.
    chmodSync(folder, 0o700);
  }
  const unlock = inMemory ? () => {} : await lockFolder(folder);
  const { PGlite } = await import("@electric-sql/pglite");
  const lite = await PGlite.create({ dataDir: folder, postgresqlconf: ["shared_buffers=16MB"] });
  return {
    connect: () => poolOver(lite),
    close: async () => {
      await lite.close();
      unlock();
    },
  };
}

/** node-postgres over an in-process PGlite: one connection, so transactions queue. */
export async function poolOver(lite: PGlite): Promise<pg.Pool> {
  const { createPgConfig } = await import("@electric-sql/pglite/node-postgres");
  const config = createPgConfig(lite);
  const parse = config.connection.parse.bind(config.connection);
  // pg hands over Prisma's { getTypeParser } object where PGlite expects an array of type ids; it needs neither.
  config.connection.parse = (query: { types?: unknown }) => parse({ ...query, types: undefined });
  return new OneConnectionPool(Object.assign(config, { max: 1, idleTimeoutMillis: 0 }));
}

/**
 * All that this database does is done on this thread, and never waits: who asks it again and again would let nobody
 * else have a turn. So before each statement whatever else has come in goes first.
 *
 * pg throws away a connection on which `pool.query` failed, and would take down the only one there is under its
 * successor's feet. A failed statement does a connection no harm.
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
