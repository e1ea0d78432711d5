import { PLACEHOLDER_TEXT } from "../sending/templates/placeholder.ts";
import { triggerOf, type TriggerType } from "../triggers/index.ts";
import type { DefinitionDocument } from "./definition.ts";

/** Customers of this trigger have not consented yet. */
const ASKS_FOR_CONSENT: TriggerType = "opt_in_requested";

/** The first draft of a new automation: one text, for the merchant to edit. */
export const blankDefinition = (trigger: TriggerType): DefinitionDocument => ({
  name: triggerOf(trigger).label,
  kind: trigger === ASKS_FOR_CONSENT ? "opt_in" : "marketing",
  trigger: { type: trigger, config: {} },
  reentry: "per_subject",
  steps: [
    {
      id: "text",
      type: "send_sms",
      config: { body: PLACEHOLDER_TEXT },
    },
  ],
});
