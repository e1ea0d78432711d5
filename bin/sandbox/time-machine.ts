import { Temporal, type Instant } from "#core/time.ts";
import type { MovableClock } from "#shell/clock.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { nextLook } from "#shell/repositories/lost-calls.server.ts";
import { nextDue } from "#shell/repositories/scheduled.server.ts";
import type { Worker } from "../../jobs/worker.ts";

/** What the clock must not jump over: a step, or a look for a text whose outcome is unknown. */
const stops: readonly ((sql: Sql) => Promise<Instant | null>)[] = [nextDue, nextLook];

async function nextStop(sql: Sql): Promise<Instant | null> {
  const times = (await Promise.all(stops.map((stop) => stop(sql)))).filter((time) => time !== null);
  return times.reduce<Instant | null>((first, time) => (first && Temporal.Instant.compare(first, time) <= 0 ? first : time), null);
}

/**
 * Moves the clock, living through everything that comes due on the way, each thing at its own time.
 */
export function createTimeMachine(context: AppContext, clock: MovableClock, worker: Worker): (to: Instant) => Promise<void> {
  const moveTo = async (instant: Instant) => {
    if (Temporal.Instant.compare(instant, clock.now()) > 0) clock.moveTo(instant);
    await worker.idle();
  };
  return async (to) => {
    await worker.idle();
    for (let before: Instant | null = null; ; ) {
      const next = await nextStop(context.db.pool);
      // What was due and still is cannot be done now, such as a text the provider refuses for the moment.
      if (!next || Temporal.Instant.compare(next, to) > 0 || (before && Temporal.Instant.compare(next, before) <= 0)) break;
      before = next;
      await moveTo(next);
    }
    await moveTo(to);
  };
}
