import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { sampleVariant, variantFields } from "./variant-fields.ts";

export const backInStock = defineTrigger({
  type: "back_in_stock",
  label: "Back in stock",
  description: "Something sold out can be bought again, and someone had left it in a checkout or asked to be notified.",
  alsoCalled: ["restock", "inventory", "sold out", "available again"],
  family: "products",
  subject: "restock",
  topics: ["shopbell/back_in_stock"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: variantFields,
  sample: sampleVariant,
  recognise: () => ({ kind: "candidate" }),
});
