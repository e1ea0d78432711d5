import { z } from "zod";
import type { FormField } from "../automations/fields.ts";
import { seededCode } from "../automations/seeded-random.ts";
import { ownValue } from "../plain-data.ts";
import type { Discount } from "../engine/effects.ts";
import type { Instant } from "../time/time.ts";
import { after, duration, formatDuration } from "../time/duration.ts";
import { defineAction } from "./define.ts";
import { discountOutputs } from "./outputs.ts";

const CODE_LENGTH = 8;
const MAX_RESOURCES = 100;
const PREFIX_PROBLEM = "use capital letters and digits, 20 at most";
const CODE_PROBLEM = "write a code of your store without spaces, such as WELCOME10; 50 characters at most";
const amount = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/, { error: "write an amount such as 10 or 7.50", abort: true });

/** A product or collection: its title is for readers, Shopify's id counts. */
const resources = z
  .array(
    z.object({
      id: z.string().regex(/^\d{1,20}$/, "use Shopify's id, in digits"),
      title: z.string().trim().min(1, "write the title").max(255, "is longer than 255 characters"),
    }),
  )
  .max(MAX_RESOURCES, `is more than ${MAX_RESOURCES}`)
  .optional();

const kinds = [
  { value: "percentage", label: "Percent off" },
  { value: "fixed_amount", label: "Amount off" },
  { value: "free_shipping", label: "Free shipping" },
  { value: "existing_code", label: "What an existing code gives" },
] as const;
const combinations = [
  { value: "order", label: "Order discounts" },
  { value: "product", label: "Product discounts" },
  { value: "shipping", label: "Shipping discounts" },
] as const;

const off: FormField["only"] = { name: "kind", is: ["percentage", "fixed_amount"] };
const made: FormField["only"] = { name: "kind", is: ["percentage", "fixed_amount", "free_shipping"] };

const config = z
  .object({
    prefix: z
      .string()
      .regex(/^[A-Z0-9]{1,20}$/, PREFIX_PROBLEM)
      .optional(),
    kind: z.enum(["percentage", "fixed_amount", "free_shipping", "existing_code"]),
    value: amount.default("0"),
    /** For `existing_code`: the code. */
    code: z
      .string()
      .trim()
      .regex(/^\S{1,50}$/, CODE_PROBLEM)
      .optional(),
    validFor: duration.optional(),
    minimumSubtotal: amount.optional(),
    products: resources,
    collections: resources,
    combinesWith: z
      .array(z.enum(["order", "product", "shipping"]))
      .max(3)
      .optional(),
  })
  .superRefine(({ kind, prefix, value, code, products = [], collections = [], combinesWith = [] }, issues) => {
    const refuse = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    if (kind === "existing_code") {
      if (code === undefined) refuse("code", CODE_PROBLEM);
      return;
    }
    const number = Number(value);
    if (prefix === undefined) refuse("prefix", PREFIX_PROBLEM);
    if (kind === "percentage" && (number <= 0 || number > 100))
      refuse("value", "a percentage is above 0 and at most 100");
    if (kind === "fixed_amount" && number <= 0) refuse("value", "an amount off is above 0");
    if (kind !== "free_shipping" && products.length > 0 && collections.length > 0)
      refuse("collections", "choose products or collections: Shopify takes one of them for a code");
    if (kind === "free_shipping" && combinesWith.includes("shipping"))
      refuse("combinesWith", "free shipping cannot be combined with another shipping discount; leave that out");
  });

