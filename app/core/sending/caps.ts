import { z } from "zod";
import { duration, formatDuration, type Duration } from "../time/duration.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { SHOP_SETTING } from "./quiet-hours/windows.ts";

/** The maximum number of marketing messages to one address within a sliding period; a day is 24 hours. */
export interface Cap {
  most: number;
  per: Duration;
}

/** The validation message for a whole number. */
export const WHOLE_NUMBER = "must be a whole number";

/** The period over which messages are counted, and so the longest period of a cap. */
export const CAP_WINDOW_DAYS = 7;

interface CapRule extends Cap {
  /** Includes the version. */
  rule: string;
  source: string;
}

/**
 * The default caps. Three texts in 24 hours is the legal maximum in Florida, Oklahoma and Maryland; ten a week allows a
 * series beside a sale without wearing customers out.
 */
const defaults = {
  sms: [
    {
      most: 3,
      per: { amount: 1, unit: "days" },
      rule: "sms-cap-3-a-day@2026-11",
      source: "Fla. Stat. § 501.616(6)(b); Okla. Stat. tit. 15 § 775C.4; Md. Stop the Spam Calls Act",
    },
    {
      most: 10,
      per: { amount: 7, unit: "days" },
      rule: "sms-cap-10-a-week@2026-11",
      source: "no law: carriers filter senders whose readers often say stop",
    },
  ],
  email: [
    {
      most: 2,
      per: { amount: 1, unit: "days" },
      rule: "email-cap-2-a-day@2026-11",
      source: "no law: mailbox providers filter senders that are often reported",
    },
  ],
} as const satisfies Record<string, readonly CapRule[]>;

export const defaultCaps: Readonly<Record<keyof typeof defaults, readonly Cap[]>> = defaults;
export const capRules: readonly CapRule[] = Object.values<readonly CapRule[]>(defaults).flat();

/** A shop's own caps for one channel; an empty list removes them. */
export const capsSetting = z
  .array(
    z.object({
      most: z.number({ error: WHOLE_NUMBER }).int(WHOLE_NUMBER).min(1, "must be 1 or more").max(1_000, "is too many"),
      per: duration,
    }),
  )
  .max(5, "is more than 5 caps")
  .refine((caps) => caps.every(({ per }) => inHours(per) > 0 && inHours(per) <= CAP_WINDOW_DAYS * 24), {
    message: `a cap covers at most ${CAP_WINDOW_DAYS} days`,
  });

const hoursIn = { minutes: 1 / 60, hours: 1, days: 24 } as const;
const inHours = ({ amount, unit }: Duration): number => amount * hoursIn[unit];
const plus = (at: Instant, per: Duration): Instant => at.add({ minutes: Math.round(inHours(per) * 60) });

/**
 * The exceeded cap that ends last, and when it ends.
 * @param recent sent times, newest first
 */
export function capReached(
  recent: readonly Instant[],
  caps: readonly Cap[],
  now: Instant,
): { cap: Cap; until: Instant } | null {
  let reached: { cap: Cap; until: Instant } | null = null;
  for (const cap of caps) {
    // The message that must leave the period before another fits.
    const oldest = recent[cap.most - 1];
    if (!oldest) continue;
    const until = plus(oldest, cap.per);
    if (Temporal.Instant.compare(until, now) <= 0) continue;
    if (!reached || Temporal.Instant.compare(until, reached.until) > 0) reached = { cap, until };
  }
  return reached;
}

/** The rule name of a cap: a default's, or the shop setting. */
export const ruleOfCap = (cap: Cap): string =>
  capRules.find(({ most, per }) => most === cap.most && per.amount === cap.per.amount && per.unit === cap.per.unit)
    ?.rule ?? `${SHOP_SETTING}: at most ${cap.most} in ${formatDuration(cap.per)}`;
