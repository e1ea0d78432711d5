import { calendarEventsDue } from "#core/scheduled/calendar.ts";
import type { Instant } from "#core/time/time.ts";
import { scanOf, triggers } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  claimScan,
  findCalendarTriggers,
  skipScan,
  type CalendarTriggerRow,
} from "#shell/repositories/scheduled/calendar.server.ts";
import { inboxReminder } from "#services/intake/parts/emit-events.server.ts";
import { remind } from "#services/engine/parts/remind.server.ts";
import { startFanOut } from "#services/intake/parts/fan-out.server.ts";

const PAGE_SIZE = 200;
const calendarTriggers = triggers.filter(({ scan }) => scan !== undefined).map(({ type }) => type);

/**
 * Finds the calendar automations whose day and hour has come in their shop's time zone, and starts a fan-out of events
 * to their customers.
 */
export async function scanCalendar(context: AppContext): Promise<void> {
  const { pool } = context.db;
  const now = context.clock.now();
  await skipScan(pool, calendarTriggers, now);
  let inserted = 0;
  for (let after: string | null = null; ;) {
    const rows: CalendarTriggerRow[] = await findCalendarTriggers(pool, calendarTriggers, { after, limit: PAGE_SIZE });
    for (const row of rows) inserted += await scanSafely(context, row, now);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE_SIZE) break;
  }
  if (inserted > 0) await remind(context, [inboxReminder(now)]);
}

/** An error in one automation must not stop the scan of the others. */
const scanSafely = (context: AppContext, row: CalendarTriggerRow, now: Instant): Promise<number> =>
  scanAutomation(context, row, now).catch((error: unknown) => {
    context.log.error({ err: error, automationId: row.id }, "an automation's calendar could not be looked at");
    return 0;
  });

async function scanAutomation(context: AppContext, row: CalendarTriggerRow, now: Instant): Promise<number> {
  const { pool } = context.db;
  const definition = (await context.definitions(pool, [row.versionId])).get(row.versionId);
  const scan = definition && scanOf(definition.trigger);
  if (!scan) return 0;
  const dueEvents = calendarEventsDue(scan, { since: row.scannedTo ?? row.publishedAt, now, timezone: row.timezone });
  if (dueEvents.length === 0) return 0;
  return transaction(pool, async (sql) => {
    if (!(await claimScan(sql, row, now))) return 0;
    let inserted = 0;
    for (const { of: occurrence, dueAt, topic, subject, audience, facts } of dueEvents) {
      const keyPrefix = `${definition.trigger.type}:${row.id}`;
      inserted += await startFanOut(
        context,
        sql,
        { shopId: row.shopId, topic, automationId: row.id, facts },
        { audience, head: keyPrefix, tail: occurrence, subject, dueAt },
      );
    }
    return inserted;
  });
}
