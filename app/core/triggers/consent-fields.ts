import type { OfferedField } from "../automations/fields.ts";
import { knownStatuses } from "../intake/code-lists/known.ts";

export const consentFields: readonly OfferedField[] = [
  {
    path: "consent.opt_in_level",
    label: "Opt-in level",
    type: "text",
    ...knownStatuses("opt-in level", {
      single_opt_in: "Single opt-in",
      confirmed_opt_in: "Double opt-in",
      unknown: "Unknown",
    }),
  },
];
