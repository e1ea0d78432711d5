import type { Facts } from "#core/intake/define.ts";
import { isOwnTopic, type OwnTopic } from "#core/intake/topics/own-events.ts";
import { droppedFrom } from "#core/intake/price-drop.ts";
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

/** What is told of many. */
interface News {
  shopId: string;
  topic: OwnTopic;
  /** The one automation that it is meant for; null for whoever listens. */
  automationId: string | null;
  facts: Facts;
}

/**
 * Begins to tell something of many customers: the first page, in the transaction that brings it about.
 * @param dueAt when it should have begun
 */
export const startFanOut = (
  context: AppContext,
  sql: Sql,
  news: News,
  { dueAt, ...told }: Omit<FanOutCursor, "after" | "lateBy"> & { dueAt: Instant },
): Promise<number> =>
  tellPage(context, sql, news, {
    ...told,
    after: null,
    lateBy: Math.max(0, context.clock.now().epochMilliseconds - dueAt.epochMilliseconds),
  });

/**
 * Goes on with what was begun: the last event of a page brings the next one. Part of taking events in.
 * @returns the events as they are for everyone else: without what they carried
 */
export async function continueFanOuts(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  shops: ReadonlyMap<string, Pick<ShopRow, "uninstalledAt">>,
): Promise<NormalizedStoreEvent[]> {
  const rest: NormalizedStoreEvent[] = [];
  for (const event of events) {
    const { shopId, topic, normalizeResult } = event;
    const normalizedEvent = "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent : null;
    const carried = normalizedEvent && attachedFanOut(normalizedEvent);
    if (!carried || !isOwnTopic(topic)) {
      rest.push(event);
      continue;
    }
    const shop = shops.get(shopId);
    if (shop && !shop.uninstalledAt)
      await tellPage(
        context,
        sql,
        { shopId, topic, automationId: normalizedEvent.targetAutomationId, facts: carried.facts },
        carried.telling,
      );
    rest.push({ ...event, normalizeResult: { normalizedEvent: withoutFanOut(normalizedEvent) } });
  }
  return rest;
}

/** @returns how many events are new */
async function tellPage(
  context: AppContext,
  sql: Sql,
  { shopId, topic, automationId, facts }: News,
  told: FanOutCursor,
): Promise<number> {
  const triggeredAt = fanOutTriggeredAt(told, context.clock.now());
  const raise = (members: readonly AudienceMember[], factsOf: (own: Facts) => Facts): Promise<number> =>
    emitOwnEvents(
      context,
      sql,
      members.map(({ customerId, seen }) => ({
        shopId,
        topic,
        eventId: fanOutEventId(told, customerId),
        triggeredAt,
        payload: {
          subject: fanOutSubject(told, customerId),
          customerId,
          automationId,
          facts: factsOf(seen ? droppedFrom(facts, seen) : facts),
        },
      })),
    );
  let total = 0;
  for (let after = told.after; ;) {
    const { members, last } = await findAudience(sql, told.audience, { shopId, after, limit: FAN_OUT_PAGE_SIZE });
    const carrier = last === null ? undefined : members.at(-1);
    total += await raise(
      members.filter((member) => member !== carrier),
      (own) => own,
    );
    if (last === null) return total;
    if (carrier && (await raise([carrier], (own) => attachFanOut(own, { ...told, after: last }))) > 0) return total + 1;
    // Told of before, it carries nothing any more, and a page without a member has nobody who could.
    after = last;
  }
}
