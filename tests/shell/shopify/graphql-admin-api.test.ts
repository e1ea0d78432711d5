import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import type { Session } from "@shopify/shopify-api";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NormalizedEvent } from "#core/intake/define.ts";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import type { NewDiscount } from "#shell/shopify/admin-api.server.ts";
import { createAdminApi } from "#shell/shopify/graphql-admin-api.server.ts";
import { redirectedFetch } from "#shell/shopify/redirected-fetch.server.ts";
// Before the sandbox: of both, the adapter that is loaded last reads requests.
import { library, offline } from "./library.ts";
import { ana, mug, sandbox, shopDomain, theo, type Sandbox } from "../../sandbox/sandbox.ts";

const adminApi = (session: Session | null = offline) => createAdminApi(library(session), pino({ level: "silent" }));

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
  setAbstractFetchFunc(redirectedFetch(`${world.url}/sandbox/shopify`));
});
afterEach(() => world.close());

/** Every call of the Admin API gets this answer. */
const answers = (status: number, body: object, headers: Record<string, string> = {}) =>
  setAbstractFetchFunc(
    async () =>
      new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } }),
  );
const failing = (code: string, cost?: object) =>
  answers(200, { errors: [{ message: "no", extensions: { code } }], ...(cost ? { extensions: { cost } } : {}) });
const settled = () => world.post("api/clock", { hours: 1 });

describe("an order", () => {
  const factsOf = (topic: string, body: unknown) => {
    const read = normalizeEvent(topic, body);
    return "ignored" in read ? read.ignored : read.normalizedEvent;
  };

  it("is read as its own webhook tells of it", async () => {
    await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
    await world.post(`api/store/customers/${theo}/order`);
    await settled();
    const told = world.heard.find(({ topic }) => topic === "orders/create");
    const webhook = factsOf("orders/create", parseLossless(told?.raw ?? ""));
    if (typeof webhook === "string") throw new Error(webhook);
    const answer = await adminApi().order(shopDomain, webhook.order?.orderId ?? "");
    const { subject, customer, facts, order } = factsOf("shopbell/order_fetched", answer?.order) as NormalizedEvent;
    expect({ subject, customerId: customer?.shopifyId, phone: customer?.phone, total: order?.whole?.total }).toEqual({
      subject: webhook.subject,
      customerId: theo,
      phone: webhook.customer?.phone,
      total: webhook.order?.whole?.total,
    });
    expect(facts.order).toEqual({ ...webhook.facts.order, delivery_method: facts.order?.delivery_method });
    expect(await adminApi().order(shopDomain, "1")).toEqual({ order: null });
  });
});

describe("a customer", () => {
  it("is told of with what conditions ask for", async () => {
    await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
    await world.post(`api/store/customers/${theo}/order`);
    expect(await adminApi().customer(shopDomain, theo)).toMatchObject({
      firstName: "Theo",
      numberOfOrders: 1,
      amountSpent: { amount: "23.00", currencyCode: "USD" },
      lastOrder: { createdAt: "2026-11-20T15:00:00Z" },
      createdAt: "2026-01-24T15:00:00Z",
      state: "disabled",
      emailConsent: "not_subscribed",
    });
    expect(await adminApi().customer(shopDomain, ana)).toMatchObject({ numberOfOrders: 0, lastOrder: null });
    expect(await adminApi().customer(shopDomain, "1")).toBeNull();
  });

  it("gets tags and loses them; the store tells both", async () => {
    expect(await adminApi().addTags(shopDomain, theo, ["vip", "tea"])).toEqual({ kind: "done" });
    expect(await adminApi().addTags(shopDomain, theo, ["vip"])).toEqual({ kind: "done" });
    expect(await adminApi().removeTags(shopDomain, theo, ["tea"])).toEqual({ kind: "done" });
    await settled();
    expect(world.heard.filter(({ topic }) => topic.startsWith("customer."))).toMatchObject([
      {
        topic: "customer.tags_added",
        valid: true,
        body: { customerId: `gid://shopify/Customer/${theo}`, tags: ["vip", "tea"] },
      },
      {
        topic: "customer.tags_removed",
        valid: true,
        body: { customerId: `gid://shopify/Customer/${theo}`, tags: ["tea"] },
      },
    ]);
    expect((await adminApi().customer(shopDomain, theo))?.tags).toEqual(["vip"]);
  });

  it("who does not exist is refused in Shopify's words", async () => {
    expect(await adminApi().addTags(shopDomain, "1", ["vip"])).toEqual({
      kind: "refused",
      code: "user_error",
      detail: "id: Node does not exist",
    });
  });

  it("gets fields and metafields", async () => {
    expect(await adminApi().updateCustomer(shopDomain, ana, { firstName: "Anna", note: "Likes tea" })).toEqual({
      kind: "done",
    });
    expect(
      await adminApi().setMetafield(shopDomain, ana, { key: "colour", type: "single_line_text_field", value: "blue" }),
    ).toEqual({ kind: "done" });
    expect(await adminApi().customer(shopDomain, ana)).toMatchObject({ firstName: "Anna", lastName: "Reyes" });
    expect(await adminApi().updateCustomer(shopDomain, ana, { firstName: "A".repeat(300) })).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("too long") as string,
    });
  });

  it("gets a consent written, which the store tells", async () => {
    const write = (id: string) =>
      adminApi().writeSmsConsent(shopDomain, id, {
        state: "subscribed",
        optInLevel: "confirmed_opt_in",
        updatedAt: "2026-11-20T14:59:00Z",
      });
    expect(await write(ana)).toEqual({ kind: "done" });
    expect(await adminApi().customer(shopDomain, ana)).toMatchObject({
      smsConsent: "subscribed",
      optInLevel: "confirmed_opt_in",
      consentUpdatedAt: "2026-11-20T14:59:00Z",
    });
    await settled();
    expect(world.topics()).toEqual(["customers_marketing_consent/update"]);
    expect(await write("1")).toMatchObject({
      kind: "refused",
      code: "invalid",
      detail: expect.stringContaining("input.customerId") as string,
    });
  });
});

