import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSteps } from "#services/engine/parts/decide-steps.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { findExitEvents } from "#shell/repositories/intake/store-events.server.ts";
import { checkoutBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

const PEOPLE = 40;

describeOnDatabases("customers with many earlier orders", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["abandoned-cart"]);
    for (let at = 0; at < PEOPLE; at++)
      await house.deliver(
        "checkouts/create",
        checkoutBody({ token: `c-${at}`, id: String(80_000 + at), phone: `+1212555${2_000 + at}` }),
      );
    await ingestEvents(house.context);
    await house.rows(
      `
        INSERT INTO "StoreEvent" ("id", "shopId", "topic", "eventId", "webhookId", "status", "customerId", "subject",
          "recognised", "triggeredAt", "receivedAt", "processedAt")
        SELECT gen_random_uuid(), c."shopId", 'orders/create', gen_random_uuid()::text, 'w', 'processed', c."id",
          'order:' || n || c."shopifyId", '{order_created}', '2025-01-01'::timestamptz + n * interval '1 day',
          '2025-01-01', '2025-01-01'
        FROM "Customer" c, generate_series(1, 300) n`,
    );
  });
  afterEach(() => house.close());

  const listeners = () =>
    house.rows<{ shopId: string; customerId: string }>(`SELECT "shopId", "customerId" FROM "AutomationSequence"`);
  const exits = async () =>
    findExitEvents(database().pool, {
      listeners: (await listeners()).map((each) => ({
        ...each,
        subjects: ["checkout:none"],
        since: house.clock.now().subtract({ hours: 1 }),
      })),
      recognised: ["order_created"],
    });

  test("cost their steps nothing: only what came after the cart is read", async () => {
    expect(await exits()).toEqual([]);
    const claims = await house.rows<{ id: string; fence: number }>(`SELECT "id", "fence" FROM "ScheduledAutomation"`);
    const { loaded } = await loadSteps(house.context, claims);
    expect(loaded.map(({ facts }) => facts.exit)).toEqual(Array.from({ length: PEOPLE }, () => null));
  });

  test("end their sequences with the first later order", async () => {
    await house.rows(`UPDATE "StoreEvent" SET "triggeredAt" = $1 WHERE "subject" LIKE 'order:300%'`, [
      house.clock.now().add({ minutes: 5 }),
    ]);
    expect(await exits()).toHaveLength(PEOPLE);
    const claims = await house.rows<{ id: string; fence: number }>(`SELECT "id", "fence" FROM "ScheduledAutomation"`);
    const { loaded } = await loadSteps(house.context, claims);
    expect(loaded.map(({ facts }) => facts.exit?.on)).toEqual(Array.from({ length: PEOPLE }, () => "order_created"));
  });
});
