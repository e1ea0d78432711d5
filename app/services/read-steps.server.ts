import type { Moment } from "#core/actions/define.ts";
import { planStep, tellArm, tellStep, type Step } from "#core/actions/index.ts";
import { offeredIn, outline } from "#core/automation/outline.ts";
import { readDefinition, type Definition } from "#core/automation/definition.ts";
import type { Instant } from "#core/time.ts";
import { sampleOf, triggerOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import { sayAction, TEXT_ACTION } from "./read-actions.server.ts";

export interface StepLine {
  id: string;
  /** The action's key. */
  type: string;
  /** What the step does, in one line. */
  tells: string;
  /** How many arms it lies in. */
  depth: number;
  /** What leads here, where the step is the first of an arm. */
  arm: string | null;
}

/** A definition for a reader: what starts it, its steps in order, what ends it early. */
export interface Outline {
  kind: Definition["kind"];
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
    steps: stepsOf(document).map(({ line }) => line),
    exits: exits.map(({ on, match }) => text.automation.exit[match](triggerOf(on).label)),
  };
}

/** The steps of a definition in reading order, each told in a line; none for a document that this release does not understand. */
export function stepsOf(document: unknown): { step: Step; line: StepLine }[] {
  const read = readDefinition(document);
  if ("problems" in read) return [];
  const { definition } = read;
  const offered = offeredIn(definition);
  const places = outline(definition);
  return [...places.values()].map(({ step, within }) => {
    const into = within.at(-1);
    const owner = into && places.get(into.stepId)?.step;
    const arm = owner?.arms?.find(({ id, steps }) => id === into?.armId && steps[0]?.id === step.id);
    return {
      step,
      line: { id: step.id, type: step.type, tells: sayStep(step, offered), depth: within.length, arm: owner && arm ? tellArm(owner, arm, offered) : null },
    };
  });
}

/** What a step does, in a line as a reader may skim it. */
export function sayStep(step: Step, offered: ReturnType<typeof offeredIn>): string {
  return plainly(tellStep(step, offered), new Map(offered.map((offer) => [offer.path, offer.label])));
}

/** The same where what it says stands beside it. */
export const sayBriefly = (step: Step, offered: ReturnType<typeof offeredIn>): string => (step.type === TEXT_ACTION ? sayAction(step.type) : sayStep(step, offered));

/** The text of a step as the engine would write it; null for a step that writes none, or cannot. */
export function textOf(step: Step, moment: Moment, offered: ReturnType<typeof offeredIn>): string | null {
  const plan = planStep(step, { ...moment, offered, seed: "", secret: "", heard: null });
  return plan.kind === "text" && "body" in plan.draft ? plan.draft.body : null;
}

/** The shop, as far as its texts speak of it. */
export interface Speaker {
  name: string;
  domain: string;
  timezone: string;
}

/** Liquid as a reader may skim it: "{{ customer.first_name | default: 'you' }}" as "[First name]", without its tags. */
const plainly = (liquid: string, names: ReadonlyMap<string, string>): string =>
  liquid.replace(/\{%.*?%\}/gs, "").replace(/\{\{\s*([\w.]+).*?\}\}/gs, (_, path: string) => `[${names.get(path) ?? path}]`);

/**
 * Each text of a definition as its trigger's sample customer would read it, by step.
 * @param shop stands in for the sample's own
 */
export function examplesOf(document: unknown, { name, domain, timezone }: Speaker, now: Instant): Record<string, string> {
  const read = readDefinition(document);
  if ("problems" in read) return {};
  const { definition } = read;
  const values = { ...sampleOf(definition.trigger.type), discount: { code: "THANKS-7KQ2MHXW" }, shop: { name, url: `https://${domain}` } };
  const moment = { now, timezone, shopTimezone: timezone, values };
  return Object.fromEntries([...outline(definition).values()].flatMap(({ step }): [string, string][] => {
    const body = textOf(step, moment, offeredIn(definition));
    return body ? [[step.id, body]] : [];
  }));
}
