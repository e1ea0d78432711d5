import { cpSync, appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { migrate } from "#shell/db/migrate.server.ts";
import { describeOnEachDatabase, describeOnPostgres } from "#tests/support/database.ts";
import { execute } from "#tests/support/postgres-server.ts";

const names = readdirSync("prisma/migrations")
  .filter((name) => /^\d/.test(name))
  .toSorted();

/** A copy of the migrations that a test may change. */
function copiedMigrations(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("prisma/migrations", folder, { recursive: true });
  return folder;
}

function addMigration(folder: string, name: string, sql: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

describeOnEachDatabase("a migrated database", (database) => {
  test("has nothing left to apply", async () => {
    expect(await migrate(database().pool)).toEqual([]);
  });

  test("gets what is new, once", async () => {
    const folder = copiedMigrations();
    addMigration(folder, "29990101000000_later", 'CREATE TABLE "Later" (id int); CREATE INDEX ON "Later" (id);');
    expect(await migrate(database().pool, folder)).toEqual(["29990101000000_later"]);
    expect(await migrate(database().pool, folder)).toEqual([]);
    await database().pool.query(
      `DROP TABLE "Later"; DELETE FROM _prisma_migrations WHERE migration_name = '29990101000000_later'`,
    );
  });

  test("refuses a migration that was edited after it was applied", async () => {
    const folder = copiedMigrations();
    appendFileSync(path.join(folder, names[0] ?? "", "migration.sql"), "-- one more line\n");
    await expect(migrate(database().pool, folder)).rejects.toThrow(`${names[0]} was edited after it was applied`);
  });

  test("keeps nothing of a migration that fails", async () => {
    const folder = copiedMigrations();
    addMigration(folder, "29990101000000_broken", 'CREATE TABLE "Half" (id int); SELECT 1 / 0;');
    await expect(migrate(database().pool, folder)).rejects.toThrow("29990101000000_broken failed");
    expect((await database().pool.query(`SELECT to_regclass('"Half"') AS half`)).rows).toEqual([{ half: null }]);
    expect(await migrate(database().pool)).toEqual([]);
  });
});

describeOnPostgres("an empty database", () => {
  test("is migrated once by processes that start together", async () => {
    const server = inject("postgresUrl");
    await execute(`${server}/postgres`, "CREATE DATABASE migrated_together");
    const pools = [1, 2, 3].map(() => new pg.Pool({ connectionString: `${server}/migrated_together`, max: 1 }));
    // The drop may end a connection that its pool is still closing.
    for (const pool of pools) pool.on("error", () => {});
    onTestFinished(async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await execute(`${server}/postgres`, "DROP DATABASE migrated_together WITH (FORCE)");
    });
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    expect(applied.filter((list) => list.length > 0)).toEqual([names]);
  });
});
