import { afterEach, beforeEach, expect, test } from "vitest";
import { STORE_IMPORT } from "#core/consent/own-sources.ts";
import type { ConsentState } from "#core/statuses.ts";
import { runImports } from "#services/intake/parts/run-imports.server.ts";
import { startImport } from "#services/intake/start-import.server.ts";
import { readImport } from "#services/intake/read-import.server.ts";
import { runBacktest } from "#services/simulation/run-backtest.server.ts";
import { suppressCustomer } from "#services/consent/suppress.server.ts";
import { cleanUp } from "#services/operations/parts/clean-up.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import type { ImportedCustomer } from "#shell/shopify/admin-api.server.ts";
import { BulkFileError } from "#shell/shopify/bulk-file.server.ts";
import { consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, SHOP, type House } from "../test-app.ts";

const daysAgo = (days: number) => MONDAY_TEN.subtract({ hours: 24 * days }).toString();

function customer(
  id: string,
  {
    phone = `+1212555${id.slice(-4)}`,
    consent = "subscribed",
    given = daysAgo(30),
    updated = daysAgo(20),
    ...rest
  }: { phone?: string; consent?: ConsentState; given?: string | null; updated?: string } & Partial<
    ImportedCustomer["customer"]
  > = {},
): ImportedCustomer {
  const told = given !== null && consent !== "not_subscribed";
  return {
    shopifyId: id,
    updatedAt: updated,
    customer: {
      phone,
      email: `c${id}@example.com`,
      firstName: "Maya",
      lastName: "Lund",
      countryCode: "US",
      provinceCode: "NY",
      locale: "en",
      tags: ["wholesale"],
      smsConsent: consent,
      consentUpdatedAt: given,
      optInLevel: told ? "confirmed_opt_in" : null,
      emailConsent: "not_subscribed",
      emailConsentUpdatedAt: null,
      numberOfOrders: 4,
      amountSpent: { amount: "200.0", currencyCode: "USD" },
      lastOrder: { createdAt: daysAgo(10) },
      createdAt: daysAgo(400),
      birthDate: null,
      state: "enabled",
      ...rest,
    },
    smsConsent: told
      ? {
          id,
          phone,
          sms_marketing_consent: { state: consent, opt_in_level: "confirmed_opt_in", consent_updated_at: given },
        }
      : null,
  };
}

/** An order as Shopify has it now, in the shape of its webhook. */
const order = (id: string, customerId: string, days: number, rest: object = {}) => {
  const at = daysAgo(days);
  const body = JSON.parse(orderBody({ order: id, token: `t-${id}`, at, rest: { updated_at: at, ...rest } })) as {
    customer: object;
  };
  return {
    ...body,
    customer: { ...body.customer, id: customerId, phone: `+1212555${customerId.slice(-4)}` },
  } as Record<string, unknown>;
};

