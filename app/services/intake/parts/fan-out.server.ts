import type { Facts } from "#core/intake/define.ts";
import { isOwnTopic, type OwnTopic } from "#core/intake/topics/own-events.ts";
import { withOldPrice } from "#core/intake/price-drop.ts";
import {
  attachedFanOut,
  attachFanOut,
  fanOutEventId,
  fanOutTriggeredAt,
  FAN_OUT_PAGE_SIZE,
  fanOutSubject,
  withoutFanOut,
  type FanOutCursor,
} from "#core/intake/fan-out.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findAudience, type AudienceMember } from "#shell/repositories/intake/audiences.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";
import { emitOwnEvents } from "./emit-events.server.ts";

/** What each event of a fan-out has in common. */
interface FanOutSource {
  shopId: string;
  topic: OwnTopic;
  /** The only automation that the events may enter; null for each automation of the trigger. */
  automationId: string | null;
  facts: Facts;
}

/**
 * Starts a fan-out: emits one event per customer of an audience, here for the first page. Runs in the transaction of
 * the change that causes it.
 * @param dueAt when the fan-out should have started; the delay shifts the events' times
 * @returns the number of new events
 */
export const startFanOut = (
  context: AppContext,
  sql: Sql,
  source: FanOutSource,
  { dueAt, ...cursor }: Omit<FanOutCursor, "after" | "lateBy"> & { dueAt: Instant },
): Promise<number> =>
  emitPage(context, sql, source, {
    ...cursor,
    after: null,
    lateBy: Math.max(0, context.clock.now().epochMilliseconds - dueAt.epochMilliseconds),
  });

/**
 * Continues fan-outs: the last event of each page carries the cursor, and ingesting it emits the next page. The caller
 * holds the shops' intake lock.
 * @returns the events without their cursors
 */
export async function continueFanOuts(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  shops: ReadonlyMap<string, Pick<ShopRow, "uninstalledAt">>,
): Promise<NormalizedStoreEvent[]> {
  const remaining: NormalizedStoreEvent[] = [];
  for (const event of events) {
    const { shopId, topic, normalizeResult } = event;
    const normalizedEvent = "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent : null;
    const carried = normalizedEvent && attachedFanOut(normalizedEvent);
    if (!carried || !isOwnTopic(topic)) {
      remaining.push(event);
      continue;
    }
    const shop = shops.get(shopId);
    if (shop && !shop.uninstalledAt)
      await emitPage(
        context,
        sql,
        { shopId, topic, automationId: normalizedEvent.targetAutomationId, facts: carried.facts },
        carried.telling,
      );
    remaining.push({ ...event, normalizeResult: { normalizedEvent: withoutFanOut(normalizedEvent) } });
  }
  return remaining;
}

/** Emits the events of one page, with the cursor of the next page on the last one. @returns the number of new events */
async function emitPage(
  context: AppContext,
  sql: Sql,
  { shopId, topic, automationId, facts }: FanOutSource,
  cursor: FanOutCursor,
): Promise<number> {
  const triggeredAt = fanOutTriggeredAt(cursor, context.clock.now());
  const emit = (members: readonly AudienceMember[], factsOf: (own: Facts) => Facts): Promise<number> =>
    emitOwnEvents(
      context,
      sql,
      members.map(({ customerId, seen }) => ({
        shopId,
        topic,
        eventId: fanOutEventId(cursor, customerId),
        triggeredAt,
        payload: {
          subject: fanOutSubject(cursor, customerId),
          customerId,
          automationId,
          facts: factsOf(seen ? withOldPrice(facts, seen) : facts),
        },
      })),
    );
  let total = 0;
  for (let after = cursor.after; ;) {
    const { members, last } = await findAudience(sql, cursor.audience, { shopId, after, limit: FAN_OUT_PAGE_SIZE });
    const carrier = last === null ? undefined : members.at(-1);
    total += await emit(
      members.filter((member) => member !== carrier),
      (own) => own,
    );
    if (last === null) return total;
    if (carrier && (await emit([carrier], (own) => attachFanOut(own, { ...cursor, after: last }))) > 0)
      return total + 1;
    // No event carries the cursor when the page has no members, or when its last event was emitted earlier. Then emit
    // the next page here.
    after = last;
  }
}
