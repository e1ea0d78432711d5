import { withDoubleOptIn } from "#core/consent/double-opt-in.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { NormalizedEvent } from "#core/intake/define.ts";
import { inTriggeredOrder } from "#core/intake/in-order.ts";
import { mayEraseShop } from "#core/consent/erasure.ts";
import type { IgnoredReason } from "#core/activity/reasons.ts";
import { incomingEventOf, type EventCause } from "#core/engine/incoming-event.ts";
import { matchEvent, type MatchResult, type IncomingEvent, type MatchContext } from "#core/engine/match-context.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { onceCommitted, type Sql } from "#shell/db/sql.server.ts";
import { segmentsOf } from "#shell/repositories/customers/segments.server.ts";
import { findShops, applyShopUpdates, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { eraseEventsOf } from "#shell/repositories/consent/erasure.server.ts";
import {
  lockIntake,
  recordResults,
  lockReceived,
  type EventResult,
} from "#shell/repositories/intake/store-events.server.ts";
import type { FetchedCustomers } from "./fetch-customers.server.ts";
import { attributeToOwnActions } from "./attribute-to-own-actions.server.ts";
import type { NormalizedStoreEvent } from "./normalize-stored-event.server.ts";
import { loadMatchContexts } from "./load-match-context.server.ts";
import { ignoreOwnConsentUpdates } from "./ignore-own-consent-updates.server.ts";
import { handlePrivacyWebhooks } from "./handle-privacy-webhooks.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { cancelForDeletedCustomers } from "./cancel-for-deleted-customers.server.ts";
import { attachOrderCustomers } from "./attach-order-customer.server.ts";
import { upsertOrders } from "./upsert-orders.server.ts";
import { upsertVariants } from "./upsert-variants.server.ts";
import { continueFanOuts } from "./fan-out.server.ts";
import { upsertCustomers } from "./upsert-customers.server.ts";
import { applyPurchaseUpdates } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { persistMatches, type MatchedEvent } from "./persist-matches.server.ts";

/**
 * Takes a batch of events in, within one transaction: customers first, then each event in the order in which it
 * happened meets the shop's automations.
 * @returns the steps that are due because of it
 */
export async function ingestBatch(
  context: AppContext,
  sql: Sql,
  claimed: readonly NormalizedStoreEvent[],
  told: FetchedCustomers,
): Promise<Due[]> {
  const now = context.clock.now();
  const shopIds = [...new Set(claimed.map(({ shopId }) => shopId))];
  await lockIntake(sql, shopIds);
  const open = await lockReceived(
    sql,
    claimed.map(({ id }) => id),
  );
  const inTurn = inTriggeredOrder(claimed.filter(({ id }) => open.has(id)));

  await applyShopUpdates(
    sql,
    inTurn.flatMap((event) =>
      "ignored" in event.normalizeResult || !event.normalizeResult.normalizedEvent.shop
        ? []
        : [{ ...event.normalizeResult.normalizedEvent.shop, shopId: event.shopId, triggeredAt: event.triggeredAt }],
    ),
  );
  const shops = new Map((await findShops(sql, shopIds)).map((shop) => [shop.id, shop]));
  const asked = (await attachOrderCustomers(sql, inTurn)).map((event) => asAsked(event, shops.get(event.shopId)));
  const events = await continueFanOuts(context, sql, await ignoreOwnConsentUpdates(sql, asked), shops);
  const customers = await upsertCustomers(context, sql, sightingsOf(events), told, now);
  await upsertVariants(context, sql, events, { customers, shops });
  await upsertOrders(sql, events, { customers, shops });
  const segments = await segmentsOf(sql, [...new Set([...customers.values()].map(({ id }) => id))]);
  const causes = await attributeToOwnActions(sql, events, now);
  const met = events.flatMap((event) => toMet(event, { shops, customers, segments, causes }));
  const rosters = await loadMatchContexts(context, sql, met, now);

  const outcomes: MatchedEvent[] = met.map((item) => ({
    ...item,
    consequences: matchEvent(item.event, rosterOf(rosters, item.shop.id), now, () => context.newId(now)),
  }));
  const due = await persistMatches(context, sql, outcomes, now);
  const results = resultsOf(events, shops, outcomes, now);
  await recordResults(sql, results);
  onceCommitted(sql, () => results.forEach(({ status }) => context.metrics.ingested(status)));
  const ofErased = outcomes.filter(({ customer }) => customer?.erasedAt).map(({ event }) => event.id);
  if (ofErased.length > 0) await eraseEventsOf(sql, ofErased);
  await cancelForDeletedCustomers(sql, outcomes, now);
  await handlePrivacyWebhooks(context, sql, privacyOf(events, shops), now);
  const released = await applyPurchaseUpdates(context, sql, chargesOf(events), now);
  return [...due, ...released];
}

const chargesOf = (events: readonly NormalizedStoreEvent[]) =>
  events.flatMap(({ shopId, normalizeResult }) =>
    "ignored" in normalizeResult || !normalizeResult.normalizedEvent.charge
      ? []
      : [{ shopId, charge: normalizeResult.normalizedEvent.charge }],
  );

/** In a shop that asks twice for consent, a first yes is a question. */
function asAsked(event: NormalizedStoreEvent, shop: ShopRow | undefined): NormalizedStoreEvent {
  if (!shop || "ignored" in event.normalizeResult) return event;
  return {
    ...event,
    normalizeResult: {
      normalizedEvent: withDoubleOptIn(event.normalizeResult.normalizedEvent, readSettings(shop.settings).doubleOptIn),
    },
  };
}

const privacyOf = (events: readonly NormalizedStoreEvent[], shops: ReadonlyMap<string, ShopRow>) =>
  events.flatMap((event) => {
    const { id, shopId, shopDomain, normalizeResult } = event;
    if ("ignored" in normalizeResult || !normalizeResult.normalizedEvent.privacy || erasesTooSoon(event, shops))
      return [];
    return [{ storeEventId: id, shopId, shopDomain, request: normalizeResult.normalizedEvent.privacy }];
  });

const erasesTooSoon = (
  { shopId, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  shops: ReadonlyMap<string, ShopRow>,
): boolean =>
  "normalizedEvent" in normalizeResult &&
  normalizeResult.normalizedEvent.privacy?.asks === "erase_shop" &&
  !mayEraseShop(shops.get(shopId)?.uninstalledAt ?? null, triggeredAt);

const rosterOf = (rosters: ReadonlyMap<string, MatchContext>, shopId: string): MatchContext =>
  rosters.get(shopId) ?? { automations: [], members: [], exits: [] };

const sightingsOf = (events: readonly NormalizedStoreEvent[]): CustomerObservation[] =>
  events.flatMap(({ id, shopId, triggeredAt, normalizeResult }) =>
    "ignored" in normalizeResult
      ? []
      : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), normalizedEvent: normalizeResult.normalizedEvent }],
  );