describeOnEachDatabase("the first import", (database) => {
  let house: House;
  beforeEach(() => {
    house = buildHouse(database());
  });
  afterEach(() => house.close());

  const run = () => runImports(house.context);
  const wait = (seconds: number) => house.clock.moveTo(house.clock.now().add({ seconds }));
  const shop = () => ensureShop(house.context, SHOP);
  const state = async () => {
    const found = await readImport(house.context, await shop());
    return found?.parts.map(({ resource, status, done, problem }) =>
      [resource, status, done, problem].filter((word) => word !== null).join(" "),
    );
  };
  /** Starts the operations, then reads their files. */
  const importAll = async () => {
    await run();
    wait(10);
    await run();
  };
  const consents = () =>
    house.rows<{ consent: string; source: string }>(
      `SELECT "consent"::text, "source" FROM "Subscriber" WHERE "channel" = 'sms' ORDER BY "address"`,
    );

  test("brings customers with their consents and proofs, orders and history, and starts nothing", async () => {
    house.bulk.files.customers = [
      customer("70001"),
      customer("70002", { consent: "unsubscribed" }),
      customer("70003", { consent: "not_subscribed", given: null }),
    ];
    house.bulk.files.orders = [order("41", "70001", 10)];
    house.bulk.files.checkouts = [];
    house.bulk.opens();
    await house.open(["order-confirmation", "welcome"]);
    await importAll();
    expect(await state()).toEqual(["customers done 3", "orders done 1", "checkouts done 0"]);
    expect(await consents()).toEqual([
      { consent: "subscribed", source: STORE_IMPORT },
      { consent: "unsubscribed", source: STORE_IMPORT },
      { consent: "not_subscribed", source: null },
    ]);
    expect(
      await house.rows(
        `SELECT "state"::text, "source", "words", "occurredAt"::text <> "createdAt"::text AS "earlier"
          FROM "ConsentEvent" ORDER BY "state"`,
      ),
    ).toEqual([
      { state: "subscribed", source: STORE_IMPORT, words: null, earlier: true },
      { state: "unsubscribed", source: STORE_IMPORT, words: null, earlier: true },
    ]);
    expect(
      await house.rows(
        `SELECT "ordersCount", "totalSpent"::float8 AS "spent", "tags" FROM "Customer" WHERE "shopifyId" = '70001'`,
      ),
    ).toEqual([{ ordersCount: 4, spent: 200, tags: ["wholesale"] }]);
    expect(await house.rows(`SELECT "orderId", "stands" FROM "StoreOrder"`)).toEqual([{ orderId: "41", stands: true }]);
    expect(await house.rows(`SELECT "subject" FROM "StoreHistory" ORDER BY "subject"`)).toEqual([
      { subject: "consent:70001" },
      { subject: "order:41" },
    ]);
    await house.work();
    expect(await house.rows(`SELECT 1 FROM "StoreEvent"`)).toEqual([]);
    expect(await house.log()).toEqual([]);
    expect(house.texts).toEqual([]);
  });

  test("asks for 60 days of orders, and for all where the store has granted it", async () => {
    house.bulk.opens();
    await shop();
    await run();
    const sinceOf = () => house.bulk.asked.find(({ resource }) => resource === "orders")?.since?.toString() ?? null;
    expect(sinceOf()).toBe(daysAgo(60));
    house.bulk.asked.length = 0;
    house.bulk.scopes.add("read_all_orders");
    wait(10);
    await run();
    await startImport(house.context, { shopId: (await shop()).id, which: "ended", actor: "test" });
    await run();
    expect(sinceOf()).toBeNull();
  });

  test("a merchant who has just installed can backtest at once", async () => {
    house.bulk.files.customers = [customer("70001"), customer("70002", { given: daysAgo(1) })];
    house.bulk.files.orders = [order("41", "70001", 10), order("42", "70002", 5)];
    house.bulk.opens();
    const shopId = await house.open([], { credits: 0 });
    await importAll();
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "order_created", config: {} },
      steps: [{ id: "tell", type: "send_sms", config: { body: "Hello {{ customer.first_name }}" } }],
    });
    const [automation] = await house.rows<{ id: string }>(`SELECT "id"::text FROM "Automation"`);
    const found = await runBacktest(house.context, await shop(), {
      target: { key: automation?.id ?? "" },
      since: MONDAY_TEN.subtract({ hours: 24 * 30 }),
    });
    expect(found.past.events).toBeGreaterThanOrEqual(4);
    // The second customer agreed after the order.
    expect(found.sent.map(({ body }) => body.split("\n")[0])).toEqual([expect.stringContaining("Hello Ada")]);
    expect(found.rows.filter(({ status }) => status === "skipped").map(({ reason }) => reason)).toEqual(["no_consent"]);
    expect(found.assumptions.join(" ")).toContain("imported orders");
  });

  test("a newer webhook holds, in whichever order the two come", async () => {
    await shop();
    await house.tell("customers/update", customerBody({ id: "70001", phone: "+12125550001", at: daysAgo(1) }));
    await house.tell(
      "customers_marketing_consent/update",
      consentBody({ id: "70001", phone: "+12125550001", state: "unsubscribed", at: daysAgo(1) }),
    );
    const before = await house.rows(`SELECT "firstName", "phone" FROM "Customer"`);
    house.bulk.files.customers = [customer("70001", { phone: "+12125550001", firstName: "Old" })];
    house.bulk.opens();
    await importAll();
    expect(await house.rows(`SELECT "firstName", "phone" FROM "Customer"`)).toEqual(before);
    expect((await consents()).map(({ consent }) => consent)).toEqual(["unsubscribed"]);
  });

  test("turns no opt-out into a consent, even when the store's is newer", async () => {
    house.bulk.files.customers = [customer("70001")];
    house.bulk.opens();
    const { id: shopId } = await shop();
    await importAll();
    const [found] = await house.rows<{ id: string }>(`SELECT "id"::text FROM "Customer"`);
    await suppressCustomer(house.context, { shopId, customerId: found?.id ?? "", actor: "test", reason: "by phone" });
    await house.tell(
      "customers_marketing_consent/update",
      consentBody({ id: "70001", phone: "+12125550001", state: "unsubscribed", at: MONDAY_TEN.toString() }),
    );
    house.bulk.files.customers = [customer("70001", { given: MONDAY_TEN.add({ hours: 2 }).toString() })];
    await house.tell("app/uninstalled", JSON.stringify({ id: 1, domain: SHOP }));
    wait(3 * 3_600);
    await shop();
    await importAll();
    expect(await state()).toEqual(["customers done 1", "orders done 0", "checkouts done 0"]);
    expect((await consents()).map(({ consent }) => consent)).toEqual(["unsubscribed"]);
  });

  test("goes on behind the last written batch after a crash, and writes nothing twice", async () => {
    house.bulk.files.customers = Array.from({ length: 450 }, (_, index) => customer(String(70_000 + index)));
    house.bulk.opens();
    await shop();
    let isCut = true;
    house.bulk.beforeEach((resource, position) => {
      if (isCut && resource === "customers" && position === 420) throw new BulkFileError("the file ends early");
    });
    await importAll();
    expect((await state())?.[0]).toBe("customers reading 400");
    isCut = false;
    wait(60);
    await run();
    expect((await state())?.[0]).toBe("customers done 450");
    const counted = `SELECT (SELECT count(*) FROM "Customer")::int AS "customers", (SELECT count(*)
      FROM "ConsentEvent")::int AS "proofs"`;
    expect(await house.rows(counted)).toEqual([{ customers: 450, proofs: 450 }]);
    await startImport(house.context, { shopId: (await shop()).id, which: "ended", actor: "test" });
    await importAll();
    expect(await house.rows(counted)).toEqual([{ customers: 450, proofs: 450 }]);
  });

  test("a worker whose claim was lost writes nothing more", async () => {
    house.bulk.files.customers = Array.from({ length: 250 }, (_, index) => customer(String(70_000 + index)));
    house.bulk.opens();
    const { id } = await shop();
    let begins = 0;
    house.bulk.beforeEach((resource, position) => {
      if (resource === "customers" && position === 210) begins += 1;
    });
    await run();
    wait(10);
    await house.rows(
      `UPDATE "StoreImport" SET "nextAt" = "nextAt" + interval '1 hour' WHERE "resource" <> 'customers'`,
    );
    const cut = run();
    await cut;
    expect(begins).toBe(1);
    // Uninstalled meanwhile: what is claimed next is nothing.
    await startImport(house.context, { shopId: id, which: "ended", actor: "test" });
    await house.tell("app/uninstalled", JSON.stringify({ id: 1, domain: SHOP }));
    await run();
    expect(house.bulk.asked.filter(({ resource }) => resource === "customers")).toHaveLength(1);
  });

  test("says why it failed, and can be tried again", async () => {
    house.bulk.answers(({ resource }) =>
      resource === "customers"
        ? { state: "failed", denied: true, partialUrl: null }
        : resource === "orders"
          ? { state: "cancelled" }
          : { state: "failed", denied: false, partialUrl: "file:checkouts" },
    );
    const { id: shopId } = await shop();
    for (let minutes = 0; minutes < 6; minutes++) {
      await run();
      wait(150);
    }
    expect(await state()).toEqual([
      "customers failed 0 not_granted",
      "orders failed 0 cancelled",
      "checkouts failed 0 partial",
    ]);
    house.bulk.opens();
    expect(await startImport(house.context, { shopId, which: "failed", actor: "test" })).toEqual({
      ok: true,
      resources: ["customers", "orders", "checkouts"],
    });
    await importAll();
    expect(await state()).toEqual(["customers done 0", "orders done 0", "checkouts done 0"]);
  });

  test("waits for the merchant's visit while the app has no session, and for a result that is gone starts anew", async () => {
    await shop();
    await run();
    expect(await state()).toEqual(
      ["customers waiting 0 no_access", "orders waiting 0", "checkouts waiting 0 no_access"].map((line, at) =>
        at === 1 ? "orders waiting 0 no_access" : line,
      ),
    );
    let looks = 0;
    house.bulk.answers(({ resource }) =>
      resource === "customers" && looks++ === 0 ? { state: "gone" } : { state: "completed", total: 0, url: null },
    );
    for (let minutes = 0; minutes < 4; minutes++) {
      wait(120);
      await run();
    }
    expect(await state()).toEqual(["customers done 0", "orders done 0", "checkouts done 0"]);
    expect(house.bulk.asked.filter(({ resource }) => resource === "customers")).toHaveLength(2);
  });

  test("an ended operation is looked at as soon as Shopify tells of it", async () => {
    house.bulk.answers(() => ({ state: "running", total: 5 }));
    await shop();
    await run();
    wait(10);
    await run();
    house.bulk.opens();
    const operation = house.bulk.asked.find(({ resource }) => resource === "customers")?.id;
    await house.tell(
      "bulk_operations/finish",
      JSON.stringify({ admin_graphql_api_id: operation, status: "completed" }),
    );
    await run();
    expect(await state()).toEqual(["customers done 0", "orders asked 0", "checkouts asked 0"]);
  });

  test("an erased customer stays erased, and their history goes", async () => {
    house.bulk.files.customers = [customer("70001"), customer("70002")];
    house.bulk.files.orders = [order("41", "70001", 10), order("42", "70002", 10)];
    house.bulk.opens();
    const { id: shopId } = await shop();
    await importAll();
    await house.tell(
      "customers/redact",
      JSON.stringify({
        shop_domain: SHOP,
        customer: { id: 70001, phone: "+12125550001", email: null },
        orders_to_redact: [],
      }),
    );
    const history = () => house.rows(`SELECT "subject" FROM "StoreHistory" ORDER BY "subject"`);
    expect(await history()).toEqual([{ subject: "consent:70002" }, { subject: "order:42" }]);
    await startImport(house.context, { shopId, which: "ended", actor: "test" });
    await importAll();
    expect(await history()).toEqual([{ subject: "consent:70002" }, { subject: "order:42" }]);
    expect(await house.rows(`SELECT "phone", "firstName" FROM "Customer" WHERE "shopifyId" = '70001'`)).toEqual([
      { phone: null, firstName: null },
    ]);
    expect(await house.rows(`SELECT 1 FROM "Subscriber" WHERE "address" = '+12125550001'`)).toEqual([]);
  });

  test("history ends with the shop's retention", async () => {
    house.bulk.files.customers = [customer("70001")];
    house.bulk.files.orders = [order("41", "70001", 10)];
    house.bulk.opens();
    await shop();
    await importAll();
    wait(400 * 86_400);
    await cleanUp(house.context);
    expect(await house.rows(`SELECT 1 FROM "StoreHistory"`)).toEqual([]);
  });

  test("an order that webhooks told from its beginning is no history", async () => {
    house.bulk.files.orders = [order("41", "70001", 10)];
    house.bulk.opens();
    await shop();
    await house.tell("orders/create", JSON.stringify(order("41", "70001", 10)));
    await importAll();
    expect(await house.rows(`SELECT "subject" FROM "StoreHistory"`)).toEqual([]);
  });
});
