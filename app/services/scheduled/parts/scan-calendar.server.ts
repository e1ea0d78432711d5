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

const AUTOMATIONS_AT_ONCE = 200;
const ofTime = triggers.filter(({ scan }) => scan !== undefined).map(({ type }) => type);

/**
 * Looks whether the day and the hour have come that automations of time wait for, each in its shop's zone, and raises
 * an event for each customer it concerns: a page of them here, the rest from page to page as the inbox is worked off.
 */
export async function scanCalendar(context: AppContext): Promise<void> {
  const { pool } = context.db;
  const now = context.clock.now();
  await skipScan(pool, ofTime, now);
  let raised = 0;
  for (let after: string | null = null; ;) {
    const rows: CalendarTriggerRow[] = await findCalendarTriggers(pool, ofTime, { after, limit: AUTOMATIONS_AT_ONCE });
    for (const row of rows) raised += await scanAlone(context, row, now);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < AUTOMATIONS_AT_ONCE) break;
  }
  if (raised > 0) await remind(context, [inboxReminder(now)]);
}

/** What is wrong with one automation or its shop keeps no other from its day. */
const scanAlone = (context: AppContext, row: CalendarTriggerRow, now: Instant): Promise<number> =>
  scanOne(context, row, now).catch((error: unknown) => {
    context.log.error({ err: error, automationId: row.id }, "an automation's calendar could not be looked at");
    return 0;
  });

async function scanOne(context: AppContext, row: CalendarTriggerRow, now: Instant): Promise<number> {
  const { pool } = context.db;
  const definition = (await context.definitions(pool, [row.versionId])).get(row.versionId);
  const scan = definition && scanOf(definition.trigger);
  if (!scan) return 0;
  const calls = calendarEventsDue(scan, { since: row.scannedTo ?? row.publishedAt, now, timezone: row.timezone });
  if (calls.length === 0) return 0;
  return transaction(pool, async (sql) => {
    if (!(await claimScan(sql, row, now))) return 0;
    let raised = 0;
    for (const { of, dueAt, topic, subject, audience, facts } of calls) {
      const head = `${definition.trigger.type}:${row.id}`;
      raised += await startFanOut(
        context,
        sql,
        { shopId: row.shopId, topic, automationId: row.id, facts },
        { audience, head, tail: of, subject, dueAt },
      );
    }
    return raised;
  });
}
