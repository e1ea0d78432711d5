import { chiSquareTail, studentQuantile } from "./distributions.ts";

/**
 * Sums over the people of one group. `y`: what each spent after the start; `x`: what each spent before it. Most spent
 * nothing.
 */
export interface GroupSums {
  people: number;
  y: number;
  yy: number;
  x: number;
  xx: number;
  xy: number;
}

/** What texts caused, against a group that got none. */
export interface HoldoutResult {
  /**
   * `caused` or `cost`: the interval lies above or below nothing; `not_sure`: it holds nothing; `too_few`: a group has
   * too few people; `unequal`: the groups have other sizes than planned, so that no figure can be trusted.
   */
  verdict: "caused" | "cost" | "not_sure" | "too_few" | "unequal";
  /** Per person, and its interval at 95 %. */
  perPerson: { value: number; low: number; high: number };
  /** For all who could get the texts. */
  total: { value: number; low: number; high: number };
  /** Relative to what a person of the holdout spent; null where they spent nothing. */
  lift: number | null;
  /** The p-value of the groups' sizes. */
  ratioP: number;
  /** About so many more people are needed to tell the difference from nothing; null when it is known, or never will be. */
  peopleNeeded: number | null;
  /** What people spent before was used to narrow the interval. */
  adjusted: boolean;
}

/** Groups with fewer people have no interval worth showing. */
const FEWEST_PEOPLE = 30;
/** Sizes as unequal as this come by chance once in a thousand experiments. */
const UNEQUAL_P = 0.001;
const ALPHA = 0.05;
/** The number of people for which the confidence sequence is narrowest. */
const TUNED_FOR = 5_000;

interface Spread {
  mean: number;
  /** Of one person. */
  variance: number;
}

/**
 * Compares those who could get texts with those held out, all of them by what they were meant to get. Method: the
 * difference of means with Welch's interval; while the experiment runs, a confidence sequence, which holds at every
 * look. What people spent before narrows both (CUPED), with one slope for both groups.
 * @param share the holdout's planned share of all, 0 to 1
 * @param isOver the days in which orders count are over
 */
export function compareWithHoldout(
  treated: GroupSums,
  heldOut: GroupSums,
  { share, isOver }: { share: number; isOver: boolean },
): HoldoutResult {
  const all = treated.people + heldOut.people;
  const ratioP = sizesP(treated.people, heldOut.people, share);
  const slope = commonSlope(treated, heldOut);
  const [t, h] = [spreadOf(treated, slope, treated, heldOut), spreadOf(heldOut, slope, treated, heldOut)];
  const value = t.mean - h.mean;
  const error = Math.sqrt(t.variance / treated.people + h.variance / heldOut.people);
  const half = isOver
    ? error * studentQuantile(1 - ALPHA / 2, welchDegrees(t.variance, treated.people, h.variance, heldOut.people))
    : sequenceHalfWidth(error, all);
  const perPerson = { value, low: value - half, high: value + half };
  const holdoutMean = heldOut.people === 0 ? 0 : heldOut.y / heldOut.people;
  const isFew = Math.min(treated.people, heldOut.people) < FEWEST_PEOPLE || !Number.isFinite(half);
  const verdict = isFew
    ? "too_few"
    : ratioP < UNEQUAL_P
      ? "unequal"
      : perPerson.low > 0
        ? "caused"
        : perPerson.high < 0
          ? "cost"
          : "not_sure";
  return {
    verdict,
    perPerson,
    total: {
      value: value * treated.people,
      low: perPerson.low * treated.people,
      high: perPerson.high * treated.people,
    },
    lift: holdoutMean > 0 ? value / holdoutMean : null,
    ratioP,
    peopleNeeded: verdict === "not_sure" ? morePeople(value, half, all) : null,
    adjusted: slope !== 0,
  };
}

/** The p-value of two groups' sizes under their planned shares. */
function sizesP(treated: number, heldOut: number, share: number): number {
  const all = treated + heldOut;
  if (all === 0 || share <= 0 || share >= 1) return 1;
  const [wantedTreated, wantedHeld] = [all * (1 - share), all * share];
  return chiSquareTail((treated - wantedTreated) ** 2 / wantedTreated + (heldOut - wantedHeld) ** 2 / wantedHeld, 1);
}

const centred = (sum: number, product: number, n: number, other = sum): number => product - (sum * other) / n;

/** The slope of later on earlier spending, over both groups; 0 where nothing varies. */
function commonSlope(a: GroupSums, b: GroupSums): number {
  const people = a.people + b.people;
  if (people < 2) return 0;
  const xx = centred(a.x + b.x, a.xx + b.xx, people);
  const yy = centred(a.y + b.y, a.yy + b.yy, people);
  return xx > 0 && yy > 0 ? centred(a.x + b.x, a.xy + b.xy, people, a.y + b.y) / xx : 0;
}

/** Mean and variance of a group's spending, adjusted by what its people spent before. */
function spreadOf(group: GroupSums, slope: number, a: GroupSums, b: GroupSums): Spread {
  const { people, x, xx, y, yy, xy } = group;
  if (people < 2) return { mean: 0, variance: Infinity };
  const earlier = (a.x + b.x) / (a.people + b.people);
  const square = centred(y, yy, people) + slope ** 2 * centred(x, xx, people) - 2 * slope * centred(x, xy, people, y);
  return { mean: y / people - slope * (x / people - earlier), variance: Math.max(0, square / (people - 1)) };
}

/** Welch and Satterthwaite's degrees of freedom. */
function welchDegrees(a: number, peopleA: number, b: number, peopleB: number): number {
  const [shareA, shareB] = [a / peopleA, b / peopleB];
  return (shareA + shareB) ** 2 / (shareA ** 2 / (peopleA - 1) + shareB ** 2 / (peopleB - 1));
}

/** Half the width of the asymptotic confidence sequence, for a standard error over `people`. */
function sequenceHalfWidth(error: number, people: number): number {
  const rho2 = (-2 * Math.log(ALPHA) + Math.log(-2 * Math.log(ALPHA) + 1)) / TUNED_FOR;
  const inner = people * rho2 + 1;
  return (
    error * Math.sqrt(people) * Math.sqrt(((2 * inner) / (people ** 2 * rho2)) * Math.log(Math.sqrt(inner) / ALPHA))
  );
}

/** How many more people would narrow the interval to the difference itself. */
function morePeople(value: number, half: number, all: number): number | null {
  if (value === 0) return null;
  const needed = all * (half / Math.abs(value)) ** 2 - all;
  return Number.isFinite(needed) && needed < 100 * all ? Math.ceil(needed) : null;
}
