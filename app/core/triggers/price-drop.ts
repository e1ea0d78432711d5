import { z } from "zod";
import type { Facts } from "../intake/define.ts";
import { inUnits } from "../intake/money.ts";
import { defineTrigger } from "./define.ts";
import { sampleVariant, variantFields } from "./variant-fields.ts";

/** More decimals than any currency's minor unit. */
const PLACES = 4;

/** Whether the price fell by at least `percent` percent. Uses integers, because floats would round. */
function hasFallenBy(percent: number, { variant }: Facts): boolean {
  if (typeof variant?.price !== "string" || typeof variant.old_price !== "string") return false;
  const oldPrice = inUnits(variant.old_price, PLACES);
  return (oldPrice - inUnits(variant.price, PLACES)) * 100n >= oldPrice * BigInt(percent);
}

export const priceDrop = defineTrigger({
  type: "price_drop",
  label: "Price dropped",
  description: "A product that a customer left in a checkout, or asked to be notified about, gets cheaper.",
  alsoCalled: ["sale", "cheaper", "discounted"],
  family: "products",
  subject: "product",
  topics: ["shopbell/price_drop"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({
    percent: z
      .number()
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(99, "must be at most 99")
      .default(10),
  }),
  fields: [{ name: "percent", label: "By at least, in percent", kind: "number" }],
  offers: [
    ...variantFields,
    { path: "variant.old_price", label: "Price before", type: "money", currency: "variant.currency" },
  ],
  sample: { variant: { ...sampleVariant.variant, old_price: "62.00" } },
  recognise: () => ({ kind: "candidate" }),
  concerns: ({ percent }, { facts }) => hasFallenBy(percent, facts),
});
