import type { GroupComparison } from "#core/analytics/group-figures.ts";
import type { HoldoutResult } from "#core/analytics/holdout.ts";
import { shownCaused, type ShownCaused } from "../caused.ts";
import { showMoney } from "../money.ts";
import { showCount, showNumber } from "../number.ts";

/** The sentences of a comparison: `range` says the difference, `worse` who did better where it is below nothing. */
interface ComparisonWords {
  tooFew: string;
  range: string;
  nothing: string;
  worse: string;
}

/** What a comparison shows, in words. */
export function sayVerdict(
  { verdict, peopleNeeded }: Pick<HoldoutResult, "verdict" | "peopleNeeded">,
  { tooFew, range, nothing, worse }: ComparisonWords,
): string {
  const more = peopleNeeded === null ? "" : ` About ${showNumber(peopleNeeded)} more people would tell.`;
  switch (verdict) {
    case "too_few":
      return tooFew;
    case "unequal":
      return (
        "The groups are not as large as planned, which chance seldom " +
        "does: no figure is shown, because none could be trusted."
      );
    case "not_sure":
      return `${range} Not sure yet: ${nothing}${more}`;
    case "caused":
      return range;
    case "cost":
      return `${range} ${worse}`;
  }
}

const percent = (share: number): string => `${showNumber(Math.round(share * 1_000) / 10)}%`;
/** Hundredths as points: 0.0131 as "1.3". */
const points = (share: number): string => showNumber(Math.round(share * 1_000) / 10);
const within = (low: string, high: string): string => `between ${low} and ${high} (95%)`;

/** What a whole group's texts caused, against a holdout. */
const caused = (
  what: string,
  shown: Pick<ShownCaused, "verdict" | "peopleNeeded" | "value" | "low" | "high">,
): string =>
  sayVerdict(shown, {
    tooFew: `Too few people are in one of the groups to say what ${what} caused. Both need 30 or more.`,
    range: `${capital(what)} caused ${shown.value}, ${within(shown.low, shown.high)}.`,
    nothing: `${what} may have caused nothing.`,
    worse: "Those who got nothing bought more.",
  });

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** How many more of a group bought than of its holdout. */
function bought(what: string, { verdict, peopleNeeded, perPerson }: HoldoutResult): string | null {
  if (verdict === "too_few" || verdict === "unequal") return null;
  const { value, low, high } = perPerson;
  return sayVerdict(
    { verdict, peopleNeeded },
    {
      tooFew: "",
      range: `Of 100 people, ${points(value)} more bought because of ${what}, ${within(points(low), points(high))}.`,
      nothing: "perhaps none did.",
      worse: "More of those who got nothing bought.",
    },
  );
}

/** A branch against another one, per person. */
function against(name: string, control: string, { revenue }: GroupComparison, currency: string): string {
  const money = (amount: number) => showMoney(amount.toFixed(2), currency);
  const { value, low, high } = revenue.perPerson;
  return sayVerdict(revenue, {
    tooFew: `Too few people took “${name}” or “${control}” to compare them. Both need 30 or more.`,
    range:
      value < 0
        ? `“${name}” brought ${money(-value)} less per person than “${control}”, ${within(money(-high), money(-low))}.`
        : `“${name}” brought ${money(value)} more per person than “${control}”, ${within(money(low), money(high))}.`,
    nothing: "it may be chance.",
    worse: `“${control}” is the better one.`,
  });
}

/** Both sentences of what texts caused against a holdout: revenue, then buyers. */
const sayCaused = (what: string, { revenue, conversion }: GroupComparison, of: { currency: string; isOver: boolean }) =>
  [caused(what, shownCaused({ ...revenue, ...of })), bought(what, conversion)].filter((said) => said !== null);

/** Tests with a holdout, and of branches against each other. */
export const holdouts = {
  percent,
  split: {
    title: (name: string | null) => name ?? "A/B split",
    card: "What the branches brought",
    since: (at: string) => `People who reached it since ${at} and could be texted then, whatever they got.`,
    window: "Orders within five days of reaching it count, without what was cancelled or refunded.",
    nobody: "Nobody has reached it yet.",
    arm: "Branch",
    people: "People",
    planned: (share: number) => `${percent(share)} planned`,
    bought: "Bought",
    perPerson: "Revenue per person",
    holdout: "none of the branches",
    goesOn:
      "What follows after the branches goes to everybody, the holdout included: the comparison is of the branches alone.",
    caused: (comparison: GroupComparison, of: { currency: string; isOver: boolean }) =>
      sayCaused("its branches", comparison, of),
    against,
  },
  shop: {
    title: "Holdout",
    body:
      "Holds out a part of your customers from all marketing, to show what Shopbell causes. Texts about orders, replies " +
      "and opt-in questions always go out.",
    percent: "Customers who get no marketing",
    percentHelp:
      "0 to 20 percent; 0 for none. Who is held out never changes while the percentage stays. A higher percentage adds " +
      "customers, a lower one releases some, and either begins a new comparison.",
    suffix: "%",
    reportTitle: "What Shopbell caused",
    none:
      "Nothing yet: no customer is held out. With 5 percent held out," +
      " you see here after some weeks what your marketing brings in.",
    nobody: "No marketing message was due since then.",
    running: (share: number, at: string) => `Since ${at}, ${share}% are held out.`,
    ended: (share: number, from: string, to: string) => `From ${from} to ${to}, ${share}% were held out.`,
    groups: (treated: number, heldOut: number) =>
      `${showCount(treated, "customer", "customers")} got marketing, ${showCount(heldOut, "customer", "customers")} of the holdout would have got it.`,
    method:
      "Compared by all that both groups bought from the first message " +
      "that was meant for them, cancelled orders and refunds taken off.",
    caused: (comparison: GroupComparison, of: { currency: string; isOver: boolean }) =>
      sayCaused("Shopbell", comparison, of),
    earlier: "Earlier percentages",
  },
};
