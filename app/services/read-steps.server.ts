import { planStep, tellStep, type Step } from "#core/actions/index.ts";
import { readDefinition } from "#core/automation/definition.ts";
import type { Facts } from "#core/intake/define.ts";
import { variablesOf, type Person } from "#core/sequence/variables.ts";
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
  const { kind, trigger, exits } = read.definition;
  return {
    kind,
    starts: triggerOf(trigger.type).label,
    steps: stepsOf(document).map(({ step: { id, type }, tells }) => ({ id, type, tells })),
    exits: exits.map(({ on, match }) => text.automation.exit[match](triggerOf(on).label)),
  };
}

/** The steps of a definition, each told in a line; none for a document that this release does not understand. */
export function stepsOf(document: unknown): { step: Step; tells: string }[] {
  const read = readDefinition(document);
  if ("problems" in read) return [];
  const { trigger, steps } = read.definition;
  const names = new Map(triggerOf(trigger.type).offers.map((offer) => [offer.path, offer.label]));
  return steps.map((step) => ({ step, tells: plainly(tellStep(step), names) }));
}

/** The shop, as far as its texts speak of it. */
export interface Speaker {
  name: string;
  domain: string;
  timezone: string;
}

/** The text of a step as the engine would write it; null for a step that writes none, or cannot. */
function textOf(step: Step, { timezone }: Speaker, variables: Record<string, unknown>, now: Instant): string | null {
  const plan = planStep(step, { now, timezone, variables });
  return ("effects" in plan && plan.effects.find(({ type }) => type === "send_sms")?.body) || null;
}

const shopOf = ({ name, domain }: Speaker) => ({ name, url: `https://${domain}` });

/** The text of a step for one customer, from the facts they entered with. */
export const textFor = (step: Step, { facts, customer, shop, now }: { facts: Facts; customer: Person; shop: Speaker; now: Instant }): string | null =>
  textOf(step, shop, variablesOf(facts, customer, shopOf(shop)), now);

/** Liquid as a reader may skim it: "{{ customer.first_name | default: 'you' }}" as "[First name]", without its tags. */
const plainly = (liquid: string, names: ReadonlyMap<string, string>): string =>
  liquid.replace(/\{%.*?%\}/gs, "").replace(/\{\{\s*([\w.]+).*?\}\}/gs, (_, path: string) => `[${names.get(path) ?? path}]`);

/**
 * Each text of a definition as its trigger's sample customer would read it, by step.
 * @param shop stands in for the sample's own
 */
export function examplesOf(document: unknown, shop: Speaker, now: Instant): Record<string, string> {
  const read = readDefinition(document);
  if ("problems" in read) return {};
  const { trigger, steps } = read.definition;
  const variables = { ...triggerOf(trigger.type).sample, shop: shopOf(shop) };
  const written = steps.flatMap((step): [string, string][] => {
    const body = textOf(step, shop, variables, now);
    return body ? [[step.id, body]] : [];
  });
  return Object.fromEntries(written);
}
