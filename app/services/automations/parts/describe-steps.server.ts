import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { TextMoment } from "#core/actions/define.ts";
import { ownSampleOutputs, planStep, sampleOutputs, formatArm, formatStep, type Step } from "#core/actions/index.ts";
import { availableFields, outline } from "#core/automations/outline.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { identify } from "#core/sending/identification.ts";
import { shortenLinks, type SampleLinks } from "#core/sending/links.ts";
import { sampleOptOut } from "#core/sending/opt-out-link.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";
import type { Instant } from "#core/time/time.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { formatAction, TEXT_ACTION } from "#services/activity/log-actions.server.ts";

export interface StepSummary {
  id: string;
  /** The action's key. */
  type: string;
  /** The step in one line. */
  tells: string;
  /** Nesting depth: the number of arms around the step. */
  depth: number;
  /** The arm's condition, if the step is the first of an arm. */
  arm: string | null;
}

/**
 * The steps of a definition in reading order, with a summary line each; empty if this release cannot read the document.
 */
export function stepsOf(document: unknown): { step: Step; line: StepSummary }[] {
  const read = readDefinition(document);
  if ("problems" in read) return [];
  const { definition } = read;
  const offered = availableFields(definition);
  const placements = outline(definition);
  return [...placements.values()].map(({ step, within }) => {
    const enclosingArm = within.at(-1);
    const branchStep = enclosingArm && placements.get(enclosingArm.stepId)?.step;
    const arm = branchStep?.arms?.find(({ id, steps }) => id === enclosingArm?.armId && steps[0]?.id === step.id);
    return {
      step,
      line: {
        id: step.id,
        type: step.type,
        tells: summarizeStep(step, offered),
        depth: within.length,
        arm: branchStep && arm ? formatArm(branchStep, arm, offered) : null,
      },
    };
  });
}

/** A step's summary line, with template variables replaced by their labels. */
function summarizeStep(step: Step, offered: ReturnType<typeof availableFields>): string {
  return templateOutline(formatStep(step, offered), new Map(offered.map((offer) => [offer.path, offer.label])));
}

/** A step's summary line for views that show its text beside it. */
export const describeStep = (step: Step, offered: ReturnType<typeof availableFields>): string =>
  step.type === TEXT_ACTION ? formatAction(step.type) : summarizeStep(step, offered);

/**
 * Renders a step's text like the engine; null if the step sends none or its template fails.
 * @param links null to keep links unshortened
 */
export function previewStepText(
  step: Step,
  moment: TextMoment,
  definition: Definition,
  links: SampleLinks | null,
): string | null {
  const plan = planStep(step, { ...moment, offered: availableFields(definition), seed: "", secret: "", heard: null });
  if (plan.kind !== "text" || !("body" in plan.draft)) return null;
  const { kind } = definition;
  const { body } = shortenLinks(plan.draft.body, { kind, values: moment.values, links });
  return identify(body, {
    shopName: "",
    first: false,
    optOutLink: sampleOptOut(links, kind, moment.values),
    language: plan.language,
  });
}

/** Shop fields that texts can contain. */
export interface StepDescriber {
  settings: unknown;
  name: string;
  domain: string;
  timezone: string;
}

/**
 * Renders each text of a definition for the trigger's sample customer, by step id.
 * @param shop replaces the sample's shop
 */
export function examplesOf(
  document: unknown,
  { domain, timezone, ...shop }: StepDescriber,
  now: Instant,
  links: SampleLinks | null,
): Record<string, string> {
  const read = readDefinition(document);
  if ("problems" in read) return {};
  const { definition } = read;
  const values = {
    ...sampleOf(definition.trigger.type, { name: nameInTexts(shop), url: `https://${domain}` }),
    ...sampleOutputs,
    ...ownSampleOutputs(definition.steps),
  };
  const moment = {
    now,
    timezone,
    shopTimezone: timezone,
    values,
    plainValues: readSettings(shop.settings).plainValues,
    language: readSettings(shop.settings).textLanguage,
  };
  return Object.fromEntries(
    [...outline(definition).values()].flatMap(({ step }): [string, string][] => {
      const body = previewStepText(step, moment, definition, links);
      return body ? [[step.id, body]] : [];
    }),
  );
}
