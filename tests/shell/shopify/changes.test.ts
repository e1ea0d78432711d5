import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import { Temporal } from "#core/time/time.ts";
import { createAdminApi } from "#shell/shopify/graphql-admin-api.server.ts";
import { tokenIn } from "#shell/shopify/reads/read-checkout.server.ts";
import { redirectedFetch } from "#shell/shopify/redirected-fetch.server.ts";
// Before the sandbox: of both, the adapter that is loaded last reads requests.
import { library, offline } from "./library.ts";
import { mug, sandbox, shopDomain, theo, type Sandbox } from "../../sandbox/sandbox.ts";

const adminApi = () => createAdminApi(library(offline), pino({ level: "silent" }));

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
  setAbstractFetchFunc(redirectedFetch(`${world.url}/sandbox/shopify`));
});
afterEach(() => world.close());

/** From an hour before the sandbox's beginning to an hour after it. */
const span = {
  since: Temporal.Instant.from("2026-11-20T14:00:00Z"),
  until: Temporal.Instant.from("2026-11-20T16:00:00Z"),
  after: null,
};
const told = (topic: string) => {
  const webhook = world.heard.findLast((each) => each.topic === topic);
  return normalizeEvent(topic, parseLossless(webhook?.raw ?? ""));
};
const pageOf = async (resource: "orders" | "customers" | "checkouts") => {
  const answer = await adminApi().changes(shopDomain, resource, span);
  if (answer.kind !== "answered") throw new Error(answer.detail);
  return answer.page;
};

it("lists the orders that changed in a span of time, and no others", async () => {
  await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
  await world.post(`api/store/customers/${theo}/order`);
  await world.post("api/clock", { hours: 5 });
  await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
  await world.post(`api/store/customers/${theo}/order`);
  const { changed, next } = await pageOf("orders");
  expect({ changed, next }).toMatchObject({
    changed: [{ financialStatus: "paid", fulfillmentStatus: null, cancelledAt: null }],
    next: null,
  });
  expect(changed[0]?.updatedAt.toString()).toBe("2026-11-20T15:00:00Z");
});

it("shows an order's payment by its time", async () => {
  await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
  await world.post(`api/store/customers/${theo}/order`);
  const [order] = (await pageOf("orders")).changed;
  const answer = await adminApi().order(shopDomain, order && "orderId" in order ? order.orderId : "");
  expect(answer?.order?.transactions).toEqual([
    { kind: "sale", status: "success", processed_at: "2026-11-20T15:00:00Z" },
  ]);
});

it("reads a customer and a consent as their own webhooks tell of them", async () => {
  await world.post(`api/store/customers/${theo}/consent`, { subscribed: true });
  const [customer] = (await pageOf("customers")).changed;
  if (!customer || !("smsConsent" in customer)) throw new Error("nobody changed");
  expect(customer.customerId).toBe(theo);
  const topic = "customers_marketing_consent/update";
  expect(normalizeEvent(topic, customer.smsConsent?.body)).toEqual(told(topic));
  await world.post(`api/store/customers/${theo}`, {
    firstName: "Theo",
    lastName: "Park",
    email: "theo@example.com",
    phone: "+12125550177",
  });
  const [edited] = (await pageOf("customers")).changed;
  expect(normalizeEvent("customers/update", edited && "body" in edited ? edited.body : null)).toEqual(
    told("customers/update"),
  );
});

it("reads a checkout as its own webhook tells of it", async () => {
  await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 2 });
  await world.post(`api/store/customers/${theo}/checkout`);
  const [checkout] = (await pageOf("checkouts")).changed;
  if (!checkout || !("token" in checkout)) throw new Error("no checkout changed");
  const answer = await adminApi().checkout(shopDomain, checkout.id);
  const read = normalizeEvent("checkouts/create", answer?.checkout);
  const webhook = told("checkouts/create");
  if ("ignored" in read || "ignored" in webhook) throw new Error("a checkout was not read");
  const { vendor: _vendor, ...line } =
    (webhook.normalizedEvent.facts.checkout?.lines as Record<string, unknown>[] | undefined)?.[0] ?? {};
  expect(read.normalizedEvent).toMatchObject({
    subject: webhook.normalizedEvent.subject,
    wanted: webhook.normalizedEvent.wanted,
    facts: { checkout: { ...webhook.normalizedEvent.facts.checkout, lines: [line] } },
  });
  expect(await adminApi().checkout(shopDomain, "gid://shopify/AbandonedCheckout/1")).toEqual({ checkout: null });
});

it("finds a checkout's token in the addresses that Shopify makes", () => {
  const token = "a1b2c3";
  for (const address of [
    `https://juniper.example/61230000001/checkouts/${token}/recover?key=k`,
    `https://juniper.example/61230000001/checkouts/ac/${token}/recover?key=k&locale=en-US`,
    `https://juniper.example/checkouts/cn/${token}/en-us/recover?key=k`,
  ])
    expect(tokenIn(address)).toBe(token);
  expect(tokenIn("https://juniper.example/cart")).toBeNull();
});
