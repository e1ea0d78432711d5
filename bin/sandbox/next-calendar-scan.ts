import { nextMoment } from "#core/time/next-moment.ts";
import { nextRun } from "#core/time/next-run.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { scanOf, triggers } from "#core/triggers/index.ts";
import { tasks } from "#services/operations/run-task.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCalendarTriggers, type CalendarTriggerRow } from "#shell/repositories/scheduled/calendar.server.ts";

const ofTime = triggers.filter(({ scan }) => scan !== undefined).map(({ type }) => type);
const pattern = tasks["scan-calendar"]?.pattern ?? "* * * * *";
/** The longest that something due waits to be looked for. */
const BETWEEN_LOOKS = { minutes: 1 };
const AT_ONCE = 1_000;

/**
 * When the calendar will be looked at and something found due there; null when no automation that is on goes by time.
 */
export async function nextCalendarScan(context: AppContext): Promise<Instant | null> {
  const now = context.clock.now();
  const rows = await findCalendarTriggers(context.db.pool, ofTime, { after: null, limit: AT_ONCE });
  const definitions = await context.definitions(
    context.db.pool,
    rows.map(({ versionId }) => versionId),
  );
  const looks = rows.flatMap(({ versionId, timezone }: CalendarTriggerRow): Instant[] => {
    const definition = definitions.get(versionId);
    const scan = definition && scanOf(definition.trigger);
    for (
      let moment = scan && nextMoment(scan, now.subtract(BETWEEN_LOOKS), timezone);
      scan && moment;
      moment = nextMoment(scan, moment, timezone)
    ) {
      const look = lookFor(moment);
      if (look && Temporal.Instant.compare(look, now) > 0) return [look];
    }
    return [];
  });
  return looks.toSorted(Temporal.Instant.compare)[0] ?? null;
}

/** The first look that finds what is due at a moment. */
const lookFor = (moment: Instant): Instant | null => nextRun(pattern, "UTC", moment.subtract({ seconds: 1 }));
