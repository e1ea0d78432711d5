import { actionNamed } from "#core/actions/index.ts";
import type { DraftArm, DraftStep } from "#core/automations/edit/draft.ts";
import { pathOfPosition, type StepPosition, type BranchChoice } from "#core/automations/edit/place.ts";

/** Sizes in pixels at zoom 1. */
export const CARD = { width: 280, height: 84 };
const ARM = { width: 260, height: 52 };
const GAP = { width: 28, height: 28 };
const END = { width: 96, height: 28 };
const LINE = 16;
const BETWEEN_COLUMNS = 40;

interface Box {
  /** Of the upper left corner. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part of the canvas. Its key is stable across edits. */
export type Drawn = Box & { key: string } & (
    | { kind: "trigger" }
    | { kind: "step"; step: DraftStep; place: StepPosition; depth: number }
    | { kind: "arm"; step: DraftStep; arm: DraftArm; place: StepPosition; index: number }
    | { kind: "gap"; place: StepPosition; after: string | null }
    | { kind: "end"; leaves: boolean }
  );

/** An edge between two parts. */
interface Line {
  from: string;
  to: string;
}

/** The layout of a flow: a column per arm, from the trigger down, in reading order. */
export interface Layout extends Pick<Box, "width" | "height"> {
  drawn: Drawn[];
  lines: Line[];
}

export const TRIGGER_KEY = "trigger";
export const stepKey = (id: string): string => `step:${id}`;
export const gapKey = (place: StepPosition): string => `gap:${pathOfPosition(place)}`;

/** The width of a list of steps, with all arms side by side. */
const widthOf = (steps: readonly DraftStep[]): number =>
  Math.max(CARD.width, ...steps.map(({ arms = [] }) => widthOfArms(arms)));
const widthOfArms = (arms: readonly DraftArm[]): number =>
  arms.reduce((sum, arm) => sum + widthOf(arm.steps), 0) + Math.max(0, arms.length - 1) * BETWEEN_COLUMNS;

export function layOut(steps: readonly DraftStep[]): Layout {
  const pen = new Pen();
  const width = widthOf(steps);
  const middle = width / 2;
  pen.draw({ kind: "trigger", key: TRIGGER_KEY }, CARD, middle, 0, []);
  const { y, open } = drawList(pen, steps, { within: [], middle, y: CARD.height, from: [TRIGGER_KEY] });
  pen.draw({ kind: "end", key: "end", leaves: false }, END, middle, y + LINE, open);
  return { drawn: pen.drawn, lines: pen.lines, width, height: y + LINE + END.height };
}

class Pen {
  readonly drawn: Drawn[] = [];
  readonly lines: Line[] = [];

  /**
   * @param middle of the column
   * @param from the keys of the parts above
   * @returns the bottom
   */
  draw(
    what: DrawnAs,
    { width, height }: { width: number; height: number },
    middle: number,
    y: number,
    from: readonly string[],
  ): number {
    this.drawn.push({ ...what, x: middle - width / 2, y, width, height });
    this.lines.push(...from.map((one) => ({ from: one, to: what.key })));
    return y + height;
  }
}

type DrawnAs = Drawn extends infer D ? (D extends Drawn ? Omit<D, keyof Box> : never) : never;

interface Column {
  within: readonly BranchChoice[];
  middle: number;
  y: number;
  /** Keys of the parts that lead to it. */
  from: readonly string[];
}

/** The bottom of a list of steps, and the keys that lead on from it. */
interface Ended {
  y: number;
  open: readonly string[];
}

function drawList(pen: Pen, steps: readonly DraftStep[], { within, middle, y: top, from }: Column): Ended {
  let y = top;
  let open = from;
  for (const [at, step] of steps.entries()) {
    const place = { within, at };
    y = drawGap(pen, place, steps[at - 1]?.id ?? null, middle, y, open);
    const key = stepKey(step.id);
    y = pen.draw({ kind: "step", key, step, place, depth: within.length }, CARD, middle, y + LINE, [gapKey(place)]);
    const ended =
      step.arms && step.arms.length > 0
        ? drawArms(pen, step, step.arms, place, { middle, y, from: [key] })
        : { y, open: [key] };
    y = ended.y;
    open = ended.open;
    if (actionNamed(step.type)?.ends) {
      // Steps below an exit are unreachable, but can be moved away or replaced.
      const left = `left:${step.id}`;
      y = pen.draw({ kind: "end", key: left, leaves: true }, END, middle, y + LINE, open);
      open = [];
    }
  }
  const last = { within, at: steps.length };
  const leaves = steps.length > 0 && open.length === 0;
  if (leaves && within.length > 0) return { y, open };
  return { y: drawGap(pen, last, steps.at(-1)?.id ?? null, middle, y, open), open: [gapKey(last)] };
}

const drawGap = (
  pen: Pen,
  place: StepPosition,
  after: string | null,
  middle: number,
  y: number,
  from: readonly string[],
): number => pen.draw({ kind: "gap", key: gapKey(place), place, after }, GAP, middle, y + LINE, from);

/** The arms of a step, centred below it. All end at the depth of the longest. */
function drawArms(
  pen: Pen,
  step: DraftStep,
  arms: readonly DraftArm[],
  place: StepPosition,
  { middle, y, from }: Omit<Column, "within">,
): Ended {
  let left = middle - widthOfArms(arms) / 2;
  const ended = arms.map((arm, index): Ended => {
    const width = widthOf(arm.steps);
    const column = left + width / 2;
    left += width + BETWEEN_COLUMNS;
    const key = `arm:${step.id}:${arm.id}`;
    const below = pen.draw({ kind: "arm", key, step, arm, place, index }, ARM, column, y + 2 * LINE, from);
    return drawList(pen, arm.steps, {
      within: [...place.within, { step: place.at, arm: index }],
      middle: column,
      y: below,
      from: [key],
    });
  });
  return { y: Math.max(...ended.map((one) => one.y)) + LINE, open: ended.flatMap(({ open }) => open) };
}
