import { triggerOf, type TriggerType } from "../triggers/index.ts";
import { readDraft, type Draft } from "./edit/draft.ts";

/** Customers of this trigger have not consented yet. */
const ASKS_FOR_CONSENT: TriggerType = "opt_in_requested";

/**
 * The first draft of a new automation: its trigger and no step, so that nothing is sent that the merchant did not
 * write. It cannot be published until it has one.
 */
export function blankDraft(trigger: TriggerType): Draft {
  const draft = readDraft({
    name: triggerOf(trigger).label,
    kind: trigger === ASKS_FOR_CONSENT ? "opt_in" : "marketing",
    trigger: { type: trigger, config: {} },
    reentry: "per_subject",
    steps: [],
  });
  if (!draft) throw new Error(`no draft begins with ${trigger}`);
  return draft;
}
