import { afterEach, beforeEach, expect, test } from "vitest";
import { confirmSetup } from "#services/team/confirm-setup.server.ts";
import { draftFromLibrary } from "#services/automations/draft-automation.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import { sendManually } from "#services/sending/parts/send-manually.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const MINE = "+12125550123";
const actor = "staff:1";

describeOnDatabases("Home as a shop lives", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());
  const home = async () => readHome(house.context, await ensureShop(house.context, SHOP));
  const done = async () => (await home()).setup.steps.filter((step) => step.done).map(({ part }) => part);
  const tryOut = async (shopId: string) => {
    await sendManually(house.context, {
      shopId,
      actor,
      to: { phone: MINE },
      body: "Hello",
      purpose: "test",
      key: String(house.texts.length),
    });
    await house.work();
  };

  test("the set-up ticks itself off, each step by what was done", async () => {
    const shopId = await house.open([], { credits: 0 });
    expect(await done()).toEqual([]);
    expect(
      await confirmSetup(house.context, await ensureShop(house.context, SHOP), { part: "sender", actor }),
    ).toMatchObject({ ok: true });
    expect(await done()).toEqual(["sender"]);
    await confirmSetup(house.context, await ensureShop(house.context, SHOP), { part: "consent", actor });
    expect(await done()).toEqual(["sender", "consent"]);
    expect(await house.rows(`SELECT "actor", "action" FROM "AuditEvent" WHERE "action" = 'settings.changed'`)).toEqual([
      { actor, action: "settings.changed" },
      { actor, action: "settings.changed" },
    ]);

    await house.open(["order-confirmation"], { credits: 10 });
    expect(await done()).toEqual(["sender", "consent", "automation", "credits", "on"]);
    await tryOut(shopId);
    expect(await done()).toEqual(["sender", "consent", "automation", "credits", "test", "on"]);
  });

  test("what is confirmed once stays as it was confirmed", async () => {
    await house.open([]);
    const shop = async () => ensureShop(house.context, SHOP);
    await confirmSetup(house.context, await shop(), { part: "consent", actor });
    const before = (await shop()).settings;
    house.clock.moveTo(house.clock.now().add({ hours: 48 }));
    await confirmSetup(house.context, await shop(), { part: "consent", actor });
    expect((await shop()).settings).toEqual(before);
  });

  test("an automation that is turned off again is not the first one on", async () => {
    const shopId = await house.open(["order-confirmation"]);
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    await pauseAutomation(house.context, { shopId, automationId: automation?.id ?? "", actor });
    expect(await done()).toEqual(["automation", "credits"]);
  });

  test("the guide leads to the draft that was changed last, and to one that is on before any draft", async () => {
    const shopId = await house.open([]);
    const draft = async (libraryKey: string) => {
      const taken = await draftFromLibrary(house.context, { shopId, libraryKey, actor });
      house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
      return taken.ok ? taken.automationId : "";
    };
    const [welcome, cart] = [await draft("welcome"), await draft("abandoned-cart")];
    expect((await home()).setup.automationId).toBe(cart);
    expect(await done()).toEqual(["automation", "credits"]);
    await resumeAutomation(house.context, { shopId, automationId: welcome, actor });
    house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
    await draft("birthday");
    expect((await home()).setup.automationId).toBe(welcome);
  });

  test("a test text is no text to a customer, and turns no automation of the merchant's on", async () => {
    const shopId = await house.open([]);
    await tryOut(shopId);
    const { today, days, setup } = await home();
    expect(house.texts).toHaveLength(1);
    expect(today).toMatchObject({ entered: 0, sent: 0, skipped: 0 });
    expect(days.at(-1)).toMatchObject({ sent: 0, notSent: 0 });
    expect(setup.automationId).toBeNull();
  });

  test("how long it takes from an order to its text, on the mean; what was to wait is left out", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await house.automate(shopId, {
      kind: "transactional",
      steps: [
        { id: "pause", type: "wait", config: { for: { amount: 2, unit: "hours" } } },
        { id: "text", type: "send_sms", config: { body: "How is it?" } },
      ],
    });
    const happened = house.clock.now();
    house.clock.moveTo(happened.add({ seconds: 4 }));
    await house.tell("orders/create", orderBody({ order: "1" }), { at: happened });
    await house.tell("orders/create", orderBody({ order: "2" }), { at: happened.add({ seconds: 4 }) });
    await house.pass({ hours: 3 });
    expect((await home()).today).toMatchObject({ sent: 4, entered: 4, secondsToText: 2 });
  });

  test("out of credits is told with its remedy, and over with the next ones", async () => {
    await house.open(["order-confirmation"], { credits: 1 });
    expect((await home()).alerts).toEqual([{ kind: "credits_low", balance: 1, days: null }]);
    await house.tell("orders/create", orderBody());
    expect((await home()).alerts).toEqual([{ kind: "out_of_credits", balance: 0 }]);
    await house.open([], { credits: 500 });
    const { alerts, credits } = await home();
    expect(alerts).toEqual([]);
    expect(credits).toEqual({ balance: 500, held: 0, days: 500 });
  });
});
