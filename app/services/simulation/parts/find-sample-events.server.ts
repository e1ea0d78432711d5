import type { Definition } from "#core/automations/definition.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import { matchTriggers, triggerOf } from "#core/triggers/index.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readOnly } from "#shell/db/read-only.server.ts";
import { recentEvents, type PastEventRow } from "#shell/repositories/simulation/backtest-history.server.ts";
import { normalizePastEvent, type HistoryReader } from "../backtest/read-history.server.ts";

const MAX_AGE = { hours: 60 * 24 };
const EVENTS_READ = 60;
const MAX_OFFERED = 15;

/** A past event, normalised. */
export interface SampleEvent {
  row: PastEventRow;
  event: PastEvent;
}

/** The newest events that match the definition's trigger, newest first. */
export async function findSampleEvents(
  { db }: AppContext,
  shopId: string,
  { trigger }: Definition,
  now: Instant,
): Promise<SampleEvent[]> {
  const read: HistoryReader = (work) => readOnly(db.pool, work);
  const rows = await read((sql) =>
    recentEvents(sql, shopId, triggerOf(trigger.type).topics, now.subtract(MAX_AGE), EVENTS_READ),
  );
  const events = new Map((await normalizePastEvent(read, shopId, rows)).map(({ event }) => [event.id, event]));
  return rows
    .flatMap((row) => {
      const event = events.get(row.id);
      return event && matchTriggers(event.topic, event.normalizedEvent).candidateFor.includes(trigger.type)
        ? [{ row, event }]
        : [];
    })
    .slice(0, MAX_OFFERED);
}
