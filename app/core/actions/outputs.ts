import type { OfferedField } from "../automations/fields.ts";

/** The fields that a "create a discount code" step makes for later steps. */
export const discountOutputs: readonly OfferedField[] = [
  {
    path: "discount.code",
    label: "The discount code",
    type: "text",
    kind: "own",
    notMade: "no discount code is created before this text",
  },
];

/** The outputs of all steps. Actions import templates, so this list cannot be read from the actions. */
export const stepOutputs: readonly OfferedField[] = [...discountOutputs];
