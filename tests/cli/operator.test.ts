import { afterEach, beforeEach, expect, test } from "vitest";
import { checkKey } from "#shell/key-check.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { freePort } from "#tests/support/ports.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { openWorkerEndpoints } from "../../bin/worker-endpoints.ts";
import { buildHouse, type House } from "../services/test-app.ts";

describeOnDatabases("the operator's own access", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await checkKey(database().pool, house.context.secrets);
  });
  afterEach(() => house.close());

  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }

  test("the token is the same each time, and another key's is another", async () => {
    const { out, code } = await shopbell("operator", "token");
    expect({ out, code }).toEqual({ out: `${house.context.secrets.operatorToken}\n`, code: 0 });
    expect(createSecrets("another key").operatorToken).not.toBe(house.context.secrets.operatorToken);
  });

  test("with a key that is not the installation's no token is made, and nothing is claimed", async () => {
    house.context.secrets = createSecrets("another key");
    expect(await shopbell("operator", "token")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/set ENCRYPTION_KEY/),
    });
    await house.rows(`DELETE FROM "Installation"`);
    expect((await shopbell("operator", "token")).code).toBe(1);
    expect(await house.rows(`SELECT 1 FROM "Installation"`)).toEqual([]);
  });

  test("a task that fails when it is run says so, and its error is written down", async () => {
    await house.open([]);
    expect((await shopbell("task", "run", "clean-up")).out).toBe("clean-up has run\n");
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 7`);
    expect(await shopbell("task", "run", "verify-ledgers")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/ledgers do not agree/),
    });
    const told = await house.rows<{ name: string; lastError: string | null }>(
      `SELECT "name", "lastError" FROM "ScheduledTask" WHERE "lastRunAt" IS NOT NULL ORDER BY "name"`,
    );
    expect(told).toEqual([
      { name: "clean-up", lastError: null },
      { name: "verify-ledgers", lastError: expect.stringMatching(/ledgers do not agree/) },
    ]);
  });

  test("a worker answers for itself: alive, ready, and its figures to operators", async () => {
    const port = await freePort();
    const door = await openWorkerEndpoints(house.context, { port, host: "127.0.0.1" });
    const ask = (path: string, token?: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    try {
      expect((await ask("/healthz")).status).toBe(200);
      expect(await (await ask("/readyz")).json()).toMatchObject({ ready: true });
      expect((await ask("/metrics")).status).toBe(401);
      expect(await (await ask("/metrics", house.context.secrets.operatorToken)).text()).toContain(
        "shopbell_database_up 1",
      );
    } finally {
      await door.close();
    }
  });
});
