import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { tellFlow } from "#services/automations/parts/tell-flow.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("the triggers for Shopify Flow", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    await house.automate(shopId, {
      name: "Hello",
      kind: "marketing",
      trigger: { type: "consent_granted", config: {} },
      steps: [{ id: "hello", type: "send_sms", config: { body: "Hello!" } }],
    });
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  const turn = (on: boolean) =>
    saveSettings(house.context, { shopId, actor: "staff:1", changes: { flowTriggers: on } });
  const agree = () => house.tell("customers_marketing_consent/update", consentBody());
  const write = async (body: string) => {
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await receiveMessage(house.context, {
      providerId: `SM-flow-${++texts}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
    await house.work();
  };
  /** What Flow was told since the last time. */
  const told = async () => {
    const before = house.writes.length;
    await tellFlow(house.context);
    return house.writes.slice(before).flatMap(({ write: name, domain, told: given }) => {
      const [handle, payload] = given as [string, Record<string, unknown>];
      return name === "emitFlowTrigger" ? [{ domain, handle, payload }] : [];
    });
  };
  const handles = async () => (await told()).map(({ handle }) => handle).toSorted();

  test("are off until the shop wants them, and begin then", async () => {
    await agree();
    expect(await told()).toEqual([]);
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await turn(true);
    expect(await told()).toEqual([]);
  });

  test("tell once of a text, its automation's end, a reply and an opt-out, with the customer and an event id", async () => {
    await turn(true);
    await told();
    await agree();
    const first = await told();
    const customer = { customer_id: ADA, "Event ID": expect.any(String) };
    expect(first).toEqual(
      expect.arrayContaining([
        {
          domain: SHOP,
          handle: "text-sent",
          payload: { ...customer, Automation: "Hello", Message: expect.stringContaining("Hello!") },
        },
        { domain: SHOP, handle: "automation-finished", payload: { ...customer, Automation: "Hello" } },
      ]),
    );
    expect(first).toHaveLength(2);
    await write("When do you open?");
    expect(await told()).toEqual([
      { domain: SHOP, handle: "text-replied", payload: { ...customer, Message: "When do you open?" } },
    ]);
    await write("STOP");
    const last = await told();
    expect(last.map(({ handle }) => handle).toSorted()).toEqual(["opted-out", "text-replied"]);
    expect(last.find(({ handle }) => handle === "opted-out")?.payload).toMatchObject({ Source: "keyword" });
    await house.pass({ hours: 2 });
    expect(await told()).toEqual([]);
  });

  test("are sent again after a failure, each time with the same event id, and given up after hours", async () => {
    await turn(true);
    await told();
    await agree();
    house.store(() => ({ kind: "retry", detail: "throttled" }));
    const tried = await told();
    expect(await told()).toEqual([]);
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    house.store(() => ({ kind: "done" }));
    const again = await told();
    expect(new Set(again.map(({ payload }) => payload["Event ID"]))).toEqual(
      new Set(tried.map(({ payload }) => payload["Event ID"])),
    );
    expect(await told()).toEqual([]);
  });

  test("that Shopify refuses are not repeated", async () => {
    await turn(true);
    await told();
    await agree();
    house.store(() => ({ kind: "refused", code: "user_error", detail: "Handle is unknown" }));
    expect(await handles()).toEqual(["automation-finished", "text-sent"]);
    house.clock.moveTo(house.clock.now().add({ minutes: 10 }));
    expect(await told()).toEqual([]);
    expect(await house.rows(`SELECT DISTINCT "failure" FROM "FlowTrigger"`)).toEqual([
      { failure: "Handle is unknown" },
    ]);
  });

  test("two workers send none twice", async () => {
    await turn(true);
    await told();
    await agree();
    const before = house.writes.length;
    await Promise.all([tellFlow(house.context), tellFlow(house.context), tellFlow(house.context)]);
    expect(house.writes.length - before).toBe(2);
  });

  test("turned off, tell nothing more, also of what was due", async () => {
    await turn(true);
    await told();
    await agree();
    house.store(() => ({ kind: "retry", detail: "throttled" }));
    await told();
    await turn(false);
    house.store(() => ({ kind: "done" }));
    house.clock.moveTo(house.clock.now().add({ minutes: 10 }));
    expect(await told()).toEqual([]);
    await write("Hello?");
    expect(await told()).toEqual([]);
  });

  test("tell nothing of a customer who was erased in the meantime", async () => {
    await turn(true);
    await told();
    await agree();
    await house.rows(`UPDATE "Customer" SET "erasedAt" = $1`, [house.clock.now()]);
    expect(await told()).toEqual([]);
  });
});
