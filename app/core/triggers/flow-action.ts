import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const flowAction = defineTrigger({
  type: "flow_action",
  label: "Shopify Flow",
  description: "A workflow in Shopify Flow hands a customer over to Shopbell.",
  alsoCalled: ["workflow"],
  family: "others",
  subject: "run in Shopify Flow",
  topics: ["shopbell/flow_action"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({ name: z.string().trim().max(100, "is longer than 100 characters").default("") }),
  fields: [
    {
      name: "name",
      label: "Name given in Flow",
      kind: "text",
      help: "Tells several workflows apart. Leave empty for any.",
      optional: true,
    },
  ],
  offers: [
    { path: "flow.name", label: "Name given in Flow", type: "text", kind: "label" },
    { path: "flow.note", label: "Note given in Flow", type: "text", kind: "note" },
  ],
  sample: { flow: { name: "High-value order", note: "Call them" } },
  recognise: () => ({ kind: "candidate" }),
  concerns: ({ name }, { facts: { flow } }) => name === "" || flow?.name === name,
});