describe("a number that no customer of the store has", () => {
  const phone = "+13055550173";
  const create = () =>
    adminApi().createCustomer(shopDomain, {
      phone,
      firstName: "Lou",
      lastName: null,
      optInLevel: "confirmed_opt_in",
      consentAt: "2026-11-20T14:59:00Z",
    });

  it("becomes a customer with its consent, who is found by it, once", async () => {
    expect(await adminApi().customerByPhone(shopDomain, phone)).toEqual({ kind: "answered", found: null });
    const created = await create();
    expect(created).toMatchObject({ kind: "done", shopifyId: expect.stringMatching(/^\d+$/) as string });
    expect(await adminApi().customerByPhone(shopDomain, phone)).toMatchObject({
      kind: "answered",
      found: {
        shopifyId: created.kind === "done" ? created.shopifyId : "",
        customer: {
          phone,
          firstName: "Lou",
          lastName: null,
          email: null,
          countryCode: null,
          smsConsent: "subscribed",
          optInLevel: "confirmed_opt_in",
          consentUpdatedAt: "2026-11-20T14:59:00Z",
        },
      },
    });
    await settled();
    expect(world.topics()).toEqual(["customers/create", "customers_marketing_consent/update"]);
    expect(await create()).toEqual({
      kind: "refused",
      code: "user_error",
      detail: "phone: Phone has already been taken",
    });
  });
});

