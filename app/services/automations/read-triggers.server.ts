import { triggers } from "#core/triggers/index.ts";
import { formatReason } from "#text/reasons.ts";
import { spelledOut } from "#text/sentence.ts";

const labels = new Map<string, string>(triggers.map(({ type, label }) => [type, label]));

/** All that can set an automation off, as somebody chooses from it. */
export const listTriggers = () =>
  triggers.map(({ type, label, description, family }) => ({ type, label, description, family }));

/** A trigger in words. */
export const formatTrigger = (type: string): string => labels.get(type) ?? spelledOut(type);

/**
 * What ended a customer's way through an automation, in words: a trigger, a reason, or that what it was about is over
 * ("checkout_completed").
 */
export function formatExit(key: string): string {
  const { label } = formatReason(key);
  return labels.get(key) ?? (label === key ? spelledOut(key) : label);
}
