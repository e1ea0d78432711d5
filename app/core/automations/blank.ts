import { triggerOf, type TriggerType } from "../triggers/index.ts";
import type { DefinitionDocument } from "./definition.ts";

/** Who is asked for consent cannot have given it yet. */
const ASKS_FOR_CONSENT: TriggerType = "opt_in_requested";

/**
 * The first draft of an automation that is written from scratch: one text, to those who agreed to be texted, for its
 * author to change.
 */
export const blankDefinition = (trigger: TriggerType): DefinitionDocument => ({
  name: triggerOf(trigger).label,
  kind: trigger === ASKS_FOR_CONSENT ? "opt_in" : "marketing",
  trigger: { type: trigger, config: {} },
  reentry: "per_subject",
  steps: [
    {
      id: "text",
      type: "send_sms",
      config: {
        body: "{{ shop.name }}: hello{% if customer.first_name %} {{ customer.first_name }}{% endif %}! Reply STOP to opt out",
      },
    },
  ],
});
