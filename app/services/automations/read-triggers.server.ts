import { offeredTriggers, triggers } from "#core/triggers/index.ts";
import { formatReason } from "#text/reasons.ts";
import { spelledOut } from "#text/sentence.ts";

const labels = new Map<string, string>(triggers.map(({ type, label }) => [type, label]));

/** The triggers to choose from. */
export const listTriggers = () =>
  offeredTriggers.map(({ type, label, description, alsoCalled, family }) => ({
    type,
    label,
    description,
    alsoCalled,
    family,
  }));

/** A trigger's label. */
export const formatTrigger = (type: string): string => labels.get(type) ?? spelledOut(type);

/** Label of what ended a sequence: a trigger, a reason, or an exit such as `checkout_completed`. */
export function formatExit(key: string): string {
  const { label } = formatReason(key);
  return labels.get(key) ?? (label === key ? spelledOut(key) : label);
}
