import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerTasks } from "#services/operations/run-due-tasks.server.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { loader as page } from "../../../app/routes/app.health._index.tsx";
import { loader as figures } from "../../../app/routes/api.jobs.metrics.ts";
import { hire, tokenOf } from "./door.ts";
import { furnish } from "./furnished.ts";

describe("the page of health", () => {
  let database: TestDatabase;
  let house: House;
  beforeAll(async () => {
    database = await emptyDatabase();
    house = buildHouse(database);
    const { shopId } = await furnish(house, { domain: SHOP, id: ADA, phone: ADAS_PHONE, colleague: "7" });
    await hire(house, shopId, SHOP);
    await registerTasks(house.context);
  });
  afterAll(() => house.close());
  const args = (token: string) => ({
    request: new Request("https://shopbell.example/", { headers: { Authorization: `Bearer ${token}` } }),
    params: {},
    context: { app: house.context },
  });
  const shown = async () =>
    JSON.parse(JSON.stringify((await page(args(tokenOf(SHOP, "viewer")))).stats)) as {
      failed: number;
      total: number;
      queues: { steps: { failed: number } };
    };
  /** Without the runs, whose count the page leaves out to stay cheap. */
  const told = async () => {
    const answer = await figures(args(house.context.secrets.operatorToken));
    const { runs: _runs, ...shownToo } = (await answer.json()) as { runs: object };
    return shownToo;
  };

  test("shows the figures that operators' machines are told, whatever has happened", async () => {
    const before = await shown();
    expect(before).toEqual(await told());
    expect(before).toMatchObject({ failed: 1, queues: { steps: { failed: 1 } } });
    await house.deliver("orders/create", orderBody({ id: ADA, phone: ADAS_PHONE, order: "99" }));
    const after = await shown();
    expect(after).toEqual(await told());
    expect(after.total).toBe(before.total + 1);
  });
});