interface Known {
  shops: ReadonlyMap<string, ShopRow>;
  customers: ReadonlyMap<string, CustomerRecord>;
  segments: ReadonlyMap<string, readonly string[]>;
  causes: ReadonlyMap<string, EventCause>;
}

/**
 * An event with its shop and customer; none of a shop that has removed the app, whose automations are no longer
 * asked.
 */
function toMet(
  { id, shopId, topic, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  { shops, customers, segments, causes }: Known,
): { event: IncomingEvent; shop: ShopRow; customer: CustomerRecord | null }[] {
  const shop = shops.get(shopId);
  if (!shop || shop.uninstalledAt || "ignored" in normalizeResult) return [];
  const customer = customers.get(id) ?? null;
  const known = {
    customer: customer?.erasedAt ? null : customer,
    segments: (customer && segments.get(customer.id)) ?? [],
    shop,
    cause: causes.get(id) ?? { hop: 0, causedBy: null },
  };
  return [
    {
      event: incomingEventOf({ id, topic, triggeredAt, normalizedEvent: normalizeResult.normalizedEvent }, known),
      shop,
      customer,
    },
  ];
}

function resultsOf(
  events: readonly NormalizedStoreEvent[],
  shops: ReadonlyMap<string, ShopRow>,
  outcomes: readonly MatchedEvent[],
  now: Instant,
): EventResult[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.event.id, outcome]));
  return events.map((event): EventResult => {
    const { id, shopId, normalizeResult } = event;
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
    if ("ignored" in normalizeResult) {
      const { ignored, detail } = normalizeResult;
      return { ...nothing, status: "ignored", reason: detail ? `${ignored}: ${detail}`.slice(0, 1_000) : ignored };
    }
    if (erasesTooSoon(event, shops)) return { ...nothing, status: "ignored", reason: notGone };
    const { subject, relatedSubject, shop: news, privacy } = normalizeResult.normalizedEvent;
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
      subjectName: orderNameIn(normalizeResult.normalizedEvent),
      recognised: met.consequences.recognised,
      processedAt: now,
    };
  });
}

const orderNameIn = ({ facts }: NormalizedEvent): string | null =>
  typeof facts.order?.name === "string" ? facts.order.name : null;

const uninstalled = "shop_uninstalled" satisfies IgnoredReason;
const notGone = "shop_not_gone" satisfies IgnoredReason;

const count = ({ entered, refused, extended, cancelled }: MatchResult): Record<string, number> => ({
  entered: entered.length,
  refused: refused.length,
  extended: extended.length,
  cancelled: cancelled.length,
});