describe("a discount", () => {
  const discount: NewDiscount = {
    code: "BELL-7F3K",
    title: "Win back",
    kind: "percentage",
    value: "15",
    minimumSubtotal: null,
    products: [],
    collections: [],
    combinesWith: [],
    startsAt: "2026-11-20T15:00:00Z",
    endsAt: "2026-12-20T15:00:00Z",
    usageLimit: 1,
    customerId: ana,
  };
  const kept = async () =>
    (await world.call("api/store/discounts")).json<{ code: string; worth: string; onlyFor: string[] | null }[]>();

  it.each<[Partial<NewDiscount>, string]>([
    [{}, "15% off"],
    [{ value: "7.5" }, "7.5% off"],
    [{ kind: "fixed_amount", value: "10.50", currency: "USD", minimumSubtotal: "40" }, "10.50 USD off"],
    [{ kind: "free_shipping", value: "0" }, "free shipping"],
  ])("%o is made", async (more, worth) => {
    expect(await adminApi().createDiscount(shopDomain, { ...discount, ...more })).toEqual({
      kind: "done",
      output: { code: "BELL-7F3K", id: expect.stringMatching(/^gid:\/\/shopify\/DiscountCodeNode\/\d+$/) as string },
    });
    expect(await kept()).toMatchObject([{ code: "BELL-7F3K", worth, onlyFor: [ana] }]);
  });

  it("holds for the chosen products or collections, and combines as chosen", async () => {
    const made = async (code: string, more: Partial<NewDiscount>) => {
      await adminApi().createDiscount(shopDomain, { ...discount, code, ...more });
      return (await kept()).find((one) => one.code === code);
    };
    expect(await made("ALL", {})).toMatchObject({ holdsFor: [], combinesWith: [], minimumSubtotal: null });
    expect(
      await made("MUGS", { products: ["8041200000101"], minimumSubtotal: "40", combinesWith: ["order", "shipping"] }),
    ).toMatchObject({
      holdsFor: ["gid://shopify/Product/8041200000101"],
      combinesWith: ["orderDiscounts", "shippingDiscounts"],
      minimumSubtotal: "40",
    });
    expect(await made("TABLE", { collections: ["4820000000201"] })).toMatchObject({
      holdsFor: ["gid://shopify/Collection/4820000000201"],
    });
    expect(await adminApi().createDiscount(shopDomain, { ...discount, code: "LOST", products: ["1"] })).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("products") as string,
    });
  });

  it("is found by its code, whatever the case, with its dates; one that is not there is null", async () => {
    await adminApi().createDiscount(shopDomain, discount);
    expect(await adminApi().findDiscount(shopDomain, "bell-7f3k")).toEqual({
      kind: "answered",
      discount: { status: "active", startsAt: discount.startsAt, endsAt: discount.endsAt },
    });
    expect(await adminApi().findDiscount(shopDomain, "NOTHING")).toEqual({ kind: "answered", discount: null });
  });

  it("that exists already under our title counts as done: the answer was lost", async () => {
    const first = await adminApi().createDiscount(shopDomain, discount);
    expect(await adminApi().createDiscount(shopDomain, discount)).toEqual(first);
    expect(await kept()).toHaveLength(1);
  });

  it("takes further codes in bulk, and tells later which were not made and whose they are", async () => {
    const made = await adminApi().createDiscount(shopDomain, { ...discount, customerId: null, oncePerCustomer: true });
    const id = made.kind === "done" ? String(made.output?.id) : "";
    const added = await adminApi().addDiscountCodes(shopDomain, id, ["BELL-A", "bell-7f3k", "BELL-B"]);
    const creationId = added.kind === "answered" ? added.creationId : "";
    expect(await adminApi().discountCodes(shopDomain, creationId)).toEqual({
      kind: "answered",
      creation: { done: false, failed: [] },
    });
    await world.post("api/clock", { hours: 1 });
    expect(await adminApi().discountCodes(shopDomain, creationId)).toEqual({
      kind: "answered",
      creation: { done: true, failed: [{ code: "bell-7f3k", error: "taken", detail: expect.any(String) as string }] },
    });
    expect(await adminApi().discountOfCode(shopDomain, "BELL-B")).toEqual({ kind: "answered", discountId: id });
    expect(await adminApi().discountOfCode(shopDomain, "BELL-C")).toEqual({ kind: "answered", discountId: null });
    expect(await adminApi().discountCodes(shopDomain, `${creationId}9`)).toEqual({ kind: "answered", creation: null });
    const other = id.replace(/\d+$/, "1");
    expect(await adminApi().addDiscountCodes(shopDomain, other, ["BELL-D"])).toMatchObject({
      kind: "refused",
      code: "invalid",
    });
  });

  it("whose code is somebody else's is refused", async () => {
    await adminApi().createDiscount(shopDomain, { ...discount, title: "Summer" });
    expect(await adminApi().createDiscount(shopDomain, discount)).toMatchObject({ kind: "refused", code: "taken" });
  });

  it("in another currency than the store's is refused, and nothing made", async () => {
    expect(
      await adminApi().createDiscount(shopDomain, { ...discount, kind: "fixed_amount", currency: "EUR" }),
    ).toMatchObject({ kind: "refused", code: "currency_mismatch" });
    expect(await kept()).toEqual([]);
  });

  it("that Shopify does not take is refused with the field", async () => {
    expect(await adminApi().createDiscount(shopDomain, { ...discount, endsAt: "2026-11-01T00:00:00Z" })).toMatchObject({
      kind: "refused",
      code: "end_date_before_start_date",
      detail: expect.stringContaining("endsAt") as string,
    });
  });
});

describe("the catalog", () => {
  it.each([
    ["product", "ena", [{ id: "8041200000101", title: "Enamel mug", storePath: "/products/enamel-mug" }]],
    ["product", "mug ENA", [{ id: "8041200000101", title: "Enamel mug", storePath: "/products/enamel-mug" }]],
    ["product", 'na" OR title:*', []],
    [
      "collection",
      "table",
      [{ id: "4820000000201", title: "Around the table", storePath: "/collections/around-the-table" }],
    ],
  ] as const)("%s is found by how its words begin: %s", async (resource, typed, found) => {
    expect(await adminApi().searchCatalog(shopDomain, resource, typed)).toEqual(found);
  });
});

