import { inflateSync } from "node:zlib";
import { understand } from "#core/intake/normalize.ts";
import { parseLossless } from "#core/intake/lossless-json.ts";
import { Temporal } from "#core/time/time.ts";
import { hushEchoes } from "#services/intake/parts/ignore-own-consent-updates.server.ts";
import type { UnderstoodEvent } from "#services/intake/parts/ingest-batch.server.ts";
import { rememberCustomers } from "#services/intake/parts/upsert-customers.server.ts";
import { rememberProducts } from "#services/intake/parts/upsert-variants.server.ts";
import { tellOn } from "#services/intake/parts/fan-out.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { claimStoreEvents, recordResults } from "#shell/repositories/intake/store-events.server.ts";
import type { House } from "../test-app.ts";

/**
 * Takes in what lies in the inbox, as far as customers, products and tellings go, and meets no automation.
 * @returns what was taken in, in its order, as automations would have met it
 */
export async function takeIn({ context }: House): Promise<UnderstoodEvent[]> {
  const { pool } = context.db;
  const taken: UnderstoodEvent[] = [];
  for (;;) {
    const now = context.clock.now();
    const claimed = await claimStoreEvents(pool, { now, until: now.add({ seconds: 60 }), limit: 200 });
    if (claimed.length === 0) return taken;
    const events = claimed
      .map((event) => ({
        ...event,
        understanding: understand(
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
      const heard = await tellOn(context, sql, await hushEchoes(sql, events), shops);
      const sightings = heard.flatMap(({ id, shopId, triggeredAt, understanding }) =>
        "ignored" in understanding
          ? []
          : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), occurrence: understanding.occurrence }],
      );
      const customers = await rememberCustomers(context, sql, sightings, new Map(), now);
      await rememberProducts(context, sql, heard, { customers, shops });
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
export function told(event: UnderstoodEvent | undefined) {
  if (!event || "ignored" in event.understanding) return undefined;
  const { subject, customerId, aimedAt, facts } = event.understanding.occurrence;
  return { topic: event.topic, at: event.triggeredAt.toString(), subject, customerId, aimedAt, facts };
}
