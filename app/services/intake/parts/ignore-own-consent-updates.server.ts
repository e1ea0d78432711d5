import { OWN_SOURCES } from "#core/consent/own-sources.ts";
import { isEcho, withoutNews, wordOfStore } from "#core/intake/own-consent-update.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { consentsGiven } from "#shell/repositories/consent/consents.server.ts";
import type { UnderstoodEvent } from "./ingest-batch.server.ts";

/** What the store repeats of a consent that it was told from here is no news to automations. */
export async function hushEchoes(sql: Sql, events: readonly UnderstoodEvent[]): Promise<UnderstoodEvent[]> {
  const words = events.flatMap(({ id, shopId, topic, understanding }) => {
    const word = "ignored" in understanding ? null : wordOfStore({ topic, occurrence: understanding.occurrence });
    return word ? [{ eventId: id, shopId, ...word }] : [];
  });
  const given = Map.groupBy(await consentsGiven(sql, OWN_SOURCES, words), ({ eventId }) => eventId);
  const echoes = new Set(
    words.filter((word) => isEcho(word, given.get(word.eventId) ?? [])).map(({ eventId }) => eventId),
  );
  return events.map((event) =>
    echoes.has(event.id) && "occurrence" in event.understanding
      ? { ...event, understanding: { occurrence: withoutNews(event.understanding.occurrence) } }
      : event,
  );
}
