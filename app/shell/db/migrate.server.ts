import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";

/** Prisma Migrate's own advisory lock, so that startup and the Prisma CLI exclude each other. */
const PRISMA_LOCK = 72_707_369;

/** A migration may rewrite a large table. */
const STATEMENT_LIMIT = "60min";
/** All statements on a table wait behind a migration that waits for its lock, so it gives up early. */
const LOCK_LIMIT = "60s";

const CREATE_MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Applies pending migrations of `prisma/migrations`, each in its own transaction, and records them like `prisma migrate
 * deploy`.
 * @returns names of the migrations applied now
 * @throws if an applied migration was edited, or an earlier one failed
 */
export async function migrate(pool: pg.Pool, folder = "prisma/migrations"): Promise<string[]> {
  const client = await pool.connect();
  try {
    // Another process may be migrating for long: waiting for it has no limit.
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    await client.query(`SELECT pg_advisory_lock(${PRISMA_LOCK})`);
    await client.query(`SET statement_timeout = '${STATEMENT_LIMIT}'; SET lock_timeout = '${LOCK_LIMIT}'`);
    await client.query(CREATE_MIGRATIONS_TABLE);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const known = new Map(rows.map((row) => [row.migration_name, row]));
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
      const before = known.get(migration.name);
      if (before && !before.finished_at)
        throw new Error(`migration ${migration.name} failed earlier; see "prisma migrate resolve"`);
      if (before && before.checksum !== migration.checksum)
        throw new Error(`migration ${migration.name} was edited after it was applied; add a new one instead`);
      if (before) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    const ended = await client
      .query(`SELECT pg_advisory_unlock(${PRISMA_LOCK}); RESET statement_timeout; RESET lock_timeout`)
      .catch((error: unknown) => error);
    client.release(ended instanceof Error ? ended : undefined);
  }
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: path.join(folder, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function apply(client: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) " +
        "VALUES ($1, $2, $3, now(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}
