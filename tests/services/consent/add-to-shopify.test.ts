import { afterEach, beforeEach, expect, test } from "vitest";
import fc from "fast-check";
import { addToShopify } from "#services/consent/parts/add-to-shopify.server.ts";
import { recordConsent, type ConsentInput } from "#services/consent/parts/record-consent.server.ts";
import { writeBackConsents } from "#services/consent/parts/write-back-consent.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { readHealth } from "#services/operations/read-health.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, customerBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

const STRANGER = "+13105550199";
const form: ConsentInput = {
  phone: STRANGER,
  state: "subscribed",
  how: "form",
  optInLevel: "confirmed_opt_in",
  words: "I agree to texts.",
  wordsVersion: "form@3",
  page: "https://juniper.example/",
  ip: "203.0.113.9",
  userAgent: "Mozilla/5.0",
  timezone: "America/New_York",
};
const away = { kind: "retry", detail: "Shopify could not be reached" } as const;

describeOnDatabases("a subscriber whom no customer of the store is", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["welcome"]);
  });
  afterEach(() => house.close());

  const signUp = (input: Partial<ConsentInput> = {}) => recordConsent(house.context, shopId, { ...form, ...input });
  const run = () => addToShopify(house.context);
  const say = async (body: string) => {
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await receiveMessage(house.context, {
      providerId: `SM-${++texts}`,
      from: STRANGER,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  };
  const customers = () => house.rows(`SELECT "phone", "shopifyId" FROM "Customer" ORDER BY "id"`);
  const consentOf = async (phone: string) =>
    (await house.rows(`SELECT "consent" FROM "Subscriber" WHERE "address" = $1`, [phone]))[0]?.consent;
  const audits = async () =>
    (await house.rows<{ action: string }>(`SELECT "action" FROM "AuditEvent" WHERE "action" LIKE 'customer.%'`)).map(
      ({ action }) => action,
    );
  const written = () => house.writes.map(({ write, told }) => [write, told[0], (told[1] as { state: string }).state]);
  const notAdded = async () => {
    const [shop] = await house.rows<Shop>(`SELECT * FROM "Shop" WHERE "id" = $1`, [shopId]);
    if (!shop) throw new Error("there is no shop");
    return (await readHealth(house.context, shop)).findings.find(({ kind }) => kind === "not_added");
  };

  test("becomes one of Shopify's customers, with the number and its consent, once", async () => {
    const at = house.clock.now().toString();
    await signUp({ firstName: "Lou" });
    await Promise.all([run(), run()]);
    await run();
    expect(house.accounts.created).toEqual([
      { phone: STRANGER, firstName: "Lou", lastName: null, optInLevel: "confirmed_opt_in", consentAt: at },
    ]);
    expect(await customers()).toEqual([{ phone: STRANGER, shopifyId: "8000001" }]);
    // Its consent went along.
    await writeBackConsents(house.context);
    expect(written()).toEqual([]);
    expect(await audits()).toEqual(["customer.added_to_shopify"]);
  });

  test("waits for the YES of a double opt-in", async () => {
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { doubleOptIn: true } });
    await signUp({ optInLevel: "single_opt_in" });
    await run();
    expect(house.accounts.lookedUp).toEqual([]);
  });

  test("stays with Shopbell alone while the shop wants it so, or once it said STOP", async () => {
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { addToShopify: false } });
    await signUp();
    await run();
    await say("STOP");
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { addToShopify: true } });
    await run();
    expect(house.accounts.lookedUp).toEqual([]);
  });

  test("is found by the next run when the answer to the first was lost", async () => {
    await signUp();
    house.accounts.answersAreLost(() => true);
    await run();
    expect(await customers()).toEqual([{ phone: STRANGER, shopifyId: null }]);
    await run();
    expect(house.accounts.created).toHaveLength(1);
    expect(await customers()).toEqual([{ phone: STRANGER, shopifyId: "8000001" }]);
  });

  test("waits while Shopify gives no answer or the app lacks the scope, and is not held against it", async () => {
    await signUp();
    await signUp({ phone: "+13105550198" });
    house.accounts.lookUpFails(() => away);
    await run();
    expect(house.accounts.lookedUp).toHaveLength(1);
    house.accounts.lookUpFails(() => null);
    house.accounts.refuses(() => ({ kind: "refused", code: "not_granted", detail: "open the app" }));
    await run();
    expect(await audits()).toEqual([]);
    house.accounts.refuses(() => null);
    await run();
    expect(house.accounts.created).toHaveLength(2);
  });

  test("whom Shopify refuses is named with its words in Status, and is not tried again until a new consent", async () => {
    await signUp();
    house.accounts.refuses(() => ({ kind: "refused", code: "user_error", detail: "phone: Phone is invalid" }));
    await run();
    await run();
    expect(await audits()).toEqual(["customer.not_added_to_shopify"]);
    expect(await notAdded()).toEqual({ kind: "not_added", count: 1, detail: "phone: Phone is invalid" });
    house.accounts.refuses(() => null);
    await say("STOP");
    await say("START");
    await run();
    expect(house.accounts.created).toHaveLength(1);
  });

  test("whom Shopify refused, and the store adds by hand, is a new customer", async () => {
    await house.automate(shopId, { name: "New", trigger: { type: "customer_created", config: {} } });
    await signUp();
    await house.work();
    house.accounts.refuses(() => ({ kind: "refused", code: "user_error", detail: "phone: Phone is invalid" }));
    await run();
    const started = await house.rows(`SELECT 1 FROM "AutomationSequence"`);
    await house.tell("customers/create", customerBody({ id: "55", phone: STRANGER }));
    expect(await house.rows(`SELECT 1 FROM "AutomationSequence"`)).toHaveLength(started.length + 1);
  });

  test("is the customer that Shopify has with this number, who gets the consent", async () => {
    await signUp();
    house.accounts.add("77", STRANGER, { firstName: "Lou" });
    await run();
    await run();
    expect(house.accounts.created).toEqual([]);
    expect(written()).toEqual([["writeSmsConsent", "77", "subscribed"]]);
    expect(await customers()).toEqual([{ phone: STRANGER, shopifyId: "77" }]);
    await writeBackConsents(house.context);
    expect(written()).toHaveLength(1);
  });

  test("who told the store later that they want no texts gets none", async () => {
    await signUp();
    house.accounts.add("77", STRANGER, {
      smsConsent: "unsubscribed",
      consentUpdatedAt: house.clock.now().add({ hours: 1 }).toString(),
    });
    house.clock.moveTo(house.clock.now().add({ hours: 2 }));
    await run();
    expect(written()).toEqual([]);
    expect(await consentOf(STRANGER)).toBe("unsubscribed");
  });

  test("is written to Shopify again after a later STOP", async () => {
    await signUp();
    await run();
    await say("STOP");
    await writeBackConsents(house.context);
    expect(written()).toEqual([["writeSmsConsent", "8000001", "unsubscribed"]]);
  });

  test("of another shop does not wait for a store that gives no answer", async () => {
    await signUp();
    const OTHER = "other.myshopify.com";
    const otherId = await house.open([], { domain: OTHER, credits: 0 });
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await signUp({ phone: "+13105550197" });
    await recordConsent(house.context, otherId, { ...form, phone: "+13105550196" });
    house.accounts.lookUpFails((phone) => (phone === "+13105550196" ? null : away));
    await run();
    expect(house.accounts.created.map(({ phone }) => phone)).toEqual(["+13105550196"]);
    // Whoever signed up last is asked for first, and the store that is away is asked once a run.
    expect(house.accounts.lookedUp.filter((phone) => phone !== "+13105550196")).toEqual(["+13105550197"]);
  });

  test("of a customer the store has, nothing is added", async () => {
    await house.tell("customers_marketing_consent/update", consentBody({ id: ADA, state: "not_subscribed" }));
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await signUp({ phone: ADAS_PHONE });
    await run();
    expect(house.accounts.lookedUp).toEqual([]);
  });

  test.each([
    ["after the customer's id was kept", true],
    ["before", false],
  ])("the webhooks that come back %s make no second customer and start nothing twice", async (_when, kept) => {
    await house.automate(shopId, { name: "New", trigger: { type: "customer_created", config: {} } });
    const at = house.clock.now().toString();
    await signUp();
    await house.work();
    const started = await house.rows(`SELECT 1 FROM "AutomationSequence"`);
    if (!kept) house.accounts.answersAreLost(() => true);
    await run();
    await house.tell(
      "customers_marketing_consent/update",
      consentBody({ id: "8000001", phone: STRANGER, at, level: "confirmed_opt_in" }),
    );
    await house.tell("customers/create", customerBody({ id: "8000001", phone: STRANGER }));
    await run();
    expect(await customers()).toEqual([{ phone: STRANGER, shopifyId: "8000001" }]);
    expect(await house.rows(`SELECT 1 FROM "AutomationSequence"`)).toHaveLength(started.length);
    expect(
      await house.rows(`SELECT "reason" FROM "StoreEvent" WHERE "topic" = 'customers/create' AND "status" = 'ignored'`),
    ).toEqual([{ reason: "added_by_shopbell" }]);
    expect(house.accounts.created).toHaveLength(1);
  });

  test("is created once, whatever fails on the way", async () => {
    let number = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("look", "create", "answer"), { maxLength: 4 }), async (failures) => {
        const phone = `+13105552${number++}`;
        await signUp({ phone });
        for (const failure of failures) {
          house.accounts.lookUpFails(() => (failure === "look" ? away : null));
          house.accounts.refuses(() => (failure === "create" ? away : null));
          house.accounts.answersAreLost(() => failure === "answer");
          await run();
        }
        house.accounts.lookUpFails(() => null);
        house.accounts.refuses(() => null);
        house.accounts.answersAreLost(() => false);
        await run();
        expect(house.accounts.created.filter((customer) => customer.phone === phone)).toHaveLength(1);
        const known = await house.rows(`SELECT "shopifyId" FROM "Customer" WHERE "phone" = $1`, [phone]);
        expect(known).toEqual([{ shopifyId: house.accounts.byPhone.get(phone)?.shopifyId }]);
      }),
      { numRuns: 12 },
    );
  });
});
