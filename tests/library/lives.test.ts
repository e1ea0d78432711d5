import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { library } from "#library/index.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { beginLife, type Life } from "./life.ts";
import { lives } from "./lives/index.ts";

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

  test("has been ended early in every way that it names", () => {
    const ended = new Set(scenes.flatMap(({ ways }) => ways.filter((way) => way.startsWith("cancelled"))));
    expect([...ended].toSorted()).toEqual([...new Set(definition.exits.map(({ on }) => `cancelled ${on}`))].toSorted());
  });
});
