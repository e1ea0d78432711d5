import { underDoubleOptIn } from "#core/consent/double-opt-in.ts";
import type { Sighting } from "#core/customers/customer-merger.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { Occurrence } from "#core/intake/define.ts";
import { inOrder } from "#core/intake/in-order.ts";
import type { Understanding } from "#core/intake/normalize.ts";
import { mayEraseShop } from "#core/consent/erasure.ts";
import type { IgnoredReason } from "#core/activity/reasons.ts";
import { metEventOf, type Cause } from "#core/engine/incoming-event.ts";
import { meet, type Consequences, type MetEvent, type Roster } from "#core/engine/match-context.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { onceCommitted, type Sql } from "#shell/db/sql.server.ts";
import { segmentsOf } from "#shell/repositories/customers/segments.server.ts";
import { findShops, recordShopNews, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { eraseEventsOf } from "#shell/repositories/consent/erasure.server.ts";
import {
  lockIntake,
  recordResults,
  stillReceived,
  type ClaimedEvent,
  type EventResult,
} from "#shell/repositories/intake/store-events.server.ts";
import type { Told } from "./fetch-customers.server.ts";
import { findCauses } from "./attribute-to-own-actions.server.ts";
import { gatherRosters } from "./load-match-context.server.ts";
import { hushEchoes } from "./ignore-own-consent-updates.server.ts";
import { honourPrivacy } from "./handle-privacy-webhooks.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { noteDepartures } from "./cancel-for-deleted-customers.server.ts";
import { recallEarlier } from "./attach-order-customer.server.ts";
import { rememberOrders } from "./upsert-orders.server.ts";
import { rememberProducts } from "./upsert-variants.server.ts";
import { tellOn } from "./fan-out.server.ts";
import { rememberCustomers } from "./upsert-customers.server.ts";
import { takeCharges } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { writeConsequences, type Met } from "./persist-matches.server.ts";

export interface UnderstoodEvent extends ClaimedEvent {
  understanding: Understanding;
}

/**
 * Takes a batch of events in, within one transaction: customers first, then each event in the order in which it
 * happened meets the shop's automations.
 * @returns the steps that are due because of it
 */
export async function ingestBatch(
  context: AppContext,
  sql: Sql,
  claimed: readonly UnderstoodEvent[],
  told: Told,
): Promise<Due[]> {
  const now = context.clock.now();
  const shopIds = [...new Set(claimed.map(({ shopId }) => shopId))];
  await lockIntake(sql, shopIds);
  const open = await stillReceived(
    sql,
    claimed.map(({ id }) => id),
  );
  const inTurn = inOrder(claimed.filter(({ id }) => open.has(id)));

  await recordShopNews(
    sql,
    inTurn.flatMap((event) =>
      "ignored" in event.understanding || !event.understanding.occurrence.shop
        ? []
        : [{ ...event.understanding.occurrence.shop, shopId: event.shopId, triggeredAt: event.triggeredAt }],
    ),
  );
  const shops = new Map((await findShops(sql, shopIds)).map((shop) => [shop.id, shop]));
  const asked = (await recallEarlier(sql, inTurn)).map((event) => asAsked(event, shops.get(event.shopId)));
  const events = await tellOn(context, sql, await hushEchoes(sql, asked), shops);
  const customers = await rememberCustomers(context, sql, sightingsOf(events), told, now);
  await rememberProducts(context, sql, events, { customers, shops });
  await rememberOrders(sql, events, { customers, shops });
  const segments = await segmentsOf(sql, [...new Set([...customers.values()].map(({ id }) => id))]);
  const causes = await findCauses(sql, events, now);
  const met = events.flatMap((event) => toMet(event, { shops, customers, segments, causes }));
  const rosters = await gatherRosters(context, sql, met, now);

  const outcomes: Met[] = met.map((item) => ({
    ...item,
    consequences: meet(item.event, rosterOf(rosters, item.shop.id), now, () => context.newId(now)),
  }));
  const due = await writeConsequences(context, sql, outcomes, now);
  const results = resultsOf(events, shops, outcomes, now);
  await recordResults(sql, results);
  onceCommitted(sql, () => results.forEach(({ status }) => context.metrics.ingested(status)));
  const ofErased = outcomes.filter(({ customer }) => customer?.erasedAt).map(({ event }) => event.id);
  if (ofErased.length > 0) await eraseEventsOf(sql, ofErased);
  await noteDepartures(sql, outcomes, now);
  await honourPrivacy(context, sql, privacyOf(events, shops), now);
  const released = await takeCharges(context, sql, chargesOf(events), now);
  return [...due, ...released];
}

const chargesOf = (events: readonly UnderstoodEvent[]) =>
  events.flatMap(({ shopId, understanding }) =>
    "ignored" in understanding || !understanding.occurrence.charge
      ? []
      : [{ shopId, charge: understanding.occurrence.charge }],
  );

/** In a shop that asks twice for consent, a first yes is a question. */
function asAsked(event: UnderstoodEvent, shop: ShopRow | undefined): UnderstoodEvent {
  if (!shop || "ignored" in event.understanding) return event;
  return {
    ...event,
    understanding: {
      occurrence: underDoubleOptIn(event.understanding.occurrence, readSettings(shop.settings).doubleOptIn),
    },
  };
}

const privacyOf = (events: readonly UnderstoodEvent[], shops: ReadonlyMap<string, ShopRow>) =>
  events.flatMap((event) => {
    const { id, shopId, shopDomain, understanding } = event;
    if ("ignored" in understanding || !understanding.occurrence.privacy || erasesTooSoon(event, shops)) return [];
    return [{ storeEventId: id, shopId, shopDomain, request: understanding.occurrence.privacy }];
  });

const erasesTooSoon = (
  { shopId, triggeredAt, understanding }: UnderstoodEvent,
  shops: ReadonlyMap<string, ShopRow>,
): boolean =>
  "occurrence" in understanding &&
  understanding.occurrence.privacy?.asks === "erase_shop" &&
  !mayEraseShop(shops.get(shopId)?.uninstalledAt ?? null, triggeredAt);

const rosterOf = (rosters: ReadonlyMap<string, Roster>, shopId: string): Roster =>
  rosters.get(shopId) ?? { automations: [], members: [], exits: [] };

const sightingsOf = (events: readonly UnderstoodEvent[]): Sighting[] =>
  events.flatMap(({ id, shopId, triggeredAt, understanding }) =>
    "ignored" in understanding
      ? []
      : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), occurrence: understanding.occurrence }],
  );

