import { actionLabel, formatRawStep, formatRawArm } from "#core/actions/index.ts";
import type { DraftArm, DraftStep } from "#core/automations/edit/draft.ts";
import { stepAtPosition, stepsAround, type StepPosition } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.editor;
const LONGEST = 60;

const short = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line);

/** The step's name, or the action's label. */
export const stepTitleOf = ({ name, type }: DraftStep): string => name?.trim() || (actionLabel(type) ?? type);

/** Steps in a sentence: the quoted title of one, the number of several. */
export const stepsTitleOf = (steps: readonly DraftStep[]): string => words.namedSteps(steps.map(stepTitleOf));

/** Caches summaries: the canvas asks for hundreds of unchanged steps on each render. */
const summaryCache = new WeakMap<DraftStep, { offered: readonly OfferedField[]; line: string | null }>();

/** The summary of a step; null if it is not set up. */
export function stepSummaryOf(step: DraftStep, offered: readonly OfferedField[]): string | null {
  const before = summaryCache.get(step);
  if (before?.offered === offered) return before.line;
  const described = formatRawStep(step, offered);
  const line = described && templateOutline(described, new Map(offered.map(({ path, label }) => [path, label])));
  summaryCache.set(step, { offered, line });
  return line;
}

/** The step's name or summary, shortened for lists. */
export const stepLineOf = (step: DraftStep, offered: readonly OfferedField[]): string =>
  short(step.name?.trim() || (stepSummaryOf(step, offered) ?? stepTitleOf(step)));

interface ArmWords {
  name: string;
  summary: string | null;
}

const armCache = new WeakMap<DraftArm, { step: DraftStep; offered: readonly OfferedField[]; described: ArmWords }>();

/** The name of an arm, and its summary if that differs. */
export function armOf(step: DraftStep, arm: DraftArm, offered: readonly OfferedField[]): ArmWords {
  const before = armCache.get(arm);
  // Its share depends on the other arms, too.
  if (before?.offered === offered && before.step === step) return before.described;
  const summary = formatRawArm(step, arm, offered);
  const name = arm.name?.trim() || summary || arm.id;
  const described = { name, summary: summary === name ? null : summary };
  armCache.set(arm, { step, offered, described });
  return described;
}

/** The position of a new step in words: after a step, or first in an arm. */
export function positionText(
  steps: readonly DraftStep[],
  place: StepPosition,
  offered: readonly OfferedField[],
): string {
  const before = stepsAround(steps, place)[place.at - 1];
  if (before) return words.where.after(stepLineOf(before, offered));
  const turn = place.within.at(-1);
  const owner = turn && stepAtPosition(steps, { within: place.within.slice(0, -1), at: turn.step });
  const arm = turn && owner?.arms?.[turn.arm];
  return owner && arm ? words.where.firstIn(armOf(owner, arm, offered).name) : words.where.start;
}

/** What became of the customers at a step. */
export interface StepFigures {
  reached: number;
  sent: number;
  delivered: number;
  clicks: { clicked: number } | null;
  ordered: number;
}

/** The funnel of a step in one line, from those who reached it to those who ordered. */
export function figuresText(figures: StepFigures | undefined): string {
  const funnel = text.results.funnel;
  if (!figures || figures.reached === 0) return funnel.none;
  const { reached, sent, delivered, clicks, ordered } = figures;
  return [
    funnel.reached(showNumber(reached)),
    ...(sent > 0 ? [funnel.sent(showNumber(sent)), funnel.delivered(showNumber(delivered))] : []),
    ...(clicks ? [funnel.clicked(showNumber(clicks.clicked))] : []),
    ...(sent > 0 ? [funnel.ordered(showNumber(ordered))] : []),
  ].join(" · ");
}
