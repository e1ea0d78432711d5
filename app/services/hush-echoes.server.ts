import { OWN_SOURCES } from "#core/compliance/own-consent.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findRepeated } from "#shell/repositories/consents.server.ts";
import type { UnderstoodEvent } from "./ingest-batch.server.ts";

/**
 * What the store repeats of a consent that it was told from here is no news to automations: they have heard it already. Its
 * record of the customer is taken in all the same.
 */
export async function hushEchoes(sql: Sql, events: readonly UnderstoodEvent[]): Promise<UnderstoodEvent[]> {
  const words = events.flatMap(({ id, shopId, topic, understanding }) => {
    if ("ignored" in understanding || topic.startsWith("shopbell/")) return [];
    const { consent, customer } = understanding.occurrence;
    return consent?.updatedAt && customer?.shopifyId ? [{ eventId: id, shopId, shopifyId: customer.shopifyId, state: consent.state, at: consent.updatedAt }] : [];
  });
  const repeated = new Set((await findRepeated(sql, OWN_SOURCES, words)).map(({ eventId }) => eventId));
  return events.map((event) => (repeated.has(event.id) ? withoutNews(event) : event));
}

function withoutNews(event: UnderstoodEvent): UnderstoodEvent {
  if ("ignored" in event.understanding) return event;
  const { consent: _known, ...facts } = event.understanding.occurrence.facts;
  return { ...event, understanding: { occurrence: { ...event.understanding.occurrence, facts } } };
}
