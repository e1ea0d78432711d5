/** Credits that a shop's texts have cost on a calendar day and in its month. */
export interface Spend {
  /** ISO date in the shop's time zone; null before the first text. */
  day: string | null;
  inDay: number;
  inMonth: number;
}

/** A shop's caps; null for none. */
export interface SpendCaps {
  spendCapPerDay: number | null;
  spendCapPerMonth: number | null;
}

/** The spend as of a day: a new day, and a new month, begin at zero. A day before the last one counts with the last. */
export function spendOn({ day, inDay, inMonth }: Spend, today: string): Spend {
  if (day === null) return { day: today, inDay: 0, inMonth: 0 };
  if (today <= day) return { day, inDay, inMonth };
  return { day: today, inDay: 0, inMonth: today.slice(0, 7) === day.slice(0, 7) ? inMonth : 0 };
}

/** Adds credits spent; a released or refunded text gives back, but never more than was spent. */
export const addSpend = ({ day, inDay, inMonth }: Spend, credits: number): Spend => ({
  day,
  inDay: Math.max(0, inDay + credits),
  inMonth: Math.max(0, inMonth + credits),
});

export type SpendPeriod = "day" | "month";

const periodsOf = ({ inDay, inMonth }: Spend, { spendCapPerDay, spendCapPerMonth }: SpendCaps) =>
  [
    { period: "day", spent: inDay, cap: spendCapPerDay },
    { period: "month", spent: inMonth, cap: spendCapPerMonth },
  ].flatMap(({ period, spent, cap }) => (cap === null ? [] : [{ period: period as SpendPeriod, spent, cap }]));

/** The cap that a text of so many credits would break; null when it may go out. */
export const capBroken = (
  spend: Spend,
  caps: SpendCaps,
  credits: number,
): { period: SpendPeriod; spent: number; cap: number } | null =>
  periodsOf(spend, caps).find(({ spent, cap }) => spent + credits > cap) ?? null;

/** From this part of a cap on, the merchant is notified. */
const NEAR = 0.8;

export interface SpendAlert {
  kind: "spend_cap_near" | "spend_cap_reached";
  period: SpendPeriod;
  cap: number;
  /** Tells the alert once per period. */
  dedupeKey: string;
}

const alert = (kind: SpendAlert["kind"], { day }: Spend, period: SpendPeriod, cap: number): SpendAlert => ({
  kind,
  period,
  cap,
  dedupeKey: `${kind}:${period === "day" ? day : day?.slice(0, 7)}:${cap}`,
});

/** The alerts after texts were paid for: of a cap that is used up, and of one that is nearly so. */
export const spendAlerts = (before: Spend, after: Spend, caps: SpendCaps): SpendAlert[] =>
  periodsOf(after, caps).flatMap(({ period, spent, cap }) => {
    const was = period === "day" ? before.inDay : before.inMonth;
    if (spent >= cap) return was < cap ? [alert("spend_cap_reached", after, period, cap)] : [];
    return spent >= cap * NEAR && was < cap * NEAR ? [alert("spend_cap_near", after, period, cap)] : [];
  });

/** The alert of a text that a cap refused: the next one may be dearer than what is left. */
export const refusalAlert = (spend: Spend, { period, cap }: { period: SpendPeriod; cap: number }): SpendAlert =>
  alert("spend_cap_reached", spend, period, cap);

/** The words of an alert. */
export function spendAlertText({ kind, period, cap }: SpendAlert): { title: string; body: string } {
  const credits = cap === 1 ? "1 credit" : `${cap.toLocaleString("en-US")} credits`;
  return kind === "spend_cap_near"
    ? {
        title: `80 % of the spend cap of this ${period} is used`,
        body: `The cap is ${credits} a ${period}. At the cap, texts are skipped.`,
      }
    : {
        title: `Texts are not going out: the spend cap of this ${period} is reached`,
        body: `The cap is ${credits} a ${period}. Raise it in the settings, or wait for the next ${period}.`,
      };
}
