import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { normalizeEvent, parseLossless, topicReaders } from "#core/intake/normalize.ts";
import { ignoredReasons } from "#core/activity/reasons.ts";

// Bodies from Shopify's documentation or deliveries, kept outside the repository.
const FOLDER = path.resolve(import.meta.dirname, "../../../../shared/shopify/webhooks");

const bodies = existsSync(FOLDER)
  ? globSync("*/*.json", { cwd: FOLDER })
      .toSorted()
      .map((file) => ({
        file,
        topic: path.dirname(file).replace("__", "/"),
        body: readFileSync(path.join(FOLDER, file)).toString("utf8"),
      }))
  : [];
const listened = new Set<string>(topicReaders.flatMap(({ topics }) => topics));

const ofOurs = bodies.filter(({ topic }) => listened.has(topic));
if (bodies.length === 0) console.info("Skipped: the real webhook bodies, which are not at ../shared/shopify/webhooks");

/** Each topic's subject, related subject, and whether it names the customer. */
const about: Record<string, { subject: RegExp; related?: RegExp; customer: boolean }> = {
  "app/scopes_update": { subject: /^shop$/, customer: false },
  "app/uninstalled": { subject: /^shop$/, customer: false },
  "checkouts/create": { subject: /^checkout:\w+$/, customer: true },
  "checkouts/update": { subject: /^checkout:\w+$/, customer: true },
  "customer.tags_added": { subject: /^customer:1$/, customer: true },
  "app_subscriptions/update": { subject: /^app_subscription:\d+$/, customer: false },
  "customers/create": { subject: /^customer:706405506930370084$/, customer: true },
  "customers/data_request": { subject: /^customer:\d+$/, customer: false },
  "customers/delete": { subject: /^customer:706405506930370084$/, customer: true },
  "customers/disable": { subject: /^customer:706405506930370084$/, customer: true },
  "customers/enable": { subject: /^customer:706405506930370084$/, customer: true },
  "customers/merge": { subject: /^customer:1$/, customer: false },
  "customers/redact": { subject: /^customer:\d+$/, customer: false },
  "customers/update": { subject: /^customer:706405506930370084$/, customer: true },
  "customers_email_marketing_consent/update": { subject: /^customer:706405506930370000$/, customer: true },
  "fulfillment_events/create": { subject: /^fulfillment:123456:in_transit$/, related: /^order:\d+$/, customer: false },
  "fulfillments/create": { subject: /^fulfillment:123456$/, related: /^order:\d+$/, customer: false },
  "fulfillments/update": { subject: /^fulfillment:123456$/, related: /^order:\d+$/, customer: false },
  "inventory_levels/update": { subject: /^inventory_item:271878346596884015$/, customer: false },
  "order_transactions/create": { subject: /^order:\d+$/, related: /^order:\d+$/, customer: false },
  "orders/cancelled": { subject: /^order:820982911946154508$/, customer: true },
  "orders/create": { subject: /^order:820982911946154508$/, customer: true },
  "orders/fulfilled": { subject: /^order:820982911946154508$/, customer: true },
  "orders/paid": { subject: /^order:820982911946154508$/, customer: true },
  "orders/partially_fulfilled": { subject: /^order:820982911946154508$/, customer: true },
  "orders/updated": { subject: /^order:820982911946154508$/, customer: true },
  "products/update": { subject: /^product:788032119674292922$/, customer: false },
  "refunds/create": { subject: /^refund:890088186047892319$/, related: /^order:\d+$/, customer: false },
  "shop/redact": { subject: /^shop$/, customer: false },
  "shop/update": { subject: /^shop$/, customer: false },
  "variants/in_stock": { subject: /^variant:642667041472713922$/, customer: false },
  "variants/out_of_stock": { subject: /^variant:642667041472713922$/, customer: false },
};
/**
 * Shopify's documentation prints some bodies that it would not send: a consent without a state, stock without an item.
 */
const UNUSABLE = /^customers_marketing_consent__update\/|^inventory_levels__update\/shopifydocs-/;

describe.skipIf(bodies.length === 0)("a real body", () => {
  test.for(bodies)("$file is understood, or ignored with a reason", ({ topic, body }) => {
    const result = normalizeEvent(topic, parseLossless(body));
    if ("ignored" in result) expect(Object.keys(ignoredReasons)).toContain(result.ignored);
    else expect(listened.has(topic)).toBe(true);
  });

  test.for(ofOurs.filter(({ file }) => !UNUSABLE.test(file)))(
    "$file, which we listen to, says what it is about and whom it concerns",
    ({ topic, body }) => {
      const result = normalizeEvent(topic, parseLossless(body));
      if ("ignored" in result) throw new Error(`ignored as ${result.ignored}: ${result.detail}`);
      const { subject, relatedSubject, customer } = result.normalizedEvent;
      const expected = about[topic];
      expect(subject).toMatch(expected?.subject ?? /nothing is expected of this topic/);
      if (expected?.related) expect(relatedSubject).toMatch(expected.related);
      expect(customer !== null).toBe(expected?.customer);
    },
  );

  test.for(ofOurs.filter(({ file }) => UNUSABLE.test(file)))(
    "$file, which lacks what it is for, is ignored with its reason",
    ({ topic, body }) => {
      expect(["consent_unknown", "payload_invalid"]).toContain(
        (normalizeEvent(topic, parseLossless(body)) as { ignored?: string }).ignored,
      );
    },
  );

  test("nests no deeper than a dozen levels", () => {
    expect(
      bodies.filter(({ body }) => nestsDeeperThan(new TextEncoder().encode(body), 12)).map(({ file }) => file),
    ).toEqual([]);
  });

  test("of an order has the id of its global id, digit by digit", () => {
    const orders = ofOurs.filter(({ topic }) => topic.startsWith("orders/"));
    expect(orders.length).toBeGreaterThan(0);
    for (const { topic, body } of orders) {
      const exact = /"gid:\/\/shopify\/Order\/(\d+)"/.exec(body)?.[1];
      expect(normalizeEvent(topic, parseLossless(body))).toMatchObject({
        normalizedEvent: { subject: `order:${exact}` },
      });
    }
  });
});
