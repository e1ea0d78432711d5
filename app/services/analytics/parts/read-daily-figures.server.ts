import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countTexts,
  keepCountedDays,
  readCountedDays,
  sumRevenuePerRange,
} from "#shell/repositories/analytics/home-figures.server.ts";
import { sumRevenue } from "#core/analytics/revenue.ts";
import { dayOf } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const DAYS = 30;
/** Grace period for transactions that commit after midnight; then a day's figures are final. */
const FINAL_AFTER = Temporal.Duration.from({ hours: 1 });

/** Revenue by day, in the currency of most orders. */
export interface DailyRevenue {
  /** ISO 4217; null without revenue. */
  currency: string | null;
  days: { label: string; amount: number }[];
}

/** Texts of one day in the shop's time zone. */
export interface DailyFigures {
  /** Such as "Nov 18". */
  label: string;
  sent: number;
  notSent: number;
}

type TextCounts = Pick<DailyFigures, "sent" | "notSent">;

/** The last 30 days in the shop's time zone, today last. A past day is counted once, and kept. */
export async function readDailyFigures({ db, clock }: AppContext, shop: Shop): Promise<DailyFigures[]> {
  const now = clock.now();
  const days = shownDays(now, shop);
  const scope = { shopId: shop.id, timezone: shop.timezone, from: days[0]?.key ?? "" };
  const kept = new Map((await readCountedDays(db.pool, scope)).map((day) => [day.day, day]));
  const missing = days.slice(
    Math.max(
      0,
      days.findIndex(({ key }) => !kept.has(key)),
    ),
  );
  const ranges = await countTexts(
    db.pool,
    shop.id,
    missing.map(({ start }) => start),
  );
  const counted = new Map(
    missing.map(({ key }, at): [string, TextCounts] => [key, countsOf(ranges.find((range) => range.at === at + 1))]),
  );
  const final = missing.flatMap(({ key }, at) => {
    const end = missing[at + 1]?.start;
    return end && isFinal(end, now) && !kept.has(key) ? [{ day: key, ...countsOf(counted.get(key)) }] : [];
  });
  if (final.length > 0) await keepCountedDays(db.pool, scope, final);
  return days.map(({ key }) => ({ label: dayOf(key), ...countsOf(counted.get(key) ?? kept.get(key)) }));
}

const isFinal = (end: Instant, now: Instant): boolean => Temporal.Instant.compare(end.add(FINAL_AFTER), now) <= 0;

const countsOf = (counted: TextCounts | undefined): TextCounts => ({
  sent: counted?.sent ?? 0,
  notSent: counted?.notSent ?? 0,
});

/** The net revenue of the same days. An earlier day still changes, by refunds. */
export async function readDailyRevenue({ db, clock }: AppContext, shop: Shop): Promise<DailyRevenue> {
  const days = shownDays(clock.now(), shop);
  const ranges = await sumRevenuePerRange(
    db.pool,
    shop.id,
    days.map(({ start }) => start),
  );
  const currency = sumRevenue(ranges).amounts[0]?.currency ?? null;
  return {
    currency,
    days: days.map(({ key }, at) => ({
      label: dayOf(key),
      amount: Number(ranges.find((range) => range.at === at + 1 && range.currency === currency)?.total ?? 0),
    })),
  };
}

const shownDays = (now: Instant, { timezone }: Shop): { key: string; start: Instant }[] => {
  const today = now.toZonedDateTimeISO(timezone).startOfDay();
  return Array.from({ length: DAYS }, (_, at) => {
    const start = today.subtract({ days: DAYS - 1 - at }).startOfDay();
    return { key: start.toPlainDate().toString(), start: start.toInstant() };
  });
};
