import { inflateSync } from "node:zlib";
import {
  knownOrderOf,
  lacksCustomer,
  normalizeEvent,
  type NormalizeResult,
  parseLossless,
  withKnownOrder,
} from "#core/intake/normalize.ts";
import { SHOPBELL_CONSENT_SOURCES } from "#core/consent/own-sources.ts";
import type { EventCause } from "#core/engine/match-context.ts";
import { isOwnConsentUpdate, storeConsentUpdate, withoutConsentFacts } from "#core/intake/own-consent-update.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { StoreOrder } from "#core/intake/store-order.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { consentsGiven } from "#shell/repositories/consent/consents.server.ts";
import { findEchoes } from "#shell/repositories/intake/echoes.server.ts";
import { findOrderEvents, type ClaimedEvent } from "#shell/repositories/intake/store-events.server.ts";

/** A claimed store event with its normalised body. */
export interface NormalizedStoreEvent extends ClaimedEvent {
  normalizeResult: NormalizeResult;
}

/**
 * Normalises a stored event.
 * @param payload the deflated raw body; null after its retention has ended
 */
export function normalizeStoredEvent({ topic, payload }: { topic: string; payload: Buffer | null }): NormalizeResult {
  try {
    return normalizeEvent(topic, payload ? parseLossless(inflateSync(payload).toString("utf8")) : null);
  } catch (error) {
    return { ignored: "payload_invalid", detail: String(error) };
  }
}

/**
 * Completes events that name an order but no customer, such as a fulfilment: the customer comes from the order, or like
 * the facts from the newest processed event about it.
 */
export async function attachOrderCustomers(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  known: ReadonlyMap<string, Pick<StoreOrder, "shopId" | "orderId" | "customerId">>,
): Promise<NormalizedStoreEvent[]> {
  const subjects = events.flatMap(({ shopId, normalizeResult }) =>
    "normalizedEvent" in normalizeResult && lacksCustomer(normalizeResult.normalizedEvent)
      ? [{ shopId, subject: normalizeResult.normalizedEvent.relatedSubject ?? "" }]
      : [],
  );
  if (subjects.length === 0) return [...events];
  const rows = await findOrderEvents(sql, subjects);
  const orders = new Map([
    ...rows.map(
      (row) => [`${row.shopId} ${row.subject}`, knownOrderOf(row.customerId, normalizeStoredEvent(row))] as const,
    ),
    ...[...known.values()].flatMap(({ shopId, orderId, customerId }) => {
      const inEvents = rows.find((row) => row.shopId === shopId && row.subject === `order:${orderId}`);
      return customerId && !inEvents ? [[`${shopId} order:${orderId}`, { customerId, facts: {} }] as const] : [];
    }),
  ]);
  return events.map((event) => {
    const { shopId, normalizeResult } = event;
    if (!("normalizedEvent" in normalizeResult) || !lacksCustomer(normalizeResult.normalizedEvent)) return event;
    const { normalizedEvent } = normalizeResult;
    const order = orders.get(`${shopId} ${normalizedEvent.relatedSubject}`);
    return { ...event, normalizeResult: { normalizedEvent: withKnownOrder(normalizedEvent, order) } };
  });
}

/**
 * Hides from automations the consent webhooks that Shopify sends because Shopbell itself wrote the consent there. The
 * customer is still updated by them.
 */
export async function ignoreOwnConsentUpdates(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
): Promise<NormalizedStoreEvent[]> {
  const updates = events.flatMap(({ id, shopId, topic, normalizeResult }) => {
    if ("ignored" in normalizeResult || !normalizeResult.normalizedEvent.consent) return [];
    const update = storeConsentUpdate({ topic, normalizedEvent: normalizeResult.normalizedEvent });
    return update ? [{ eventId: id, shopId, ...update }] : [];
  });
  if (updates.length === 0) return [...events];
  const given = Map.groupBy(await consentsGiven(sql, SHOPBELL_CONSENT_SOURCES, updates), ({ eventId }) => eventId);
  const own = new Set(
    updates
      .filter((update) => isOwnConsentUpdate(update, given.get(update.eventId) ?? []))
      .map(({ eventId }) => eventId),
  );
  return events.map((event) =>
    own.has(event.id) && "normalizedEvent" in event.normalizeResult
      ? { ...event, normalizeResult: { normalizedEvent: withoutConsentFacts(event.normalizeResult.normalizedEvent) } }
      : event,
  );
}

/** How long after an action of Shopbell the store may send webhooks about its effect. */
const ECHO_WINDOW = Temporal.Duration.from({ minutes: 15 });

/**
 * Finds the events that Shopbell's own actions caused: those that say so, and those that echo an action.
 * @returns by event id, the number of own actions before the event and the sequence of the last one
 */
export async function attributeToOwnActions(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  now: Instant,
): Promise<Map<string, EventCause>> {
  const normalizedEvents = events.flatMap(({ id, shopId, normalizeResult }) =>
    "normalizedEvent" in normalizeResult ? [{ id, shopId, ...normalizeResult.normalizedEvent }] : [],
  );
  const keys = normalizedEvents.flatMap(({ shopId, echoes }) => echoes.map((key) => ({ shopId, key })));
  const rows = keys.length === 0 ? [] : await findEchoes(sql, keys, now.subtract(ECHO_WINDOW));
  const actions = new Map(rows.map((echo) => [`${echo.shopId} ${echo.key}`, echo]));
  return new Map(
    normalizedEvents.map(({ id, shopId, hop, causedBy, echoes }) => {
      const action = echoes.map((key) => actions.get(`${shopId} ${key}`)).find((found) => found !== undefined);
      return [id, action ? { hop: action.hop + 1, causedBy: action.sequenceId } : { hop, causedBy }];
    }),
  );
}
