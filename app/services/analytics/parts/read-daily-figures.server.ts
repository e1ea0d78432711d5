import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countTexts, keepCountedDays, readCountedDays } from "#shell/repositories/analytics/home-figures.server.ts";
import { dayOf } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const DAYS = 30;
/** Grace period for transactions that commit after midnight; then a day's figures are final. */
const FINAL_AFTER = Temporal.Duration.from({ hours: 1 });

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
  const today = now.toZonedDateTimeISO(shop.timezone).startOfDay();
  const days = Array.from({ length: DAYS }, (_, at) => {
    const start = today.subtract({ days: DAYS - 1 - at }).startOfDay();
    return { key: start.toPlainDate().toString(), start: start.toInstant() };
  });
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
