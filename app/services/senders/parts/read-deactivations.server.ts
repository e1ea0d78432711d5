import { DEACTIVATED, unreachableUntil } from "#core/sending/reachability.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  lastDeactivationsDay,
  markDeactivated,
  saveDeactivationsDay,
} from "#shell/repositories/senders/deactivations.server.ts";

/** Twilio keeps the lists of the last days; older ones are not asked for. */
const MAX_DAYS = 7;

/**
 * Reads the carriers' lists of numbers that were given up, of every day since the last run, and marks those numbers as
 * unreachable: the next owner has agreed to nothing. A day whose list breaks off is read again by the next run.
 */
export async function readDeactivations({ registrar, db, clock, secrets, log }: AppContext): Promise<void> {
  const now = clock.now();
  const until = unreachableUntil(DEACTIVATED, now);
  if (!until) throw new Error("a number that was given up is forgotten at once");
  const yesterday = now.toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 1 });
  const last = await lastDeactivationsDay(db.pool);
  const earliest = yesterday.subtract({ days: MAX_DAYS - 1 });
  const next = last === null ? yesterday : Temporal.PlainDate.from(last).add({ days: 1 });
  let day = Temporal.PlainDate.compare(next, earliest) < 0 ? earliest : next;
  for (; Temporal.PlainDate.compare(day, yesterday) <= 0; day = day.add({ days: 1 })) {
    let marked = 0;
    for await (const numbers of registrar.deactivatedOn(day.toString()))
      marked += await markDeactivated(db.pool, numbers.map(secrets.hashAddress), {
        code: DEACTIVATED,
        since: now,
        until,
      });
    await saveDeactivationsDay(db.pool, day.toString());
    log.info({ day: day.toString(), marked }, "the list of numbers that were given up is read");
  }
}
