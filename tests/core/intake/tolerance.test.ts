import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import * as bodies from "#tests/fixtures/bodies.ts";
import * as customerBodies from "#tests/fixtures/customer-bodies.ts";
import * as orderBodies from "#tests/fixtures/order-bodies.ts";
import * as productBodies from "#tests/fixtures/product-bodies.ts";
import * as subscriptionBodies from "#tests/fixtures/subscription-bodies.ts";
import { checkout, order } from "./fixtures.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../../shared/shopify/webhooks");
const real = existsSync(FOLDER)
  ? globSync("*/*.json", { cwd: FOLDER })
      .toSorted()
      .map((file) => ({
        name: file,
        topic: path.dirname(file).replace("__", "/"),
        body: parseLossless(readFileSync(path.join(FOLDER, file), "utf8")),
      }))
  : [];
if (real.length === 0) console.info("Skipped: the real webhook bodies, which are not at ../shared/shopify/webhooks");

const fixtures = (
  [
    ["orders/create", bodies.orderBody({ fields: { "Delivery date": "2026-11-12" } })],
    ["orders/cancelled", bodies.orderBody()],
    ["checkouts/update", bodies.checkoutBody()],
    ["customers/update", bodies.customerBody()],
    ["customers_marketing_consent/update", bodies.consentBody()],
    ["customer.tags_added", customerBodies.tagsBody(["VIP", "gold"])],
    ["customer.joined_segment", customerBodies.segmentBody()],
    ["customers/purchasing_summary", customerBodies.purchasesBody()],
    ["customers/merge", customerBodies.mergeBody()],
    ["customers/delete", customerBodies.deletedBody()],
    ["refunds/create", orderBodies.refundBody()],
    ["order_transactions/create", orderBodies.paymentBody()],
    ["fulfillments/update", orderBodies.shipmentBody()],
    ["fulfillment_events/create", orderBodies.shipmentEventBody()],
    ["products/update", productBodies.productBody()],
    ["variants/in_stock", productBodies.variantBody()],
    ["inventory_levels/update", productBodies.stockBody()],
    ["subscription_contracts/create", subscriptionBodies.subscriptionBody()],
    ["subscription_billing_attempts/failure", subscriptionBodies.billingAttemptBody()],
    ["app_purchases_one_time/update", subscriptionBodies.chargeBody()],
  ] as const
).map(([topic, body]) => ({ name: `${topic} of the fixtures`, topic, body: parseLossless(body) }));

type Path = readonly (string | number)[];

/**
 * What says which thing an event is about, or what the event is at all: without it there is no event. Every other field
 * is a side field.
 */
const IDENTITY: Record<string, RegExp> = {
  "checkouts/": /^token$/,
  "customer.tags": /^(customerId|tags(\.\d+)?)$/,
  "customer.joined": /^(customer_id|segment_id)$/,
  "customer.left": /^(customer_id|segment_id)$/,
  "customers/purchasing_summary": /^customerId$/,
  "customers/merge": /^(admin_graphql_api_customer_(kept|deleted)_id|status)$/,
  "customers/redact": /^customer(\.id)?$/,
  "customers/data_request": /^customer(\.id)?$/,
  "customers_email_marketing_consent/": /^(customer_id|email_marketing_consent(\.state)?)$/,
  "customers_marketing_consent/": /^(id|sms_marketing_consent(\.state)?)$/,
  "fulfillments/": /^(id|order_id|status|shipment_status)$/,
  "fulfillment_events/": /^(fulfillment_id|order_id|status)$/,
  "refunds/": /^(id|order_id)$/,
  "order_transactions/": /^(id|order_id)$/,
  "variants/": /^(id|product_id)$/,
  "inventory_levels/": /^inventory_item_id$/,
  "subscription_contracts/": /^(id|customer_id)$/,
  "subscription_billing_attempts/": /^(id|idempotency_key|subscription_contract_id)$/,
  "app/scopes_update": /^current(\.\d+)?$/,
  "app_subscriptions/": /^app_subscription(\.(admin_graphql_api_id|status))?$/,
  "app_purchases_one_time/": /^app_purchase_one_time(\.(admin_graphql_api_id|status))?$/,
};
const isIdentity = (topic: string, at: Path): boolean =>
  (Object.entries(IDENTITY).find(([start]) => topic.startsWith(start))?.[1] ?? /^id$/).test(at.join("."));

/** The paths of a body's fields and list items, at any depth. */
function pathsOf(body: unknown, to: Path = []): Path[] {
  if (typeof body !== "object" || body === null) return [];
  const steps = Array.isArray(body) ? [...body.keys()] : Object.keys(body);
  return steps.flatMap((step) => [[...to, step], ...pathsOf((body as Record<string, unknown>)[step], [...to, step])]);
}

const GONE = Symbol("gone");

