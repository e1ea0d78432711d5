import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countStepTexts,
  keepCountedSteps,
  readCountedSteps,
  type StepTexts,
} from "#shell/repositories/analytics/results.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** Then a day's figures are final: carriers report a text's end within three days. */
const FINAL_AFTER = Temporal.Duration.from({ hours: 96 });

/** What each step sent on each day from one instant until another, both midnights of the shop. A past day is counted once. */
export async function readStepTexts(
  { db, clock }: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { from, until }: { from: Instant; until: Instant },
): Promise<(StepTexts & { dayStart: Instant })[]> {
  const days = daysBetween(from, until, shop.timezone);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const scope = { shopId: shop.id, timezone: shop.timezone };
  const kept = new Map(
    (await readCountedSteps(db.pool, { ...scope, from: first.key, to: last.key })).map(({ day, steps }) => [
      day,
      steps,
    ]),
  );
  const firstMissing = days.findIndex(({ key }) => !kept.has(key));
  const missing = firstMissing === -1 ? [] : days.slice(firstMissing);
  const starts = missing.map(({ start }) => start);
  const counted = missing.length > 0 ? await countStepTexts(db.pool, shop.id, { starts, until }) : [];
  const byRange = Map.groupBy(counted, ({ at }) => at);
  const fresh = missing.map((day, at) => ({
    ...day,
    steps: (byRange.get(at + 1) ?? []).map(({ at: _at, ...step }) => step),
  }));
  const now = clock.now();
  const final = fresh.filter(
    ({ key, end }) => !kept.has(key) && Temporal.Instant.compare(end.add(FINAL_AFTER), now) <= 0,
  );
  if (final.length > 0)
    await keepCountedSteps(
      db.pool,
      scope,
      final.map(({ key, steps }) => ({ day: key, steps })),
    );
  const freshKeys = new Set(missing.map(({ key }) => key));
  return [
    ...days.filter(({ key }) => !freshKeys.has(key)).map((day) => ({ ...day, steps: kept.get(day.key) ?? [] })),
    ...fresh,
  ].flatMap(({ start, steps }) => steps.map((step) => ({ ...step, dayStart: start })));
}

function daysBetween(from: Instant, until: Instant, timezone: string): { key: string; start: Instant; end: Instant }[] {
  const days: { key: string; start: Instant; end: Instant }[] = [];
  for (let day = from.toZonedDateTimeISO(timezone).startOfDay(); ;) {
    const start = day.toInstant();
    if (Temporal.Instant.compare(start, until) >= 0) return days;
    const next = day.add({ days: 1 }).startOfDay();
    days.push({ key: day.toPlainDate().toString(), start, end: next.toInstant() });
    day = next;
  }
}
