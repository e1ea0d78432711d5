import { z } from "zod";
import { seededCode } from "../automations/seeded-random.ts";
import { after, duration, formatDuration } from "../time/duration.ts";
import { defineAction } from "./define.ts";
import { discountOutputs } from "./outputs.ts";

const CODE_LENGTH = 8;
const amount = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/, { error: "write an amount such as 10 or 7.50", abort: true });

const kinds = [
  { value: "percentage", label: "Percent off" },
  { value: "fixed_amount", label: "Amount off" },
  { value: "free_shipping", label: "Free shipping" },
] as const;

export const createDiscount = defineAction({
  type: "create_discount",
  label: "Create a discount code",
  description: "Creates a discount code for this customer alone; later texts can use it.",
  alsoCalled: ["coupon", "promo code", "voucher", "offer"],
  family: "customer",
  config: z
    .object({
      prefix: z.string().regex(/^[A-Z0-9]{1,20}$/, "use capital letters and digits, 20 at most"),
      kind: z.enum(["percentage", "fixed_amount", "free_shipping"]),
      value: amount.default("0"),
      validFor: duration.optional(),
      minimumSubtotal: amount.optional(),
    })
    .superRefine(({ kind, value }, issues) => {
      const number = Number(value);
      if (kind === "percentage" && (number <= 0 || number > 100))
        issues.addIssue({ code: "custom", path: ["value"], message: "a percentage is above 0 and at most 100" });
      if (kind === "fixed_amount" && number <= 0)
        issues.addIssue({ code: "custom", path: ["value"], message: "an amount off is above 0" });
    }),
  fields: [
    { name: "prefix", label: "The code begins with", kind: "text" },
    { name: "kind", label: "It gives", kind: "choice", options: kinds },
    { name: "value", label: "How much", kind: "text", unit: "percent", only: { name: "kind", is: ["percentage"] } },
    { name: "value", label: "How much", kind: "text", unit: "currency", only: { name: "kind", is: ["fixed_amount"] } },
    { name: "validFor", label: "Valid for", kind: "duration", optional: true },
    {
      name: "minimumSubtotal",
      label: "From a subtotal of",
      kind: "text",
      optional: true,
      unit: "currency",
      help: "Leave empty for any order.",
    },
  ],
  starts: { config: { prefix: "THANKS", kind: "percentage", value: "10", validFor: { amount: 14, unit: "days" } } },
  outputs: discountOutputs,
  sample: { discount: { code: "THANKS-7KQ2MHXW" } },
  plan: ({ prefix, kind, value, validFor, minimumSubtotal }, { now, shopTimezone, secret }) => ({
    kind: "do",
    effect: {
      type: "create_discount",
      discount: {
        // Deterministic per step, so that a retry after a lost response finds the code instead of creating a second
        // one.
        code: `${prefix}-${seededCode(secret, CODE_LENGTH)}`,
        kind,
        value,
        minimumSubtotal: minimumSubtotal ?? null,
        startsAt: now.toString(),
        endsAt: validFor ? after(now, validFor, shopTimezone).toString() : null,
      },
    },
  }),
  format: ({ kind, value, validFor }) => {
    const gives = kind === "free_shipping" ? "free shipping" : kind === "percentage" ? `${value}% off` : `${value} off`;
    return `Create a discount code: ${gives}${validFor ? `, valid for ${formatDuration(validFor)}` : ""}`;
  },
});
