import { compareWithHoldout, type GroupSums, type HoldoutResult } from "./holdout.ts";

/** What the people of one group spent, and how many of them bought: after the start, before it, and both. */
export interface GroupFigures extends GroupSums {
  bought: number;
  boughtBefore: number;
  boughtBoth: number;
}

export const NO_FIGURES: GroupFigures = {
  people: 0,
  y: 0,
  yy: 0,
  x: 0,
  xx: 0,
  xy: 0,
  bought: 0,
  boughtBefore: 0,
  boughtBoth: 0,
};

/** Adds the figures of groups that get the same treatment. */
export const addFigures = (groups: readonly GroupFigures[]): GroupFigures =>
  groups.reduce(
    (sum, group) =>
      Object.fromEntries(
        (Object.keys(NO_FIGURES) as (keyof GroupFigures)[]).map((key) => [key, sum[key] + group[key]]),
      ) as unknown as GroupFigures,
    NO_FIGURES,
  );

/** What a group spent more than another, and how many more of it bought. */
export interface GroupComparison {
  revenue: HoldoutResult;
  /** Of one person: the difference of the shares that bought. */
  conversion: HoldoutResult;
}

/**
 * Compares a group with its control group, by revenue per person and by the share that bought.
 * @param of share the control group's planned share of both
 */
export const compareFigures = (
  treated: GroupFigures,
  control: GroupFigures,
  of: { share: number; isOver: boolean },
): GroupComparison => ({
  revenue: compareWithHoldout(treated, control, of),
  conversion: compareWithHoldout(buyersOf(treated), buyersOf(control), of),
});

/** A share is the mean of 0 and 1, so a square is what it was. */
const buyersOf = ({ people, bought, boughtBefore, boughtBoth }: GroupFigures): GroupSums => ({
  people,
  y: bought,
  yy: bought,
  x: boughtBefore,
  xx: boughtBefore,
  xy: boughtBoth,
});

/** How many hours someone's orders count after they enter a test, and how many before as earlier spending. */
export const COUNTS_FOR_HOURS = 24 * 5;
export const EARLIER_HOURS = 24 * 60;
