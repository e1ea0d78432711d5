import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countTexts } from "#shell/repositories/analytics/home-figures.server.ts";
import { dayOf } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const DAYS = 30;
/** Grace period for transactions that commit after midnight; then a day's figures are final and cacheable. */
const FINAL_AFTER = Temporal.Duration.from({ hours: 1 });

/** Texts of one day in the shop's time zone. */
export interface DailyFigures {
  /** Such as "Nov 18". */
  label: string;
  sent: number;
  notSent: number;
}

type TextCounts = Pick<DailyFigures, "sent" | "notSent">;

/** Cache of final days, by database and shop: Home reloads at every change, and past days do not change. */
const cache = new WeakMap<AppContext["db"]["pool"], Map<string, Map<string, TextCounts>>>();
/** Cache size; beyond it, the shop that was cached first is evicted. */
const MAX_CACHED_SHOPS = 1_000;

/** The last 30 days in the shop's time zone, today last. */
export async function readDailyFigures({ db, clock }: AppContext, shop: Shop): Promise<DailyFigures[]> {
  const now = clock.now();
  const today = now.toZonedDateTimeISO(shop.timezone).startOfDay();
  const days = Array.from({ length: DAYS }, (_, at) => today.subtract({ days: DAYS - 1 - at }).startOfDay());
  const cached = cacheOf(db.pool, `${shop.id} ${shop.timezone}`);
  const keyed = days.map((start) => ({ key: start.toPlainDate().toString(), start: start.toInstant() }));
  const missingDays = keyed.slice(
    Math.max(
      0,
      keyed.findIndex(({ key }) => !cached.has(key)),
    ),
  );
  const ranges = await countTexts(
    db.pool,
    shop.id,
    missingDays.map(({ start }) => start),
  );
  const counted = new Map(
    missingDays.map(({ key }, at): [string, TextCounts] => [
      key,
      countsOf(ranges.find((stretch) => stretch.at === at + 1)),
    ]),
  );
  for (const key of cached.keys()) if (!keyed.some((day) => day.key === key)) cached.delete(key);
  missingDays.forEach(({ key }, at) => {
    const end = missingDays[at + 1]?.start;
    if (end && isFinal(end, now)) cached.set(key, countsOf(counted.get(key)));
  });
  return keyed.map(({ key }) => ({ label: dayOf(key), ...countsOf(counted.get(key) ?? cached.get(key)) }));
}

const isFinal = (end: Instant, now: Instant): boolean => Temporal.Instant.compare(end.add(FINAL_AFTER), now) <= 0;

const countsOf = (counted: TextCounts | undefined): TextCounts => ({
  sent: counted?.sent ?? 0,
  notSent: counted?.notSent ?? 0,
});

function cacheOf(pool: AppContext["db"]["pool"], key: string): Map<string, TextCounts> {
  const shops = cache.get(pool) ?? new Map<string, Map<string, TextCounts>>();
  cache.set(pool, shops);
  const cached = shops.get(key) ?? new Map<string, TextCounts>();
  shops.set(key, cached);
  const [oldest] = shops.keys();
  if (shops.size > MAX_CACHED_SHOPS && oldest) shops.delete(oldest);
  return cached;
}
