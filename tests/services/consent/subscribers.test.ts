import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { explain } from "#services/activity/explain.server.ts";
import { writeBackConsents } from "#services/consent/parts/write-back-consent.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const RELATIVE = "+13035550133";
const BILLING = "+12125550188";

/** A webhook body with some fields replaced. */
const changed = (body: string, fields: object): string =>
  JSON.stringify({ ...(JSON.parse(body.replace(`"id":${ADA}`, `"id":"${ADA}"`)) as object), ...fields });
const place = (name: string, phone: string | null, country = "US") => ({
  first_name: name,
  last_name: "Moreno",
  phone,
  country_code: country,
  province_code: country === "US" ? "NY" : null,
});

describeOnDatabases("the number is the subscriber", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());

  const offer = () =>
    house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "order_created", config: {} },
      reentry: "every_time",
      steps: [{ id: "offer", type: "send_sms", config: { body: "10 % off" } }],
    });
  const confirm = () =>
    house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created", config: {} },
      reentry: "every_time",
      steps: [{ id: "confirm", type: "send_sms", config: { body: "Thank you" } }],
    });
  const textedNumbers = () => house.texts.map(({ to }) => to);
  const reply = (body: string, from = ADAS_PHONE) =>
    receiveMessage(house.context, {
      providerId: `SM-${body}-${house.context.newId(house.clock.now())}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  async function says(phone: string): Promise<string> {
    const shop = await findShop(house.context.db.pool, SHOP);
    if (!shop) throw new Error("there is no shop");
    return (await explain(house.context, shop, phone)).says;
  }

  describe("an opt-in on one number", () => {
    test("lets no other number be texted, and marketing goes to the number that agreed", async () => {
      await offer();
      await house.tell("customers_marketing_consent/update", consentBody());
      const parcel = place("Ben", RELATIVE);
      await house.tell("orders/create", changed(orderBody({ phone: null }), { shipping_address: parcel }));
      expect(textedNumbers()).toEqual([ADAS_PHONE]);
      expect(await says(ADAS_PHONE)).toContain("yes, subscribed");
      expect(await says(RELATIVE)).toContain("known as the receiver of a parcel alone");
    });

    test("is not that of a number that a later event names for the customer", async () => {
      await offer();
      await house.tell("orders/create", changed(orderBody({ phone: null }), { phone: BILLING }));
      await house.tell("customers_marketing_consent/update", consentBody({ at: "2026-03-02T15:00:01Z" }));
      expect(await says(BILLING)).toContain("never subscribed");
      expect(await says(ADAS_PHONE)).toContain("yes, subscribed");
    });

    test("given within the second in which the store said “not subscribed” is kept", async () => {
      const at = house.clock.now();
      house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, smsConsent: "not_subscribed" });
      await house.pass({ milliseconds: 731 });
      await house.tell("orders/create", orderBody());
      await house.tell("customers_marketing_consent/update", consentBody({ at: at.toString() }));
      expect(await says(ADAS_PHONE)).toContain("yes, subscribed");
    });
  });

  test("a STOP of an order's number is not written to the store as the account's own", async () => {
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", changed(orderBody(), { phone: BILLING }));
    await reply("STOP", BILLING);
    await house.work();
    await writeBackConsents(house.context);
    expect(house.writes).toEqual([]);
    await reply("STOP");
    await writeBackConsents(house.context);
    expect(house.writes).toHaveLength(1);
  });

  test("a number that the customer replaced is theirs no more: what it says starts nothing for them", async () => {
    await house.tell("customers/create", customerBody({ at: "2026-03-01T10:00:00Z" }));
    await house.tell("customers/update", customerBody({ phone: BILLING, at: "2026-03-02T10:00:00Z" }));
    await reply("STOP");
    await reply("START");
    expect(await house.rows(`SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/consent%'`)).toEqual([]);
    expect(await house.rows(`SELECT "customerId" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { customerId: null },
      { customerId: null },
    ]);
  });

  describe("a guest", () => {
    const guest = (body: string, phone: string | null) =>
      changed(body, { customer: null, phone, email: null, shipping_address: place("Ada", null) });

    test("with the number of a subscriber is that subscriber", async () => {
      await offer();
      await house.tell("customers_marketing_consent/update", consentBody());
      await house.tell("orders/create", guest(orderBody(), ADAS_PHONE));
      expect(textedNumbers()).toEqual([ADAS_PHONE]);
      expect(await house.rows(`SELECT "shopifyId" FROM "Customer"`)).toEqual([{ shopifyId: ADA }]);
    });

    test("who ticks “text me” at the checkout is a subscriber, with a proof, and only until they say STOP", async () => {
      await offer();
      const ticks = {
        buyer_accepts_sms_marketing: true,
        sms_marketing_phone: "(212) 555-0123",
        created_at: "2026-03-02T14:59:00Z",
      };
      const checkout = changed(guest(checkoutBody(), null), ticks);
      await house.tell("checkouts/create", checkout);
      expect(
        await house.rows(
          `SELECT "state"::text, "source", "optInLevel", "address" FROM "ConsentEvent" WHERE "channel" = 'sms'`,
        ),
      ).toEqual([{ state: "subscribed", source: "checkout", optInLevel: "single_opt_in", address: ADAS_PHONE }]);
      await house.pass({ minutes: 3 });
      await reply("STOP");
      await house.pass({ minutes: 3 });
      await house.tell("checkouts/update", checkout);
      await house.tell("orders/create", changed(guest(orderBody(), null), ticks));
      expect(await says(ADAS_PHONE)).toContain("unsubscribed by “STOP”");
      expect(textedNumbers()).toEqual([]);
    });
  });

  describe("a present", () => {
    test("is confirmed to the buyer's billing number, never to the number on the parcel", async () => {
      await confirm();
      await house.tell(
        "orders/create",
        changed(orderBody({ phone: null }), {
          billing_address: place("Ada", BILLING),
          shipping_address: place("Ben", RELATIVE),
        }),
      );
      expect(textedNumbers()).toEqual([BILLING]);
      const [row] = await house.rows<{ explanation: { guard: string; saw: object }[] }>(
        `SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms'`,
      );
      expect(row?.explanation.find(({ guard }) => guard === "number_valid")?.saw).toEqual({
        phone: BILLING,
        taken: "billing",
      });
    });

    test("whose only number is the parcel's is not texted about", async () => {
      await confirm();
      await house.tell(
        "orders/create",
        changed(orderBody({ phone: null }), {
          billing_address: place("Ada", null),
          shipping_address: place("Ben", RELATIVE),
        }),
      );
      expect(await house.log()).toContain("send_sms skipped no_phone");
      expect(textedNumbers()).toEqual([]);
    });
  });

  test.for([
    ["+9175550123", "US", "+19175550123"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+1 917 555 0123", "GB", "+19175550123"],
  ] as const)("%s in an address of %s is texted as %s", async ([written, country, e164]) => {
    await confirm();
    const address = place("Ada", written, country);
    await house.tell(
      "orders/create",
      changed(orderBody({ phone: null }), { shipping_address: address, billing_address: address, customer: null }),
    );
    expect(textedNumbers()).toEqual([e164]);
  });

  test("STOP is one row, and holds for a shop that installs later", async () => {
    for (let n = 0; n < 5; n++) await house.open([], { domain: `other-${n}.myshopify.com`, credits: 0 });
    await house.tell("orders/create", orderBody());
    await reply("STOP");
    expect(await house.rows(`SELECT "sender" FROM "Suppression"`)).toEqual([{ sender: "shared" }]);
    await house.pass({ hours: 3 });
    await house.open(["order-confirmation"], { domain: "later.myshopify.com" });
    await house.tell("orders/create", orderBody({ order: "55" }), { domain: "later.myshopify.com" });
    expect(textedNumbers()).toEqual([]);
    expect(await house.log()).toContain("send_sms skipped opted_out");
    await reply("START");
    await house.tell("orders/create", orderBody({ order: "56", token: "c-9" }), { domain: "later.myshopify.com" });
    expect(textedNumbers()).toEqual([ADAS_PHONE]);
  });

  describe("a number that cannot get texts", () => {
    const fails = async (errorCode: string) => {
      const [attempt] = await house.rows<{ id: string; providerId: string }>(
        `SELECT t."id", m."providerId" FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" ORDER BY t."id" DESC`,
      );
      await applyStatusCallback(house.context, {
        attemptId: attempt?.id ?? "",
        providerId: attempt?.providerId ?? "",
        status: "undelivered",
        errorCode,
      });
    };

    test("is not paid for again, until that is forgotten; the log names the code", async () => {
      await confirm();
      await house.tell("orders/create", orderBody());
      await fails("30006");
      await house.pass({ hours: 5 });
      await house.tell("orders/create", orderBody({ order: "2", token: "c-2", at: house.clock.now().toString() }));
      expect(textedNumbers()).toHaveLength(1);
      const [row] = await house.rows<{ explanation: { guard: string; saw: object }[] }>(
        `SELECT "explanation" FROM "AutomationLog" WHERE "reason" = 'unreachable'`,
      );
      expect(row?.explanation.at(-1)).toMatchObject({ guard: "number_reachable", saw: { code: "30006" } });
      await house.pass({ days: 181 });
      await house.tell("orders/create", orderBody({ order: "3", token: "c-3", at: house.clock.now().toString() }));
      expect(textedNumbers()).toHaveLength(2);
    });

    test("is learnt from the provider's refusal of the call too", async () => {
      await confirm();
      house.phoneCompany(() => ({ kind: "refused", code: "21614", detail: "no mobile number" }));
      await house.tell("orders/create", orderBody());
      await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
      expect(textedNumbers()).toHaveLength(1);
      expect(await house.log()).toContain("send_sms skipped unreachable");
    });

    test("is texted again as soon as it writes, and another number of the customer is taken at once", async () => {
      await confirm();
      await house.tell("orders/create", changed(orderBody(), { billing_address: place("Ada", BILLING) }));
      await fails("21614");
      await house.pass({ hours: 1 });
      const at = house.clock.now().toString();
      await house.tell("orders/create", orderBody({ order: "2", token: "c-2", at }));
      expect(textedNumbers()).toEqual([ADAS_PHONE, BILLING]);
      await reply("hello?");
      await house.tell("orders/create", orderBody({ order: "3", token: "c-3", at }));
      expect(textedNumbers().at(-1)).toBe(ADAS_PHONE);
    });

    test("is not learnt from a code that says nothing of the number", async () => {
      await confirm();
      await house.tell("orders/create", orderBody());
      await fails("30007");
      await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
      expect(textedNumbers()).toHaveLength(2);
    });
  });

  describe("an erasure", () => {
    const left = async () =>
      house.rows(
        `
          SELECT "phone" AS "found" FROM "Customer" WHERE "phone" IS NOT NULL
          UNION ALL SELECT "address" FROM "Subscriber" WHERE "address" IS NOT NULL
          UNION ALL SELECT "address" FROM "ConsentEvent" WHERE "address" IS NOT NULL
          UNION ALL SELECT "id"::text FROM "StoreEvent" WHERE "payload" IS NOT NULL AND "topic" <> 'shopbell/manual'`,
      );

    test("reaches guests, merged customers and the bodies of ignored events; a number reads by the shop's country", async () => {
      await house.rows(`UPDATE "Shop" SET "countryCode" = 'US'`);
      await house.tell("orders/create", orderBody());
      await house.tell("orders/create", orderBody({ order: "2", token: "c-2", id: "7002", phone: BILLING }));
      await house.tell(
        "customers/merge",
        JSON.stringify({
          admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${ADA}`,
          admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/7002",
          status: "completed",
        }),
      );
      // Ignored: it has no state.
      await house.tell("customers_marketing_consent/update", JSON.stringify({ id: 99, phone: ADAS_PHONE }));
      await house.tell(
        "customers/redact",
        `{"customer": {"id": ${ADA}, "email": "ada@example.com", "phone": "212-555-0123"}}`,
      );
      expect(await left()).toEqual([]);
    });

    test("by a number alone finds its customer, and keeps the opt-out", async () => {
      await house.rows(`UPDATE "Shop" SET "countryCode" = 'US'`);
      await house.tell("customers_marketing_consent/update", consentBody());
      await house.tell(
        "customers_marketing_consent/update",
        consentBody({ state: "unsubscribed", at: "2026-03-02T15:00:09Z" }),
      );
      await house.tell("customers/redact", `{"customer": {"id": null, "email": null, "phone": "212-555-0123"}}`);
      expect(await left()).toEqual([]);
      await confirm();
      await house.tell("orders/create", orderBody({ id: "7009" }));
      expect(textedNumbers()).toEqual([]);
      expect(await house.log()).toContain("send_sms skipped opted_out");
    });
  });
});
