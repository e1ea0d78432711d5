import { nameInTexts } from "#core/team/settings.ts";
import type { ActionMoment } from "#core/actions/define.ts";
import { planStep, sampleOutputs, tellArm, tellStep, type Step } from "#core/actions/index.ts";
import { availableFields, outline } from "#core/automations/outline.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { shortenLinks, type ShortLinks } from "#core/sending/short-links.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";
import type { Instant } from "#core/time/time.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { formatAction, TEXT_ACTION } from "#services/activity/log-actions.server.ts";

export interface StepSummary {
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

/**
 * The steps of a definition in reading order, each told in a line; none for a document that this release does not
 * understand.
 */
export function stepsOf(document: unknown): { step: Step; line: StepSummary }[] {
  const read = readDefinition(document);
  if ("problems" in read) return [];
  const { definition } = read;
  const offered = availableFields(definition);
  const places = outline(definition);
  return [...places.values()].map(({ step, within }) => {
    const into = within.at(-1);
    const owner = into && places.get(into.stepId)?.step;
    const arm = owner?.arms?.find(({ id, steps }) => id === into?.armId && steps[0]?.id === step.id);
    return {
      step,
      line: {
        id: step.id,
        type: step.type,
        tells: sayStep(step, offered),
        depth: within.length,
        arm: owner && arm ? tellArm(owner, arm, offered) : null,
      },
    };
  });
}

/** What a step does, in a line as a reader may skim it. */
function sayStep(step: Step, offered: ReturnType<typeof availableFields>): string {
  return templateOutline(tellStep(step, offered), new Map(offered.map((offer) => [offer.path, offer.label])));
}

/** The same where what it says stands beside it. */
export const describeStep = (step: Step, offered: ReturnType<typeof availableFields>): string =>
  step.type === TEXT_ACTION ? formatAction(step.type) : sayStep(step, offered);

/**
 * The text of a step as the engine would write it; null for a step that writes none, or cannot.
 * @param links null for links as they are
 */
export function previewStepText(
  step: Step,
  moment: ActionMoment,
  definition: Definition,
  links: ShortLinks | null,
): string | null {
  const plan = planStep(step, { ...moment, offered: availableFields(definition), seed: "", secret: "", heard: null });
  return plan.kind === "text" && "body" in plan.draft
    ? shortenLinks(plan.draft.body, { kind: definition.kind, values: moment.values, links }).body
    : null;
}

/** The shop, as far as its texts speak of it. */
export interface StepDescriber {
  settings: unknown;
  name: string;
  domain: string;
  timezone: string;
}

/**
 * Each text of a definition as its trigger's sample customer would read it, by step.
 * @param shop stands in for the sample's own
 */
export function examplesOf(
  document: unknown,
  { domain, timezone, ...shop }: StepDescriber,
  now: Instant,
  links: ShortLinks | null,
): Record<string, string> {
  const read = readDefinition(document);
  if ("problems" in read) return {};
  const { definition } = read;
  const values = {
    ...sampleOf(definition.trigger.type, { name: nameInTexts(shop), url: `https://${domain}` }),
    ...sampleOutputs,
  };
  const moment = { now, timezone, shopTimezone: timezone, values };
  return Object.fromEntries(
    [...outline(definition).values()].flatMap(({ step }): [string, string][] => {
      const body = previewStepText(step, moment, definition, links);
      return body ? [[step.id, body]] : [];
    }),
  );
}
