import { actionLabel, tellWritten, tellWrittenArm } from "#core/actions/index.ts";
import type { DraftArm, DraftStep } from "#core/automation/edit/draft.ts";
import { stepAt, stepsAround, type Place } from "#core/automation/edit/place.ts";
import type { OfferedField } from "#core/fields.ts";
import { skim } from "#core/templates/skim.ts";
import { text } from "#text/en.ts";

const words = text.editor;
const LONGEST = 60;

const short = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line);

/** What a step is called: the name it was given, else what it does. */
export const titleOf = ({ name, type }: DraftStep): string => name?.trim() || (actionLabel(type) ?? type);

/** What a step does, in a line; null where that is not set up. */
export function tellOf(step: DraftStep, offered: readonly OfferedField[]): string | null {
  const told = tellWritten(step, offered);
  return told && skim(told, new Map(offered.map(({ path, label }) => [path, label])));
}

/** A step in a line among others: what tells it apart. */
export const lineOf = (step: DraftStep, offered: readonly OfferedField[]): string => short(step.name?.trim() || (tellOf(step, offered) ?? titleOf(step)));

/** An arm in a line: its name, and what it says where that differs. */
export function armOf(type: string, arm: DraftArm, offered: readonly OfferedField[]): { name: string; tells: string | null } {
  const tells = tellWrittenArm(type, arm, offered);
  const name = arm.name?.trim() || tells || arm.id;
  return { name, tells: tells === name ? null : tells };
}

/** A place for a step in words: after which it lies, or what it is the first of. */
export function whereOf(steps: readonly DraftStep[], place: Place, offered: readonly OfferedField[]): string {
  const before = stepsAround(steps, place)[place.at - 1];
  if (before) return words.where.after(lineOf(before, offered));
  const turn = place.within.at(-1);
  const owner = turn && stepAt(steps, { within: place.within.slice(0, -1), at: turn.step });
  const arm = turn && owner?.arms?.[turn.arm];
  return owner && arm ? words.where.firstIn(armOf(owner.type, arm, offered).name) : words.where.start;
}