export const createDiscount = defineAction({
  type: "create_discount",
  label: "Discount code",
  description: "Creates a code for this customer alone, or takes an existing one; later texts can use it.",
  alsoCalled: ["create a discount code", "coupon", "promo code", "voucher", "offer"],
  family: "customer",
  config,
  fields: [
    { name: "kind", label: "It gives", kind: "choice", options: kinds },
    { name: "value", label: "How much", kind: "text", unit: "percent", only: { name: "kind", is: ["percentage"] } },
    { name: "value", label: "How much", kind: "text", unit: "currency", only: { name: "kind", is: ["fixed_amount"] } },
    {
      name: "code",
      label: "Code",
      kind: "text",
      optional: true,
      only: { name: "kind", is: ["existing_code"] },
      help:
        "All customers get the same code. Shopbell asks Shopify for it each time: if it does not exist, has not begun " +
        "or has ended, this step fails.",
    },
    { name: "prefix", label: "The code begins with", kind: "text", only: made },
    {
      name: "products",
      label: "Only for these products",
      kind: "catalog",
      resource: "product",
      optional: true,
      only: off,
    },
    {
      name: "collections",
      label: "Only for these collections",
      kind: "catalog",
      resource: "collection",
      optional: true,
      only: off,
      help: "Without products and collections, it holds for the whole order.",
    },
    {
      name: "minimumSubtotal",
      label: "From a subtotal of",
      kind: "text",
      optional: true,
      unit: "currency",
      only: made,
      help: "Leave empty for any order.",
    },
    { name: "validFor", label: "Valid for", kind: "duration", optional: true, only: made },
    {
      name: "combinesWith",
      label: "Can be combined with",
      kind: "list",
      optional: true,
      options: combinations,
      only: made,
    },
  ],
  starts: { config: { prefix: "THANKS", kind: "percentage", value: "10", validFor: { amount: 14, unit: "days" } } },
  outputs: discountOutputs,
  sample: { discount: { code: "THANKS-7KQ2MHXW" } },
  sampleOf: (given) => {
    const [kind, code] = [ownValue(given, "kind"), ownValue(given, "code")];
    return kind === "existing_code" && typeof code === "string" && code !== "" ? { discount: { code } } : null;
  },
  plan: (given, { now, shopTimezone, secret }) => {
    const { prefix = "", kind, code } = given;
    if (kind === "existing_code") return { kind: "do", effect: { type: "find_discount", code: code ?? "" } };
    // Deterministic per step, so that a retry after a lost response finds the code instead of creating a second one.
    const own = `${prefix}-${seededCode(secret, CODE_LENGTH)}`;
    return {
      kind: "do",
      effect: { type: "create_discount", discount: discountOf({ ...given, kind }, own, now, shopTimezone) },
    };
  },
  format: (given) => {
    const { kind, value, code, validFor, minimumSubtotal, combinesWith = [] } = given;
    if (kind === "existing_code") return `Use the discount code ${code}`;
    const gives = kind === "free_shipping" ? "free shipping" : kind === "percentage" ? `${value}% off` : `${value} off`;
    return [
      `Create a discount code: ${gives}${kind === "free_shipping" ? "" : formatResources(given)}`,
      ...(minimumSubtotal ? [`from a subtotal of ${minimumSubtotal}`] : []),
      ...(validFor ? [`valid for ${formatDuration(validFor)}`] : []),
      ...(combinesWith.length > 0 ? [`can be combined with ${combinesWith.join(" and ")} discounts`] : []),
    ].join(", ");
  },
});

/** Settings of a discount that is to be made. */
type MadeDiscount = z.infer<typeof config> & { kind: Discount["kind"] };

/** The discount that the settings ask for, valid from an instant on. */
export function discountOf(given: MadeDiscount, code: string, startsAt: Instant, timezone: string): Discount {
  const { kind, value, validFor, minimumSubtotal, combinesWith = [] } = given;
  const { products = [], collections = [] } = kind === "free_shipping" ? {} : given;
  return {
    code,
    kind,
    value,
    minimumSubtotal: minimumSubtotal ?? null,
    products: products.map(({ id }) => id),
    collections: collections.map(({ id }) => id),
    combinesWith,
    startsAt: startsAt.toString(),
    endsAt: validFor ? after(startsAt, validFor, timezone).toString() : null,
  };
}

/** Formats what the code holds for: " Enamel mug and 2 more products"; empty for the whole order. */
function formatResources({ products = [], collections = [] }: z.infer<typeof config>): string {
  const [first, ...others] = products.length > 0 ? products : collections;
  if (!first) return "";
  const noun = products.length > 0 ? "product" : "collection";
  return ` ${first.title}${others.length > 0 ? ` and ${others.length} more ${noun}${others.length > 1 ? "s" : ""}` : ""}`;
}
