import { actionLabel, tellWritten, tellWrittenArm } from "#core/actions/index.ts";
import type { DraftArm, DraftStep } from "#core/automations/edit/draft.ts";
import { stepAtPosition, stepsAround, type StepPosition } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";
import { text } from "#text/en.ts";

const words = text.editor;
const LONGEST = 60;

const short = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line);

/** What a step is called: the name it was given, else what it does. */
export const stepTitleOf = ({ name, type }: DraftStep): string => name?.trim() || (actionLabel(type) ?? type);

/** What was told of a step last: the flow asks again and again, of hundreds of steps that have not changed. */
const toldBefore = new WeakMap<DraftStep, { offered: readonly OfferedField[]; line: string | null }>();

/** What a step does, in a line; null where that is not set up. */
export function stepSummaryOf(step: DraftStep, offered: readonly OfferedField[]): string | null {
  const before = toldBefore.get(step);
  if (before?.offered === offered) return before.line;
  const told = tellWritten(step, offered);
  const line = told && templateOutline(told, new Map(offered.map(({ path, label }) => [path, label])));
  toldBefore.set(step, { offered, line });
  return line;
}

/** A step in a line among others: what tells it apart. */
export const stepLineOf = (step: DraftStep, offered: readonly OfferedField[]): string =>
  short(step.name?.trim() || (stepSummaryOf(step, offered) ?? stepTitleOf(step)));

interface ArmTold {
  name: string;
  tells: string | null;
}

const armsBefore = new WeakMap<DraftArm, { offered: readonly OfferedField[]; told: ArmTold }>();

/** An arm in a line: its name, and what it says where that differs. */
export function armOf(type: string, arm: DraftArm, offered: readonly OfferedField[]): ArmTold {
  const before = armsBefore.get(arm);
  if (before?.offered === offered) return before.told;
  const tells = tellWrittenArm(type, arm, offered);
  const name = arm.name?.trim() || tells || arm.id;
  const told = { name, tells: tells === name ? null : tells };
  armsBefore.set(arm, { offered, told });
  return told;
}

/** A place for a step in words: after which it lies, or what it is the first of. */
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
  return owner && arm ? words.where.firstIn(armOf(owner.type, arm, offered).name) : words.where.start;
}
