import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offeredActions } from "#core/actions/index.ts";
import { search } from "#core/automations/search.ts";
import { offeredTriggers } from "#core/triggers/index.ts";
import { library } from "#library/index.ts";

const triggersFor = (typed: string): string[] => search(offeredTriggers, typed, (one) => one).map(({ type }) => type);
const actionsFor = (typed: string) => search(offeredActions, typed, (one) => one).map(({ type }) => type);
const templatesFor = (typed: string) =>
  search(library, typed, ({ name, alsoCalled, story }) => ({ label: name, alsoCalled, description: story })).map(
    ({ key }) => key,
  );

describe("a search for a trigger", () => {
  test.for<[string, string]>([
    ["order created", "order_created"],
    ["order placed", "order_created"],
    ["order fulfilled", "order_fulfilled"],
    ["shipped", "order_shipped"],
    ["fulfillment", "order_fulfilled"],
    ["unsubscribed", "consent_revoked"],
    ["unsubscribe", "consent_revoked"],
    ["opt out", "consent_revoked"],
    ["opt in", "consent_granted"],
    ["opt-in", "consent_granted"],
    ["subscribed", "consent_granted"],
    ["webhook", "api_event"],
    ["cron", "schedule"],
    ["win back", "customer_inactive"],
    ["winback", "customer_inactive"],
    ["lapsed", "customer_inactive"],
    ["checkout", "checkout_abandoned"],
    ["abandoned cart", "checkout_abandoned"],
    ["chekout", "checkout_abandoned"],
    ["restock", "back_in_stock"],
    ["fullfilled", "order_fulfilled"],
    ["Subscripton cancelled", "subscription_cancelled"],
    ["canceled order", "order_cancelled"],
    ["tag", "customer_tag_added"],
  ])("“%s” finds %s among the first three", ([typed, type]) => {
    expect(triggersFor(typed).slice(0, 3)).toContain(type);
  });
});

describe("a search for a template", () => {
  test.for<[string, string]>([
    ["winback", "win-back-series"],
    ["win back", "win-back-series"],
    ["discount", "birthday"],
    ["coupon", "win-back-series"],
    ["upsell", "cross-sell"],
    ["restock", "back-in-stock"],
    ["shipped", "order-fulfilled"],
    ["subscribe", "welcome"],
    ["loyalty", "vip-thanks"],
    ["lapsed", "win-back-series"],
    ["feedback", "review-request"],
    ["checkout recovery", "abandoned-cart"],
    ["abandonned cart", "abandoned-cart"],
    ["cart", "abandoned-cart"],
  ])("“%s” finds %s", ([typed, key]) => {
    expect(templatesFor(typed)).toContain(key);
  });
  test("a word of the story finds less than a word of the name", () => {
    expect(templatesFor("review")[0]).toBe("review-request");
  });
});

test.for<[string, string]>([
  ["delay", "wait"],
  ["condition", "branch"],
  ["coupon", "create_discount"],
  ["a/b", "split"],
  ["webhook", "call_webhook"],
  ["text", "send_sms"],
  ["untag", "remove_tag"],
])("a search for a step: “%s” finds %s first", ([typed, type]) => expect(actionsFor(typed)[0]).toBe(type));

describe("any search", () => {
  test("an item's own label finds it first, or beside an item of the same words", () => {
    for (const { label, type } of offeredTriggers) expect(triggersFor(label).slice(0, 2)).toContain(type);
  });
  test("nothing like it finds nothing, and nothing typed finds all in their order", () => {
    expect(triggersFor("xylophone")).toEqual([]);
    expect(triggersFor("  ")).toEqual(offeredTriggers.map(({ type }) => type));
  });
  test("the beginning of a word finds what the word finds", () => {
    fc.assert(
      fc.property(fc.constantFrom(...offeredTriggers), fc.nat(), ({ type, label }, cut) => {
        const word = label.split(" ")[0] ?? "";
        expect(triggersFor(word.slice(0, 1 + (cut % word.length)))).toContain(type);
      }),
    );
  });
  test("two letters swapped in a long word still find it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("fulfilled", "abandoned", "subscription", "delivered", "birthday"),
        fc.nat(),
        (word, n) => {
          const at = 1 + (n % (word.length - 2));
          const swapped = word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
          for (const type of triggersFor(word).slice(0, 1)) expect(triggersFor(swapped)).toContain(type);
        },
      ),
    );
  });
  test("any text at all is searched for", () => {
    const known = new Set<string>(offeredTriggers.map(({ type }) => type));
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(triggersFor(typed).filter((type) => !known.has(type))).toEqual([]);
      }),
    );
  });
});
