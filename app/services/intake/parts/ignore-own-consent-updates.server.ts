import { SHOPBELL_CONSENT_SOURCES } from "#core/consent/own-sources.ts";
import { isOwnConsentUpdate, withoutConsentFacts, storeConsentUpdate } from "#core/intake/own-consent-update.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { consentsGiven } from "#shell/repositories/consent/consents.server.ts";
import type { NormalizedStoreEvent } from "./normalize-stored-event.server.ts";

/** What the store repeats of a consent that it was told from here is no news to automations. */
export async function ignoreOwnConsentUpdates(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
): Promise<NormalizedStoreEvent[]> {
  const words = events.flatMap(({ id, shopId, topic, normalizeResult }) => {
    const word =
      "ignored" in normalizeResult
        ? null
        : storeConsentUpdate({ topic, normalizedEvent: normalizeResult.normalizedEvent });
    return word ? [{ eventId: id, shopId, ...word }] : [];
  });
  const given = Map.groupBy(await consentsGiven(sql, SHOPBELL_CONSENT_SOURCES, words), ({ eventId }) => eventId);
  const echoes = new Set(
    words.filter((word) => isOwnConsentUpdate(word, given.get(word.eventId) ?? [])).map(({ eventId }) => eventId),
  );
  return events.map((event) =>
    echoes.has(event.id) && "normalizedEvent" in event.normalizeResult
      ? { ...event, normalizeResult: { normalizedEvent: withoutConsentFacts(event.normalizeResult.normalizedEvent) } }
      : event,
  );
}
