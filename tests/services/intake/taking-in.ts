import { inflateSync } from "node:zlib";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import { Temporal } from "#core/time/time.ts";
import { ignoreOwnConsentUpdates } from "#services/intake/parts/normalize-events.server.ts";
import type { NormalizedStoreEvent } from "#services/intake/parts/normalize-events.server.ts";
import { upsertCustomers } from "#services/intake/parts/upsert-customers.server.ts";
import { upsertVariants } from "#services/intake/parts/upsert-variants.server.ts";
import { continueFanOuts } from "#services/intake/parts/fan-out.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { claimStoreEvents, recordResults } from "#shell/repositories/intake/store-events.server.ts";
import type { House } from "../test-app.ts";

/**
 * Takes in what lies in the inbox, as far as customers, products and tellings go, and meets no automation.
 * @returns what was taken in, in its order, as automations would have met it
 */
export async function takeIn({ context }: House): Promise<NormalizedStoreEvent[]> {
  const { pool } = context.db;
  const taken: NormalizedStoreEvent[] = [];
  for (;;) {
    const now = context.clock.now();
    const claimed = await claimStoreEvents(pool, { now, until: now.add({ seconds: 60 }), limit: 200, without: [] });
    if (claimed.length === 0) return taken;
    const events = claimed
      .map((event) => ({
        ...event,
        normalizeResult: normalizeEvent(
          event.topic,
          event.payload && parseLossless(inflateSync(event.payload).toString("utf8")),
        ),
      }))
      .sort((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt) || (a.id < b.id ? -1 : 1));
    await transaction(pool, async (sql) => {
      const shops = new Map(
        (
          await findShops(
            sql,
            events.map(({ shopId }) => shopId),
          )
        ).map((shop) => [shop.id, shop]),
      );
      const heard = await continueFanOuts(context, sql, await ignoreOwnConsentUpdates(sql, events), shops);
      const sightings = heard.flatMap(({ id, shopId, triggeredAt, normalizeResult }) =>
        "ignored" in normalizeResult
          ? []
          : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), normalizedEvent: normalizeResult.normalizedEvent }],
      );
      const { customers } = await upsertCustomers(
        context,
        sql,
        sightings,
        { fetched: new Map(), wordings: new Map() },
        now,
      );
      await upsertVariants(context, sql, heard, { customers, shops });
      const nothing = {
        outcome: null,
        subject: null,
        relatedSubject: null,
        subjectName: null,
        recognised: [],
        processedAt: now,
      };
      await recordResults(
        sql,
        heard.map(({ id }) => ({
          ...nothing,
          id,
          status: "processed",
          reason: null,
          customerId: customers.get(id)?.id ?? null,
        })),
      );
      taken.push(...heard);
    });
  }
}

/** What an event says, in short. */
export function told(event: NormalizedStoreEvent | undefined) {
  if (!event || "ignored" in event.normalizeResult) return undefined;
  const { subject, customerId, targetAutomationId, facts } = event.normalizeResult.normalizedEvent;
  return { topic: event.topic, at: event.triggeredAt.toString(), subject, customerId, targetAutomationId, facts };
}
