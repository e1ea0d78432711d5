import type { OfferedField } from "../automations/fields.ts";

export const consentFields: readonly OfferedField[] = [
  {
    path: "consent.opt_in_level",
    label: "How it was agreed",
    type: "text",
    options: [
      { value: "single_opt_in", label: "Said yes once" },
      { value: "confirmed_opt_in", label: "Said yes, and confirmed it" },
      { value: "unknown", label: "Not known" },
    ],
  },
];
