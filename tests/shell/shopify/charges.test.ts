import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { createUsageRecordMeter } from "#shell/shopify/billing-meter.server.ts";
import { createAdminApi } from "#shell/shopify/graphql-admin-api.server.ts";
import { redirectedFetch } from "#shell/shopify/redirected-fetch.server.ts";
// Before the sandbox: of both, the adapter that is loaded last reads requests.
import { library, offline } from "./library.ts";
import { sandbox, shopDomain, type Sandbox } from "../../sandbox/sandbox.ts";

const adminApi = createAdminApi(library(offline), pino({ level: "silent" }));
const meter = createUsageRecordMeter(library(offline));
const LONG_AGO = Temporal.Instant.from("2000-01-01T00:00:00Z");
const LATER = Temporal.Instant.from("2100-01-01T00:00:00Z");

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
  setAbstractFetchFunc(redirectedFetch(`${world.url}/sandbox/shopify`));
});
afterEach(() => world.close());

const purchase = (name: string) =>
  adminApi.createPurchase(shopDomain, {
    name,
    price: "10.00",
    currency: "USD",
    returnUrl: "https://shopbell.example",
    test: false,
  });

test("one-time purchases are listed since an instant, newest first, over all pages", async () => {
  for (let nth = 1; nth <= 103; nth++) await purchase(`${nth} text credits`);
  const answer = await adminApi.purchases(shopDomain, LONG_AGO);
  if (answer.kind !== "answered") throw new Error(answer.detail);
  expect(answer.purchases.map(({ name }) => Number.parseInt(name, 10))).toEqual(
    Array.from({ length: 103 }, (_, at) => 103 - at),
  );
  expect(answer.purchases[0]).toMatchObject({ price: "10.00", currency: "USD", status: "pending" });
  expect(await adminApi.purchases(shopDomain, LATER)).toEqual({ kind: "answered", purchases: [] });
});

test("a subscription is listed with its usage line, and its charges by their keys", async () => {
  const made = await adminApi.createSubscription(shopDomain, {
    name: "Auto top-up",
    terms: "One pack at a time",
    cappedAmount: "2000.00",
    currency: "USD",
    returnUrl: "https://shopbell.example",
    test: true,
  });
  if (made.kind !== "done") throw new Error(made.detail);
  const { shopifyId, lineItemId } = made.output;
  const listed = await adminApi.subscriptions(shopDomain);
  expect(listed).toMatchObject({
    subscriptions: [{ shopifyId, lineItemId, status: "pending", cappedAmount: "2000.00", currency: "USD", test: true }],
  });
  const id = shopifyId.split("/").at(-1);
  await world.post(`api/store/subscriptions/${id}/approve`);
  for (let nth = 1; nth <= 101; nth++)
    await meter.charge(shopDomain, {
      lineItemId,
      price: "10.00",
      currency: "USD",
      description: "500 text credits, auto top-up",
      key: `key-${nth}`,
    });
  const newest = await meter.charges(shopDomain, shopifyId, null);
  const all = await meter.charges(shopDomain, shopifyId, LONG_AGO);
  if (newest.kind !== "answered" || all.kind !== "answered") throw new Error("no answer");
  expect([newest.charges.length, all.charges.length]).toEqual([100, 101]);
  expect(all.charges[0]).toMatchObject({
    key: "key-101",
    price: "10.00",
    currency: "USD",
    description: "500 text credits, auto top-up",
  });
});
