import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countTexts } from "#shell/repositories/analytics/home-figures.server.ts";
import { dayOf } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const DAYS = 30;
/** A day is over for good when whatever was being written at its end is written. */
const SETTLES = Temporal.Duration.from({ hours: 1 });

/** A day of the shop: what came of its texts. */
export interface DailyFigures {
  /** Such as "Nov 18". */
  label: string;
  sent: number;
  notSent: number;
}

type Counted = Pick<DailyFigures, "sent" | "notSent">;

/**
 * Days that are over, by database and shop: the log of a past day does not change, and Home is read anew whenever
 * something happens.
 */
const past = new WeakMap<AppContext["db"]["pool"], Map<string, Map<string, Counted>>>();
/** Beyond so many, the shop that was looked at first is forgotten. */
const MOST_SHOPS = 1_000;

/** The last days of a shop in its own zone, today last. */
export async function readDailyFigures({ db, clock }: AppContext, shop: Shop): Promise<DailyFigures[]> {
  const now = clock.now();
  const today = now.toZonedDateTimeISO(shop.timezone).startOfDay();
  const days = Array.from({ length: DAYS }, (_, at) => today.subtract({ days: DAYS - 1 - at }).startOfDay());
  const known = knownOf(db.pool, `${shop.id} ${shop.timezone}`);
  const keyed = days.map((start) => ({ key: start.toPlainDate().toString(), start: start.toInstant() }));
  const asked = keyed.slice(
    Math.max(
      0,
      keyed.findIndex(({ key }) => !known.has(key)),
    ),
  );
  const stretches = await countTexts(
    db.pool,
    shop.id,
    asked.map(({ start }) => start),
  );
  const counted = new Map(
    asked.map(({ key }, at): [string, Counted] => [key, countedIn(stretches.find((stretch) => stretch.at === at + 1))]),
  );
  for (const key of known.keys()) if (!keyed.some((day) => day.key === key)) known.delete(key);
  asked.forEach(({ key }, at) => {
    const end = asked[at + 1]?.start;
    if (end && isSettled(end, now)) known.set(key, countedIn(counted.get(key)));
  });
  return keyed.map(({ key }) => ({ label: dayOf(key), ...countedIn(counted.get(key) ?? known.get(key)) }));
}

const isSettled = (end: Instant, now: Instant): boolean => Temporal.Instant.compare(end.add(SETTLES), now) <= 0;

const countedIn = (counted: Counted | undefined): Counted => ({
  sent: counted?.sent ?? 0,
  notSent: counted?.notSent ?? 0,
});

function knownOf(pool: AppContext["db"]["pool"], key: string): Map<string, Counted> {
  const shops = past.get(pool) ?? new Map<string, Map<string, Counted>>();
  past.set(pool, shops);
  const known = shops.get(key) ?? new Map<string, Counted>();
  shops.set(key, known);
  const [oldest] = shops.keys();
  if (shops.size > MOST_SHOPS && oldest) shops.delete(oldest);
  return known;
}
