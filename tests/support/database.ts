import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { beforeAll, beforeEach, describe, inject } from "vitest";
import { NamingClient } from "#shell/db/named-statements.server.ts";
import { poolOver } from "#shell/db/pool.server.ts";
import { emptyTables } from "../../bin/sandbox/empty-tables.ts";
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
  return { ...opened, kind, reset: () => emptyTables(opened.pool) };
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
  const pool = new pg.Pool({ Client: NamingClient, connectionString: url, max: 20 });
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

const kept = new Map<TestDatabaseKind, Promise<TestDatabase>>();

/** The one database of a kind that all files of this worker use, one after the other. It ends with the worker. */
function workersDatabase(kind: TestDatabaseKind): Promise<TestDatabase> {
  const database = kept.get(kind) ?? openTestDatabase(kind);
  kept.set(kind, database);
  return database;
}

/** Postgres where it is found, else PGlite; with DATABASES=all both. */
function kindsInUse(): TestDatabaseKind[] {
  if (!inject("postgresUrl")) return ["pglite"];
  return process.env.DATABASES === "all" ? ["pglite", "postgres"] : ["postgres"];
}

/** The worker's database, emptied, for a file that keeps what it writes from test to test. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await workersDatabase(kindsInUse().at(-1) ?? "pglite");
  await database.reset();
  return database;
}

/**
 * Runs a suite on Postgres where it is found, else on PGlite, and with DATABASES=all on both. The database is empty
 * before each test.
 * @param suite gets a function, because the database is there once the tests run, not while they are collected
 */
export function describeOnDatabases(name: string, suite: (database: () => TestDatabase) => void): void {
  for (const kind of kindsInUse()) describeOn(kind, name, suite);
}

/**
 * Runs a suite on PGlite, and on Postgres where it is found: of each domain the file that asks most of its
 * repositories, and what tests the database itself.
 */
export function describeOnEachDatabase(name: string, suite: (database: () => TestDatabase) => void): void {
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
      database = await workersDatabase(kind);
    });
    beforeEach(() => database.reset());
    suite(() => database);
  });
}
