import { planStep, tellStep } from "#core/actions/index.ts";
import { readDefinition } from "#core/automation/definition.ts";
import type { Instant } from "#core/time.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";

export interface StepLine {
  id: string;
  /** The action's key. */
  type: string;
  /** What the step does, in one line. */
  tells: string;
}

/** A definition for a reader: what starts it, its steps in order, what ends it early. */
export interface Outline {
  kind: "marketing" | "transactional";
  starts: string;
  steps: StepLine[];
  exits: string[];
}

/** @returns null for a document that this release does not understand */
export function outlineOf(document: unknown): Outline | null {
  const read = readDefinition(document);
  if ("problems" in read) return null;
  const { kind, trigger, steps, exits } = read.definition;
  const { label, offers } = triggerOf(trigger.type);
  const names = new Map(offers.map((offer) => [offer.path, offer.label]));
  return {
    kind,
    starts: label,
    steps: steps.map((step) => ({ id: step.id, type: step.type, tells: plainly(tellStep(step), names) })),
    exits: exits.map(({ on, match }) => text.automation.exit[match](triggerOf(on).label)),
  };
}

/** Liquid as a reader may skim it: "{{ customer.first_name | default: 'you' }}" as "[First name]", without its tags. */
const plainly = (liquid: string, names: ReadonlyMap<string, string>): string =>
  liquid.replace(/\{%.*?%\}/gs, "").replace(/\{\{\s*([\w.]+).*?\}\}/gs, (_, path: string) => `[${names.get(path) ?? path}]`);

/**
 * Each text of a definition as its trigger's sample customer would read it, by step.
 * @param shop stands in for the sample's own
 */
export function examplesOf(document: unknown, shop: { name: string; domain: string; timezone: string }, now: Instant): Record<string, string> {
  const read = readDefinition(document);
  if ("problems" in read) return {};
  const { trigger, steps } = read.definition;
  const variables = { ...triggerOf(trigger.type).sample, shop: { name: shop.name, url: `https://${shop.domain}` } };
  const written = steps.flatMap((step): [string, string][] => {
    const plan = planStep(step, { now, timezone: shop.timezone, variables });
    const sms = "refused" in plan ? undefined : plan.effects.find((effect) => effect.type === "send_sms");
    return sms ? [[step.id, sms.body]] : [];
  });
  return Object.fromEntries(written);
}
