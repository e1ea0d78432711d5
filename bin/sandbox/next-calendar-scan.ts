import { nextMoment } from "#core/time/next-moment.ts";
import { nextRun } from "#core/time/next-run.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { scanOf, triggers } from "#core/triggers/index.ts";
import { tasks } from "#services/operations/run-task.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCalendarTriggers, type CalendarTriggerRow } from "#shell/repositories/scheduled/calendar.server.ts";

const calendarTriggers = triggers.filter(({ scan }) => scan !== undefined).map(({ type }) => type);
const pattern = tasks["scan-calendar"]?.pattern ?? "* * * * *";
/** Maximum delay between a due moment and its scan. */
const SCAN_INTERVAL = { minutes: 1 };
const PAGE_SIZE = 1_000;

/** When the next calendar scan finds something due; null if no calendar automation is active. */
export async function nextCalendarScan(context: AppContext): Promise<Instant | null> {
  const now = context.clock.now();
  const rows = await findCalendarTriggers(context.db.pool, calendarTriggers, { after: null, limit: PAGE_SIZE });
  const definitions = await context.definitions(
    context.db.pool,
    rows.map(({ versionId }) => versionId),
  );
  const scans = rows.flatMap(({ versionId, timezone }: CalendarTriggerRow): Instant[] => {
    const definition = definitions.get(versionId);
    const scan = definition && scanOf(definition.trigger);
    for (
      let moment = scan && nextMoment(scan, now.subtract(SCAN_INTERVAL), timezone);
      scan && moment;
      moment = nextMoment(scan, moment, timezone)
    ) {
      const scanAt = firstScanAfter(moment);
      if (scanAt && Temporal.Instant.compare(scanAt, now) > 0) return [scanAt];
    }
    return [];
  });
  return scans.toSorted(Temporal.Instant.compare)[0] ?? null;
}

/** The first scan at or after a moment. */
const firstScanAfter = (moment: Instant): Instant | null => nextRun(pattern, "UTC", moment.subtract({ seconds: 1 }));
