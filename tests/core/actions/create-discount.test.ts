import { describe, expect, test } from "vitest";
import { ownSampleOutputs, planStep, step, formatStep, type StepDocument } from "#core/actions/index.ts";
import { moment } from "./scenarios.ts";

const discountStep = (config: object = {}): StepDocument => ({
  id: "code",
  type: "create_discount",
  config: { prefix: "HI", kind: "percentage", value: "10", ...config },
});
function discountOf(secret: string, config: object = {}) {
  const plan = planStep(step.parse(discountStep(config)), {
    ...moment,
    offered: [],
    seed: "one for all",
    secret,
    heard: null,
    plainValues: true,
    language: "en",
  });
  if (plan.kind !== "do" || plan.effect.type !== "create_discount") throw new Error(plan.kind);
  return plan.effect.discount;
}
const secrets = Array.from(
  { length: 50_000 },
  (_, n) => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, "0")}:code`,
);

describe("a code", () => {
  test("is the same however often the step is tried, whatever the time", () => {
    expect(discountOf("s").code).toBe(discountOf("s").code);
  });

  test("uses only unambiguous characters", () => {
    for (const secret of secrets.slice(0, 2_000))
      expect(discountOf(secret).code).toMatch(/^HI-[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}$/);
  });

  test("is another for every other customer", () => {
    expect(new Set(secrets.map((secret) => discountOf(secret).code)).size).toBe(secrets.length);
  });

  test("tells nothing of the next: each letter is as likely at each place", () => {
    const counts = new Map<string, number>();
    for (const secret of secrets.slice(0, 10_000)) {
      for (const [place, letter] of discountOf(secret).code.slice(3).split("").entries())
        counts.set(`${place}${letter}`, (counts.get(`${place}${letter}`) ?? 0) + 1);
    }
    expect(counts.size).toBe(8 * 31);
    for (const count of counts.values()) expect(Math.abs(count - 10_000 / 31)).toBeLessThan(110);
  });
});

describe("a discount is refused", () => {
  const issuesOf = (config: object) =>
    step.safeParse(discountStep(config)).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  test.for([
    ["of more than all", { value: "100.01" }, "config.value: a percentage is above 0 and at most 100"],
    ["of nothing", { value: "0" }, "config.value: a percentage is above 0 and at most 100"],
    ["of no amount", { kind: "fixed_amount", value: "0.00" }, "config.value: an amount off is above 0"],
    ["of less than nothing", { value: "-5" }, "config.value: write an amount such as 10 or 7.50"],
    [
      "of a fraction of a cent",
      { kind: "fixed_amount", value: "1.005" },
      "config.value: write an amount such as 10 or 7.50",
    ],
    ["without a prefix", { prefix: undefined }, "config.prefix: use capital letters and digits, 20 at most"],
    [
      "for products and collections",
      { products: [{ id: "1", title: "Mug" }], collections: [{ id: "2", title: "Tea" }] },
      "config.collections: choose products or collections: Shopify takes one of them for a code",
    ],
    [
      "for a product without Shopify's id",
      { products: [{ id: "mug", title: "Mug" }] },
      "config.products.0.id: use Shopify's id, in digits",
    ],
    [
      "of free shipping beside free shipping",
      { kind: "free_shipping", combinesWith: ["shipping"] },
      "config.combinesWith: free shipping cannot be combined with another shipping discount; leave that out",
    ],
    [
      "of an existing code that nobody wrote",
      { kind: "existing_code" },
      "config.code: write a code of your store without spaces, such as WELCOME10; 50 characters at most",
    ],
    [
      "of an existing code of two words",
      { kind: "existing_code", code: "WELCOME 10" },
      "config.code: write a code of your store without spaces, such as WELCOME10; 50 characters at most",
    ],
    ["with a prefix in small letters", { prefix: "hi" }, "config.prefix: use capital letters and digits, 20 at most"],
  ] as const)("%s", ([, config, problem]) => {
    expect(issuesOf(config)).toEqual([problem]);
  });

  test("but not one of everything, nor one of a cent, nor free shipping without a value", () => {
    for (const config of [
      { value: "100" },
      { kind: "fixed_amount", value: "0.01" },
      { kind: "free_shipping", value: undefined },
    ])
      expect(issuesOf(config)).toBeUndefined();
  });
});

test("a preview shows an existing code, wherever its step stands", () => {
  const existing = discountStep({ kind: "existing_code", code: "WELCOME10" });
  expect(ownSampleOutputs([discountStep()])).toEqual({});
  expect(
    ownSampleOutputs([{ id: "f", type: "branch", arms: [{ id: "a", steps: [existing] }] } as StepDocument]),
  ).toEqual({
    discount: { code: "WELCOME10" },
  });
  expect(ownSampleOutputs([discountStep({ kind: "existing_code", code: undefined })])).toEqual({});
});

test("it is valid from now, for as long as it says, in the shop's days", () => {
  expect(discountOf("s")).toMatchObject({ startsAt: moment.now.toString(), endsAt: null, minimumSubtotal: null });
  expect(discountOf("s", { validFor: { amount: 12, unit: "hours" } }).endsAt).toBe("2026-05-05T04:00:00Z");
});

test.each([
  [{}, "Create a discount code: 10% off"],
  [
    { kind: "fixed_amount", value: "7.50", validFor: { amount: 1, unit: "days" } },
    "Create a discount code: 7.50 off, valid for 1 day",
  ],
  [{ kind: "free_shipping" }, "Create a discount code: free shipping"],
  [
    {
      products: [
        { id: "1", title: "Mug" },
        { id: "2", title: "Tea" },
        { id: "3", title: "Throw" },
      ],
      minimumSubtotal: "50",
      combinesWith: ["order", "shipping"],
    },
    "Create a discount code: 10% off Mug and 2 more products, from a subtotal of 50, " +
      "can be combined with order and shipping discounts",
  ],
  [{ collections: [{ id: "4", title: "Tea" }] }, "Create a discount code: 10% off Tea"],
  [{ kind: "existing_code", code: "WELCOME10" }, "Use the discount code WELCOME10"],
])("a reader is told what it gives: %j", (config, line) => {
  expect(formatStep(step.parse(discountStep(config)), [])).toBe(line);
});
