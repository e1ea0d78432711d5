import type { OfferedField } from "../automations/fields.ts";

export const consentFields: readonly OfferedField[] = [
  {
    path: "consent.opt_in_level",
    label: "Opt-in level",
    type: "text",
    options: [
      { value: "single_opt_in", label: "Single opt-in" },
      { value: "confirmed_opt_in", label: "Double opt-in" },
      { value: "unknown", label: "Unknown" },
    ],
  },
];