/** The body with another value at a path. `GONE` removes the field or the list's item. */
function withValue(body: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(body))
    return body.flatMap((item: unknown, at) => {
      if (at !== step) return [item];
      const changed = withValue(item, rest, value);
      return changed === GONE ? [] : [changed];
    });
  const changed = withValue((body as Record<string, unknown>)[step], rest, value);
  const { [step]: _old, ...others } = body as Record<string, unknown>;
  return changed === GONE ? others : { ...(body as object), [step]: changed };
}

const cases = [...real, ...fixtures]
  .filter(({ topic, body }) => "normalizedEvent" in normalizeEvent(topic, body))
  .map((each) => ({ ...each, paths: pathsOf(each.body).filter((at) => !isIdentity(each.topic, at)) }))
  .filter(({ paths }) => paths.length > 0);

/** Fits no field of any body: no text, number, amount, time, list or object of ours. */
const odd = fc.constantFrom<unknown>(true, [true], [[]], { odd: [{}] });

describe("a side field of a wrong type counts as missing, and nothing else of the event changes", () => {
  test.for(cases)("$name", ({ topic, body, paths }) => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (at, value) => {
        const without = normalizeEvent(topic, withValue(body, at, GONE));
        expect(without).toHaveProperty("normalizedEvent");
        if (takes(at, value)) return;
        expect(normalizeEvent(topic, withValue(body, at, value))).toEqual(without);
      }),
      { numRuns: Math.min(400, paths.length * 3) },
    );
  });
});

/** Whether an odd value is none at its place: a yes or no, an attribute's value, an object among a list's items. */
const takes = (at: Path, value: unknown): boolean =>
  value === true
    ? /^(requires_shipping|value|test)$/.test(String(at.at(-1)))
    : typeof at.at(-1) === "number" && !Array.isArray(value);

describe("a missing side field takes nothing with it", () => {
  const identityOf = (topic: string, body: unknown) => {
    const result = normalizeEvent(topic, body);
    if ("ignored" in result) throw new Error(`ignored as ${result.ignored}: ${result.detail}`);
    const { subject, customer, order: told } = result.normalizedEvent;
    return { subject, customer: customer?.shopifyId, order: told?.orderId };
  };
  test.for(cases)("$name", ({ topic, body, paths }) => {
    const whole = identityOf(topic, body);
    for (const at of paths) {
      const isOfCustomer = at[0] === "customer" && (at.length === 1 || at[1] === "id");
      // The exact id may come from the global one alone, where JSON has rounded the number.
      if (isOfCustomer || at.includes("admin_graphql_api_id") || /_gid$|admin_graphql/.test(String(at.at(-1))))
        continue;
      expect({ at, ...identityOf(topic, withValue(body, at, GONE)) }).toEqual({ at, ...whole });
    }
  });
});

test("an address that Shopify does not know yet, sent as an empty list, loses no checkout", () => {
  expect(normalizeEvent("checkouts/create", { ...checkout, shipping_address: [], billing_address: [] })).toMatchObject({
    normalizedEvent: {
      subject: "checkout:tok-ada",
      customer: { shopifyId: "7005001", phone: "+12125550147" },
      facts: { checkout: { total: "49.50", first_item: "Olive soap" } },
    },
  });
});

test.for([{}, [], true, { id: "x" }, "somebody"])("an order of the customer %j keeps its facts", (customer) => {
  expect(normalizeEvent("orders/create", { ...order, customer, phone: "+12125550147" })).toMatchObject({
    normalizedEvent: {
      subject: "order:5550001",
      customer: { shopifyId: null, phone: "+12125550147", email: "rosa@example.com" },
      order: { orderId: "5550001" },
      facts: { order: { name: "#2001", item_count: 4 } },
    },
  });
});

test("numbers where Shopify documents text are read as their digits", () => {
  const result = normalizeEvent("orders/create", {
    ...order,
    name: 2001,
    phone: 12_125_550_147,
    line_items: [{ title: 501, sku: 77, vendor: 3, quantity: 2, price: 7.5 }],
  });
  expect(result).toMatchObject({
    normalizedEvent: {
      customer: { phone: "+12125550147" },
      facts: { order: { name: "2001", lines: [{ title: "501", sku: "77", vendor: "3", quantity: 2, price: "7.5" }] } },
    },
  });
});

test("a list keeps its readable items", () => {
  const lines = [null, "soap", order.line_items[0], [], 7, { title: ["x"], quantity: "many" }];
  expect(normalizeEvent("orders/create", { ...order, line_items: lines })).toMatchObject({
    normalizedEvent: {
      facts: {
        order: {
          item_count: 4,
          first_item: "Olive soap",
          lines: [
            { title: "Olive soap", quantity: 3 },
            { title: null, quantity: 1 },
          ],
        },
      },
    },
  });
});
