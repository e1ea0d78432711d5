import { afterEach, beforeEach, expect, test } from "vitest";
import { explain } from "#services/activity/explain.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("why a number got what it got", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation", "welcome", "abandoned-cart"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  async function explained(phone = ADAS_PHONE) {
    const shop = await findShop(house.context.db.pool, SHOP);
    if (!shop) throw new Error("there is no shop");
    return explain(house.context, shop, phone);
  }
  const say = (word: string) =>
    receiveMessage(house.context, {
      providerId: `SM${word}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body: word,
      answeredByProvider: false,
    });

  test("the first line says how things stand, and since when", async () => {
    expect((await explained()).says).toBe(
      "+1 212 555 0123: no customer of this shop has this number, nor has it been texted",
    );
    await house.tell("orders/create", orderBody());
    expect(await explained()).toMatchObject({
      says: "+1 212 555 0123 may get marketing texts: no, never subscribed; texts about their orders go out",
      mayMarket: false,
    });
    await house.pass({ minutes: 1 });
    await house.tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
    expect(await explained("+1 (212) 555-0123")).toMatchObject({
      says: "+1 212 555 0123 may get marketing texts: yes, subscribed today at 10:01 am",
      mayMarket: true,
    });
    await house.pass({ minutes: 5 });
    await say("STOP");
    expect(await explained()).toMatchObject({
      says:
        "+1 212 555 0123 may get texts: no, unsubscribed by “STOP” today at " +
        "10:06 am; only START, texted to a number of the shop, undoes it",
      mayMarket: false,
    });
  });

  test("everything that happened stands in its order, with its checks, what they saw and the rule", async () => {
    await house.tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
    await house.pass({ minutes: 1 });
    await house.tell("orders/create", orderBody());
    await house.pass({ minutes: 1 });
    await say("STOP");
    await house.pass({ days: 3 });
    const { lines } = await explained();
    const told = lines.map(({ kind, says }) => `${kind}: ${says}`);
    expect(told).toContain("consent: Consent: Subscribed (before: not subscribed), by Shopify");
    expect(told).toContain("considered: Welcome: The customer entered the automation");
    expect(told).toContain("step: Order confirmation: The text was sent");
    expect(told).toContain("text_in: Text from +1 212 555 0123");
    expect(told).toContain("step: Welcome: The text was skipped – Unsubscribed");
    expect(told).toContain("ended: Welcome: completed");
    expect(told.findIndex((line) => line.startsWith("text_in"))).toBeLessThan(
      told.indexOf("step: Welcome: The text was skipped – Unsubscribed"),
    );
    const skipped = lines.find(({ says }) => says.includes("The text was skipped"));
    expect(skipped?.details.join("\n")).toMatch(
      /SMS consent .*unsubscribed.*\n {2}rule opt-out@2026-11: 47 CFR 64.1200/i,
    );
    const text = lines.find(({ kind, says }) => kind === "text_out" && says.includes("Order confirmation"));
    expect(text?.details.join("\n")).toMatch(
      /“.*thank you, Ada.*”\ncarrier: queued, as SM\w+\nattempt Mar 2 at 10:01 am: accepted\ncredits: Reserved for SMS, −1\ncredits: SMS sent/,
    );
  });

  test("automations that were considered and not entered say why, and those that are off too", async () => {
    const automationId = await house.automate(shopId, {
      name: "Big spenders",
      trigger: { type: "order_created" },
      conditions: { field: "order.total", op: "at_least", value: { amount: "200.00", currency: "USD" } },
    });
    await house.tell("orders/create", orderBody());
    await pauseAutomation(house.context, { shopId, automationId, actor: "test" });
    await house.pass({ minutes: 1 });
    await house.tell("orders/create", orderBody({ order: "2" }));
    const { lines } = await explained();
    const refused = lines.filter(({ kind, says }) => kind === "considered" && says.startsWith("Big spenders"));
    expect(refused.map(({ says }) => says)).toEqual([
      "Big spenders: The customer did not enter the automation – Conditions not met",
      "Big spenders: The customer did not enter the automation – The automation was off",
    ]);
    expect(refused[0]?.details).toContainEqual(
      expect.stringMatching(/no: Order total is at least 200\.00 USD; it was 86\.00 USD/),
    );
    const event = lines.find(({ kind, data }) => kind === "event" && data.topic === "orders/create");
    expect(event?.details).toContain("matched against: Order confirmation, Big spenders");
  });

  test("who was never considered for an automation is told why its trigger never fired for them", async () => {
    await house.tell("orders/create", orderBody());
    await house.pass({ minutes: 1 });
    await house.automate(shopId, { name: "Second thoughts", trigger: { type: "order_created" } });
    const { neverConsidered } = await explained();
    expect(neverConsidered.map(({ automation, says }) => `${automation}: ${says}`)).toEqual([
      "Welcome: “Subscribed to SMS” has not happened for this customer since it was turned on (today at 10:00 am)",
      "Abandoned cart: “Checkout abandoned” has not happened for this customer since it was turned on (today at 10:00 am)",
      "Second thoughts: “Order created” last happened today at 10:00 am, before it was turned on (today at 10:01 am)",
    ]);
  });

  test("what is due, and what it waits for, stands at the end", async () => {
    house.adminKnows(ADA, {
      firstName: "Ada",
      phone: ADAS_PHONE,
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
    });
    await house.tell("checkouts/create", checkoutBody());
    const { lines } = await explained();
    expect(lines.at(-1)).toMatchObject({ kind: "waiting", says: "Abandoned cart: step “remind” is due" });
  });

  test("of who was erased it is told what may still be told: by the keyed hash of the number", async () => {
    await house.tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
    await house.tell("orders/create", orderBody());
    await house.tell(
      "customers/redact",
      JSON.stringify({
        shop_domain: SHOP,
        customer: { id: "<id>", email: "ada@example.com", phone: ADAS_PHONE },
      }).replace('"<id>"', ADA),
    );
    const found = await explained();
    expect(found.says).toBe("+1 212 555 0123 may get texts: no, their data was erased today at 10:00 am");
    expect(found.lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["consent", "considered", "step", "text_out"]),
    );
    const { phone: _asked, says: _said, ...rest } = found;
    expect(JSON.stringify(rest)).not.toMatch(/Ada|2125550123|212 555 0123/);
    expect(found.neverConsidered).toEqual([]);
  });
});
