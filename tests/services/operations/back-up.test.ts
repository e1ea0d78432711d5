import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { backUp } from "#services/operations/parts/back-up.server.ts";
import { systemClock } from "#shell/clock.server.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { openPool, type Database, type DatabaseLocation } from "#shell/db/pool.server.ts";
import { execute, TEMPLATE_DATABASE } from "#tests/support/postgres-server.ts";
import { createCli } from "../../../bin/cli/cli.ts";
import { buildHouse, type House } from "../test-app.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-back-up-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});
const copies = () => path.join(folder, "copies");

async function restore(file: string): Promise<{ code: number; err: string }> {
  let err = "";
  const open = () => Promise.reject(new Error("nothing is to be opened"));
  const code = await createCli({ open, out: () => {}, err: (text) => (err += text) }).run(["restore", file]);
  return { code, err };
}

interface Store {
  database: Database;
  /** An empty place for the restored database, as the command's environment. */
  empty(): Promise<DatabaseLocation>;
}

async function embedded(): Promise<Store> {
  const database = await openPool({ folder: path.join(folder, "old", "postgres") });
  await migrate(database.pool);
  return {
    database,
    empty: async () => {
      vi.stubEnv("DATA_DIR", path.join(folder, "new"));
      vi.stubEnv("DATABASE_URL", undefined);
      return { folder: path.join(folder, "new", "postgres") };
    },
  };
}

async function onServer(): Promise<Store> {
  const server = inject("postgresUrl") ?? "";
  const create = async (template: string) => {
    const name = `back_up_${randomUUID().replaceAll("-", "")}`;
    await execute(`${server}/postgres`, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
    return `${server}/${name}`;
  };
  return {
    database: await openPool({ url: await create(TEMPLATE_DATABASE) }),
    empty: async () => {
      const url = await create("template0");
      vi.stubEnv("DATABASE_URL", url);
      return { url };
    },
  };
}

const kinds = [["an embedded database", embedded] as const, ["a Postgres server", onServer] as const];

describe.each(kinds.filter(([, open]) => open === embedded || inject("postgresUrl")))(
  "the back-up of %s",
  (_kind, openStore) => {
    let store: Store;
    let house: House;
    beforeEach(async () => {
      store = await openStore();
      const { database } = store;
      house = buildHouse({ pool: database.pool, kind: database.kind, reset: async () => {}, close: async () => {} });
      house.context.db = database;
      house.context.env = { ...house.context.env, BACKUP_DIR: copies(), BACKUP_KEEP: 2 };
      await house.open(["order-confirmation"], { credits: 77 });
      return async () => {
        await house.close();
        await database.close();
      };
    });

    test("holds all that there was, and can be restored into an empty place only", async () => {
      await backUp(house.context);
      const [file = ""] = readdirSync(copies()).map((name) => path.join(copies(), name));
      expect(statSync(file).mode & 0o077).toBe(0);
      const place = await store.empty();
      expect(await restore(file)).toEqual({ code: 0, err: "" });
      const restored = await openPool(place);
      const { rows } = await restored.pool.query(
        `SELECT s."creditBalance", count(a.*)::int AS "automations"
       FROM "Shop" s JOIN "Automation" a ON a."shopId" = s."id" AND NOT a."internal" GROUP BY 1`,
      );
      await restored.close();
      expect(rows).toEqual([{ creditBalance: 77, automations: 1 }]);
      expect((await restore(file)).code).toBe(1);
    });

    test("sends nothing again that was due since the copy, until the operator says so", async () => {
      const shopId = await house.open([]);
      await house.automate(shopId, {
        name: "later",
        kind: "transactional",
        reentry: "every_time",
        trigger: { type: "order_created" },
        steps: [pause("wait", 1, "hours"), say("one", "One"), pause("again", 1, "hours"), say("two", "Two")],
      });
      await house.tell("orders/create", orderBody());
      await backUp(house.context);
      const sent = house.texts.length;
      const [file = ""] = readdirSync(copies()).map((name) => path.join(copies(), name));
      const place = await store.empty();
      expect(await restore(file)).toEqual({ code: 0, err: "" });
      const database = await openPool(place);
      const after = buildHouse({
        pool: database.pool,
        kind: database.kind,
        reset: async () => {},
        close: async () => {},
      });
      after.clock.moveTo(systemClock.now());
      await after.work();
      expect(after.texts).toEqual([]);
      const shopbell = async (...args: string[]) => {
        let out = "";
        const open = async () => ({ ...after.context, close: async () => {} });
        await createCli({ open, out: (text) => (out += text), err: (text) => (out += text) }).run(args);
        return out;
      };
      expect(await shopbell("restored", "list")).toMatch(/later +wait/);
      expect(await shopbell("restored", "send")).toBe("1 steps: send\n");
      await shopbell("task", "run", "recover-texts");
      await after.work();
      expect(after.bodies()).toEqual([expect.stringContaining("One")]);
      expect(await shopbell("restored", "list")).toBe("nothing is held\n");
      expect(house.texts).toHaveLength(sent);
      await after.close();
      await database.close();
    });

    test("keeps the newest copies, and none that is not whole", async () => {
      for (let day = 0; day < 3; day++) {
        await backUp(house.context);
        house.clock.moveTo(house.clock.now().add({ hours: 24 }));
        writeFileSync(path.join(copies(), "shopbell-2026-01-01T00-00-00Z.dump.part"), "half");
      }
      await backUp(house.context);
      expect(readdirSync(copies())).toHaveLength(2);
      expect(readdirSync(copies()).every((name) => /^shopbell-2026-03-0[45]T/.test(name))).toBe(true);
    });
  },
);

test("without a folder for them no back-up is made", async () => {
  const database = await openPool({ folder: "memory://" });
  await migrate(database.pool);
  const house = buildHouse({ pool: database.pool, kind: "pglite", reset: async () => {}, close: async () => {} });
  await backUp(house.context);
  expect(existsSync(copies())).toBe(false);
  await house.close();
  await database.close();
});

test.each([
  ["shopbell-nowhere.tar.gz", "there is no file"],
  ["shopbell-2026.dump", "is no back-up of an embedded database"],
])("a file %s is not restored: %s", async (name, why) => {
  vi.stubEnv("DATABASE_URL", undefined);
  vi.stubEnv("DATA_DIR", path.join(folder, "new"));
  if (name.endsWith(".dump")) writeFileSync(path.join(folder, name), "PGDMP");
  expect(await restore(path.join(folder, name))).toEqual({ code: 1, err: expect.stringContaining(why) });
  expect(existsSync(path.join(folder, "new"))).toBe(false);
});