describe("the app for itself", () => {
  it("asks for a charge, and leads the merchant to it", async () => {
    const charge = await adminApi().createPurchase(shopDomain, {
      name: "500 credits",
      price: "9.00",
      currency: "USD",
      returnUrl: `${world.url}/app/credits`,
      test: true,
    });
    expect(charge).toEqual({
      kind: "done",
      output: {
        shopifyId: expect.stringMatching(/^gid:\/\/shopify\/AppPurchaseOneTime\//) as string,
        confirmationUrl: expect.stringContaining("/sandbox/store/charges/") as string,
      },
    });
    expect(
      await adminApi().createPurchase(shopDomain, {
        name: "0 credits",
        price: "0.10",
        currency: "USD",
        returnUrl: world.url,
        test: true,
      }),
    ).toMatchObject({ kind: "refused", detail: expect.stringContaining("price") as string });
  });

  it("tells Flow", async () => {
    expect(await adminApi().emitFlowTrigger(shopDomain, "text-sent", { phone: "+12125550123" })).toEqual({
      kind: "done",
    });
    expect((await world.call("api/store/flow-triggers")).json<object[]>()).toMatchObject([
      { handle: "text-sent", payload: { phone: "+12125550123" } },
    ]);
  });
});

describe("a write that was not done", () => {
  const write = () => adminApi().addTags(shopDomain, ana, ["vip"]);

  it("for want of a session waits for the merchant's next visit", async () => {
    expect(await adminApi(null).addTags(shopDomain, ana, ["vip"])).toMatchObject({ kind: "retry", after: 300 });
  });

  it.each([
    [401, {}, { kind: "retry", after: 300 }],
    [402, {}, { kind: "refused", code: "http_402" }],
    [403, {}, { kind: "refused", code: "not_granted" }],
    [404, {}, { kind: "refused", code: "http_404" }],
    [423, {}, { kind: "retry" }],
    [429, { "retry-after": "2.0" }, { kind: "retry", after: 2 }],
    [500, {}, { kind: "retry" }],
    [503, {}, { kind: "retry" }],
  ])("by an answer of %d with %o", async (status, headers, expected) => {
    answers(status, { errors: "no" }, headers);
    expect(await write()).toMatchObject(expected);
  });

  it("for the network may be tried again", async () => {
    setAbstractFetchFunc(() => Promise.reject(new TypeError("fetch failed")));
    expect(await write()).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("could not be reached") as string,
    });
  });

  it("for the rate limit waits until the shop's bucket holds enough", async () => {
    failing("THROTTLED", {
      requestedQueryCost: 110,
      throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 10, restoreRate: 50 },
    });
    expect(await write()).toMatchObject({ kind: "retry", after: 2 });
    failing("THROTTLED");
    expect(await write()).toEqual({ kind: "retry", detail: "Shopify asks us to slow down" });
  });

  it.each([
    ["ACCESS_DENIED", { kind: "refused", code: "not_granted" }],
    ["INTERNAL_SERVER_ERROR", { kind: "retry" }],
    ["MAX_COST_EXCEEDED", { kind: "refused", code: "max_cost_exceeded" }],
  ])("by the code %s", async (code, expected) => {
    failing(code);
    expect(await write()).toMatchObject(expected);
  });

  it("by what cannot be read may be tried again", async () => {
    answers(200, { data: { result: null } });
    expect(await write()).toMatchObject({ kind: "retry" });
  });
});

it("questions fall silent after a failure; writes go out all the same", async () => {
  const api = adminApi();
  answers(503, {});
  expect(await api.shop(shopDomain)).toBeNull();
  setAbstractFetchFunc(redirectedFetch(`${world.url}/sandbox/shopify`));
  expect(await api.shop(shopDomain)).toBeNull();
  expect(await api.addTags(shopDomain, ana, ["vip"])).toEqual({ kind: "done" });
  expect(await adminApi().shop(shopDomain)).toMatchObject({ name: "Larkspur Home", currency: "USD" });
});

describe("a segment of Shopify", () => {
  it("is listed, and its members are read from a list that stays", async () => {
    await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
    await world.post(`api/store/customers/${theo}/order`);
    const listed = await adminApi().segments(shopDomain);
    expect(listed).toMatchObject({
      kind: "answered",
      segments: expect.arrayContaining([{ id: "502", name: "Customers who haven't purchased" }]),
    });
    const members = await adminApi().segmentMembers(shopDomain, "502");
    if (members.kind !== "answered") throw new Error(members.kind);
    expect(members.customerIds).toContain(ana);
    expect(members.customerIds).not.toContain(theo);
  });

  it("that is no longer there is said to be gone; without an answer nothing is known of it", async () => {
    expect(await adminApi().segmentMembers(shopDomain, "999")).toEqual({ kind: "gone" });
    failing("ACCESS_DENIED");
    expect(await adminApi().segmentMembers(shopDomain, "502")).toMatchObject({ kind: "refused", code: "not_granted" });
    answers(503, {});
    expect(await adminApi().segments(shopDomain)).toMatchObject({ kind: "retry" });
  });
});
