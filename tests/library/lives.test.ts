import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { library } from "#library/index.ts";
import { seededRandom } from "#core/automations/seeded-random.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { runBacktest } from "#services/simulation/run-backtest.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { SHOP } from "#tests/services/test-app.ts";
import { beginLife, type Life } from "./life.ts";
import { lives } from "./lives/index.ts";

/** "Thu 5 Mar 10:02 ..." as "Thu 5 Mar 10 ..." */
const toHour = (text: string): string => text.replace(/^(.+? \d{2}):\d{2} /, "$1 ");

/** From a fraction of a second to a minute and a half, another for each step, and the same in each run. */
function latenessOf(seed: string): () => number {
  let steps = 0;
  return () => 100 + Math.floor(seededRandom(`${seed} ${steps++}`) * 90_000);
}

let database: TestDatabase;
let life: Life;

beforeAll(async () => {
  database = await emptyDatabase();
});
beforeEach(async () => {
  await database.reset();
  life = beginLife(database);
});
afterEach(() => life.close());

test("each is lived through, and nothing else", () => {
  expect(Object.keys(lives)).toEqual(library.map(({ key }) => key));
});

describe.for(library)("$key", ({ key, definition }) => {
  const scenes = lives[key] ?? [];

  test.for(scenes)("$tells", async (scene) => {
    await life.begin(key, scene.ada, scene.zone);
    await scene.lives(life);
    expect({ got: await life.got(), done: await life.done(), ways: await life.ways() }).toEqual({
      got: scene.got,
      done: scene.done ?? [],
      ways: scene.ways,
    });
    for (const proof of await verifyLedger(life.house.context)) expect(proof.discrepancies).toEqual([]);
  });

  test.for(scenes)("$tells, with every step some seconds or minutes late", async (scene) => {
    await life.close();
    life = beginLife(database, latenessOf(scene.tells));
    await life.begin(key, scene.ada, scene.zone);
    await scene.lives(life);
    expect({ got: (await life.got()).map(toHour), done: await life.done(), ways: await life.ways() }).toEqual({
      got: scene.got.map(toHour),
      done: scene.done ?? [],
      ways: scene.ways,
    });
    if (scene.fails) return;
    const { context, clock } = life.house;
    const shop = await findShop(context.db.pool, SHOP);
    if (!shop) throw new Error("there is no shop");
    const since = clock.now().subtract({ hours: 24 * 300 });
    const { comparison, rows } = await runBacktest(context, shop, { target: { key }, since });
    expect(comparison).toMatchObject({ onlyReal: [], onlyTrial: [], delivery: 0, agree: rows.length });
  });

  test("has been ended early in every way that it names", () => {
    const ended = new Set(scenes.flatMap(({ ways }) => ways.filter((way) => way.startsWith("cancelled"))));
    expect([...ended].toSorted()).toEqual([...new Set(definition.exits.map(({ on }) => `cancelled ${on}`))].toSorted());
  });
});
