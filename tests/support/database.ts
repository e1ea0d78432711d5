import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, inject } from "vitest";
import { poolOver } from "#shell/db/pool.server.ts";
import { execute, TEMPLATE_DATABASE } from "./postgres-server.ts";

export type TestDatabaseKind = "pglite" | "postgres";

export interface TestDatabase {
  pool: pg.Pool;
  kind: TestDatabaseKind;
  /** For processes that a test starts; absent for PGlite, which lives in this one. */
  url?: string;
  /** Empties every table of ours. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A migrated, empty database that nobody else uses. The caller closes it. */
export async function openTestDatabase(kind: TestDatabaseKind): Promise<TestDatabase> {
  const opened = await (kind === "pglite" ? openPGlite() : openPostgres());
  return { ...opened, kind, reset: () => empty(opened.pool) };
}

type Opened = Pick<TestDatabase, "pool" | "url" | "close">;

async function openPGlite(): Promise<Opened> {
  const lite = await PGlite.create({
    loadDataDir: new Blob([readFileSync(inject("pgliteTemplate"))]),
    postgresqlconf: ["shared_buffers=16MB"],
  });
  const pool = await poolOver(lite);
  return {
    pool,
    close: async () => {
      await pool.end();
      await lite.close();
    },
  };
}

async function openPostgres(): Promise<Opened> {
  const server = inject("postgresUrl");
  if (!server) throw new Error("there is no Postgres here; use describeOnDatabases or describeOnPostgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await execute(`${server}/postgres`, `CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE_DATABASE}"`);
  const url = `${server}/${name}`;
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on("error", () => {});
  return {
    pool,
    url,
    close: async () => {
      await pool.end();
      await execute(`${server}/postgres`, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** Deletes are thirty times faster than TRUNCATE where tables are many and rows few. */
async function empty(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ deletes: string }>(
    `SELECT string_agg(format('DELETE FROM %I', tablename), '; ') AS deletes
     FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  // As a replica: no foreign key and no trigger, such as the ledger's, has a say.
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${rows[0]?.deletes}; COMMIT`);
}

/**
 * Runs a suite on PGlite, and on Postgres where there is one: a database a file and kind, emptied before each test.
 * @param suite gets a function, because the database is there once the tests run, not while they are collected
 */
export function describeOnDatabases(name: string, suite: (database: () => TestDatabase) => void): void {
  describeOn("pglite", name, suite);
  describeOnPostgres(name, suite);
}

/** For what PGlite cannot show, having one connection: races between connections. */
export function describeOnPostgres(name: string, suite: (database: () => TestDatabase) => void): void {
  describeOn("postgres", name, suite);
}

function describeOn(kind: TestDatabaseKind, name: string, suite: (database: () => TestDatabase) => void): void {
  describe.skipIf(kind === "postgres" && !inject("postgresUrl"))(`${name} (${kind})`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
    });
    beforeEach(() => database.reset());
    afterAll(() => database?.close());
    suite(() => database);
  });
}
