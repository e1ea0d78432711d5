import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { createDefinitions } from "#shell/repositories/automations/automations.server.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("a version that this release cannot read", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());

  const automate = (name: string, trigger: string) =>
    house.automate(shopId, {
      name,
      kind: "transactional",
      trigger: { type: trigger },
      steps: [{ id: "text", type: "send_sms", config: { body: name } }],
    } as never);
  /** As a newer release publishes it, with an action that this one does not know; a deploy later it is known. */
  const setAction = async (automationId: string, action: string) => {
    await house.rows(
      `
        UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition", '{steps,0,type}', to_jsonb($2::text))
          WHERE "automationId" = $1`,
      [automationId, action],
    );
    house.context.definitions = createDefinitions();
  };
  const events = () =>
    house.rows(`SELECT "topic", "status", "attempts" FROM "StoreEvent" ORDER BY "topic", "receivedAt"`);

  test("holds up no other event of its shop", async () => {
    await automate("Thanks", "order_created");
    await setAction(await automate("Shipped", "order_fulfilled"), "send_whatsapp");
    await house.tell("orders/create", orderBody());
    expect(house.bodies()).toEqual(["Thanks"]);
  });

  test("lets the events that may enter its automation wait for a worker that can read it", async () => {
    const automationId = await automate("Thanks", "order_created");
    await setAction(automationId, "send_whatsapp");
    await house.tell("orders/create", orderBody());
    for (let times = 0; times < 20; times++) {
      house.clock.moveTo(house.clock.now().add({ seconds: 61 }));
      await house.work();
    }
    expect(await events()).toEqual([{ topic: "orders/create", status: "received", attempts: 0 }]);
    await setAction(automationId, "send_sms");
    house.clock.moveTo(house.clock.now().add({ seconds: 61 }));
    await house.work();
    expect(house.bodies()).toEqual(["Thanks"]);
  });

  test("holds up events for an hour at most, where no release comes that can read it", async () => {
    await setAction(await automate("Never", "order_created"), "send_whatsapp");
    await automate("Thanks", "order_created");
    await house.tell("orders/create", orderBody());
    expect(house.bodies()).toEqual([]);
    house.clock.moveTo(house.clock.now().add({ minutes: 61 }));
    await house.work();
    expect(house.bodies()).toEqual(["Thanks"]);
  });

  test("lets its steps wait for a worker that can read it, which counts as no attempt", async () => {
    const automationId = await automate("Thanks", "order_created");
    await house.deliver("orders/create", orderBody());
    await ingestEvents(house.context);
    await setAction(automationId, "send_whatsapp");
    for (let times = 0; times < 100; times++) {
      house.clock.moveTo(house.clock.now().add({ seconds: 61 }));
      await house.work();
    }
    expect(await house.rows(`SELECT "status", "attempts" FROM "ScheduledAutomation"`)).toEqual([
      { status: "scheduled", attempts: 0 },
    ]);
    await setAction(automationId, "send_sms");
    house.clock.moveTo(house.clock.now().add({ seconds: 61 }));
    await house.work();
    expect(house.texts.map(({ to }) => to)).toEqual([ADAS_PHONE]);
  });
});