interface Known {
  shops: ReadonlyMap<string, ShopRow>;
  customers: ReadonlyMap<string, CustomerRecord>;
  segments: ReadonlyMap<string, readonly string[]>;
  causes: ReadonlyMap<string, Cause>;
}

/**
 * An event with its shop and customer; none of a shop that has removed the app, whose automations are no longer
 * asked.
 */
function toMet(
  { id, shopId, topic, triggeredAt, understanding }: UnderstoodEvent,
  { shops, customers, segments, causes }: Known,
): { event: MetEvent; shop: ShopRow; customer: CustomerRecord | null }[] {
  const shop = shops.get(shopId);
  if (!shop || shop.uninstalledAt || "ignored" in understanding) return [];
  const customer = customers.get(id) ?? null;
  const known = {
    customer: customer?.erasedAt ? null : customer,
    segments: (customer && segments.get(customer.id)) ?? [],
    shop,
    cause: causes.get(id) ?? { hop: 0, causedBy: null },
  };
  return [
    { event: metEventOf({ id, topic, triggeredAt, occurrence: understanding.occurrence }, known), shop, customer },
  ];
}

function resultsOf(
  events: readonly UnderstoodEvent[],
  shops: ReadonlyMap<string, ShopRow>,
  outcomes: readonly Met[],
  now: Instant,
): EventResult[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.event.id, outcome]));
  return events.map((event): EventResult => {
    const { id, shopId, understanding } = event;
    const nothing = {
      id,
      outcome: null,
      customerId: null,
      subject: null,
      relatedSubject: null,
      subjectName: null,
      recognised: [],
      processedAt: now,
    };
    if ("ignored" in understanding) {
      const { ignored, detail } = understanding;
      return { ...nothing, status: "ignored", reason: detail ? `${ignored}: ${detail}`.slice(0, 1_000) : ignored };
    }
    if (erasesTooSoon(event, shops)) return { ...nothing, status: "ignored", reason: notGone };
    const { subject, relatedSubject, shop: news, privacy } = understanding.occurrence;
    const met = byId.get(id);
    if (!met)
      return {
        ...nothing,
        subject,
        ...(shops.get(shopId)?.uninstalledAt && !news && !privacy
          ? { status: "ignored", reason: uninstalled }
          : { status: "processed", reason: null }),
      };
    return {
      id,
      status: "processed",
      reason: null,
      outcome: count(met.consequences),
      customerId: met.customer?.id ?? null,
      subject,
      relatedSubject,
      subjectName: orderNameIn(understanding.occurrence),
      recognised: met.consequences.recognised,
      processedAt: now,
    };
  });
}

const orderNameIn = ({ facts }: Occurrence): string | null =>
  typeof facts.order?.name === "string" ? facts.order.name : null;

const uninstalled = "shop_uninstalled" satisfies IgnoredReason;
const notGone = "shop_not_gone" satisfies IgnoredReason;

const count = ({ entered, refused, extended, cancelled }: Consequences): Record<string, number> => ({
  entered: entered.length,
  refused: refused.length,
  extended: extended.length,
  cancelled: cancelled.length,
});
