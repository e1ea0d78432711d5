import { Temporal, type Instant } from "#core/time/time.ts";
import type { MovableClock } from "#shell/clock.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { nextLookupAt } from "#shell/repositories/sending/lost-attempts.server.ts";
import { nextDueAt } from "#shell/repositories/engine/step-claims.server.ts";
import type { Worker } from "../../jobs/worker.ts";
import { nextCalendarScan } from "./next-calendar-scan.ts";

/** Times at which the clock must stop: due steps, lookups of unknown outcomes, and calendar scans. */
const stops: readonly ((context: AppContext) => Promise<Instant | null>)[] = [
  ({ db }) => nextDueAt(db.pool),
  ({ db }) => nextLookupAt(db.pool),
  nextCalendarScan,
];

async function nextStop(context: AppContext): Promise<Instant | null> {
  const times = (await Promise.all(stops.map((stop) => stop(context)))).filter((time) => time !== null);
  return times.reduce<Instant | null>(
    (first, time) => (first && Temporal.Instant.compare(first, time) <= 0 ? first : time),
    null,
  );
}

/** Moves the clock forward and runs everything that comes due on the way at its own time. */
export function createTimeMachine(
  context: AppContext,
  clock: MovableClock,
  worker: Worker,
): (to: Instant) => Promise<void> {
  const moveTo = async (instant: Instant) => {
    if (Temporal.Instant.compare(instant, clock.now()) > 0) clock.moveTo(instant);
    await worker.idle();
  };
  return async (to) => {
    await worker.idle();
    for (let before: Instant | null = null; ;) {
      const next = await nextStop(context);
      // Work that is still due cannot be done now, such as a text that the provider throttles.
      if (!next || Temporal.Instant.compare(next, to) > 0 || (before && Temporal.Instant.compare(next, before) <= 0))
        break;
      before = next;
      await moveTo(next);
    }
    await moveTo(to);
  };
}
