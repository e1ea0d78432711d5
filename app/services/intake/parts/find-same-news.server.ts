import { inflateSync } from "node:zlib";
import { parseLossless } from "#core/intake/normalize.ts";
import { isSameNews, topicsLike, type News } from "#core/intake/reconciliation/same-news.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findEventPairs, type EventPair } from "#shell/repositories/intake/fetched-events.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/** Shopify delivers up to a day late. As long as this after a fetch, webhooks are compared with what was fetched. */
const LATEST = Temporal.Duration.from({ hours: 7 * 24 });

/**
 * Finds the events that bring nothing new: webhooks that come after what they tell was fetched, and fetched events that
 * a webhook told meanwhile. Asks nothing for shops of which nothing was fetched lately.
 * @returns the ids of these events
 */
export async function findSameNews(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { shops, now }: { shops: ReadonlyMap<string, ShopRow>; now: Instant },
): Promise<ReadonlySet<string>> {
  const since = now.subtract(LATEST);
  const hasFetched = (shopId: string) => {
    const at = shops.get(shopId)?.fetchedAt;
    return at != null && Temporal.Instant.compare(at, since) >= 0;
  };
  const subjects = new Map(
    events.flatMap(({ id, shopId, isTest, normalizeResult }) =>
      "ignored" in normalizeResult || isTest || !hasFetched(shopId)
        ? []
        : [[id, normalizeResult.normalizedEvent.subject] as const],
    ),
  );
  const asked = events.filter(({ id }) => subjects.has(id));
  const pairs = await findEventPairs(
    sql,
    asked.map(({ id, shopId, topic }) => ({ id, shopId, subject: subjects.get(id) ?? "", topics: topicsLike(topic) })),
  );
  const fetched = new Map(pairs.map((pair) => [pair.id, pair.fetched]));
  const others = Map.groupBy(pairs, ({ id }) => id);
  const newsOf = ({ id, triggeredAt, payload }: NormalizedStoreEvent): News => ({
    triggeredAt,
    fetched: fetched.get(id) ?? false,
    body: bodyIn(payload),
  });
  const found = new Set<string>();
  for (const event of asked) {
    const news = newsOf(event);
    const known = (others.get(event.id) ?? []).flatMap((pair) => otherOf(pair));
    // Of two that come together, the webhook's stays.
    const beside = news.fetched
      ? asked.filter(
          (each) =>
            each.shopId === event.shopId &&
            subjects.get(each.id) === subjects.get(event.id) &&
            topicsLike(event.topic).includes(each.topic),
        )
      : [];
    if ([...known, ...beside.map(newsOf)].some((other) => isSameNews(news, other))) found.add(event.id);
  }
  return found;
}

const otherOf = ({ fetched, otherAt, otherPayload }: EventPair): News[] =>
  otherAt ? [{ triggeredAt: otherAt, fetched: !fetched, body: bodyIn(otherPayload) }] : [];

function bodyIn(payload: Buffer | null): unknown {
  try {
    return payload && parseLossless(inflateSync(payload).toString("utf8"));
  } catch {
    return null;
  }
}
