import type { IgnoredReason } from "#core/activity/reasons.ts";
import { storeWordingOf } from "#core/consent/disclosure.ts";
import { withDoubleOptIn } from "#core/consent/double-opt-in.ts";
import { mayEraseShop } from "#core/consent/erasure.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import {
  type EventCause,
  type IncomingEvent,
  incomingEventOf,
  inTriggeredOrder,
  type MatchContext,
  matchEvent,
  type MatchResult,
} from "#core/engine/match-context.ts";
import { asTest, asToldAlready, type NormalizedEvent } from "#core/intake/define.ts";
import { isOwnTopic } from "#core/intake/topics/own-events.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import { applyPurchaseUpdates } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { applySubscriptionUpdates } from "#services/credits/parts/look-at-subscription.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { afterCommit, type Sql } from "#shell/db/sql.server.ts";
import { eraseEventsOf } from "#shell/repositories/consent/erasure.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { segmentsOf } from "#shell/repositories/segments/segments.server.ts";
import {
  lockIntake,
  lockReceivedEvents,
  recordResults,
  type EventResult,
} from "#shell/repositories/intake/store-events.server.ts";
import { wakeImports } from "#shell/repositories/intake/store-imports.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { cancelForDeletedCustomers } from "./cancel-for-deleted-customers.server.ts";
import { attachOrderCustomers, attributeToOwnActions, ignoreOwnConsentUpdates } from "./normalize-events.server.ts";
import { continueFanOuts } from "./fan-out.server.ts";
import { findAdditions } from "./find-additions.server.ts";
import { findSameNews } from "./find-same-news.server.ts";
import type { FetchedCustomers } from "./fetch-customers.server.ts";
import { handlePrivacyWebhooks } from "./handle-privacy-webhooks.server.ts";
import { loadMatchContexts } from "./load-match-context.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";
import { persistMatches, type MatchedEvent } from "./persist-matches.server.ts";
import { remindOfImports } from "./run-imports.server.ts";
import { upsertCustomers } from "./upsert-customers.server.ts";
import type { StoreWordings } from "./upsert-subscribers.server.ts";
import { readKnownOrders, upsertOrders, withCurrentOrder, type KnownOrders } from "./upsert-orders.server.ts";
import { upsertVariants } from "./upsert-variants.server.ts";

/**
 * Ingests a batch of events within one transaction: first the customers, then each event, in the order in which the
 * events happened, against the shop's automations.
 * @returns the steps that become due
 */
export async function ingestBatch(
  context: AppContext,
  sql: Sql,
  claimed: readonly NormalizedStoreEvent[],
  fetched: FetchedCustomers,
): Promise<Due[]> {
  const now = context.clock.now();
  const shopIds = [...new Set(claimed.map(({ shopId }) => shopId))];
  await lockIntake(sql, shopIds);
  const open = await lockReceivedEvents(
    sql,
    claimed.map(({ id }) => id),
  );
  const inOrder = await neutralizeTests(sql, inTriggeredOrder(claimed.filter(({ id }) => open.has(id))));
  const shops = new Map((await findShops(sql, shopIds)).map((shop) => [shop.id, shop]));
  const added = await findAdditions(sql, inOrder);
  const same = new Set([...(await findSameNews(sql, inOrder, { shops, now })), ...added]);
  const ordered = same.size > 0 ? inOrder.map((event) => (same.has(event.id) ? withoutNews(event) : event)) : inOrder;
  const known = await readKnownOrders(sql, ordered);
  const enriched = await enrich(context, sql, ordered, { shops, known });

  const { customers, existingIds } = await upsertCustomers(
    context,
    sql,
    observationsOf(enriched),
    { fetched, wordings: wordingsOf([...shops.values()]) },
    now,
  );
  await upsertVariants(context, sql, enriched, { customers, shops });
  const orders = await upsertOrders(sql, enriched, { customers, shops, known });
  const events = enriched.map((event) => withCurrentOrder(event, orders));
  // A new customer is in no segment yet.
  const segments = existingIds.length > 0 ? await segmentsOf(sql, existingIds) : new Map<string, string[]>();
  const causes = await attributeToOwnActions(sql, events, now);
  const incoming = events
    .filter(({ id }) => !same.has(id))
    .flatMap((event) => toIncoming(event, { shops, customers, segments, causes }));
  const contexts = await loadMatchContexts(context, sql, incoming, now);
  const matched = incoming.map((item): MatchedEvent => ({
    ...item,
    matchResult: matchEvent(item.event, contexts.get(item.shop.id) ?? emptyContext(), now, () => context.newId(now)),
  }));
  const due = await persistMatches(context, sql, matched, now);
  const results = resultsOf(events, { shops, matched, same, added }, now);
  await recordResults(sql, results);
  const entered = new Map(matched.map(({ event, matchResult }) => [event.id, matchResult.entered]));
  afterCommit(sql, () =>
    results.forEach((result) =>
      tellIngested(
        context,
        result,
        (entered.get(result.id) ?? []).map(({ sequenceId }) => sequenceId),
      ),
    ),
  );
  return [...due, ...(await handleSpecialTopics(context, sql, events, { shops, matched, now }))];
}

function tellIngested({ metrics, log }: AppContext, result: EventResult, sequences: readonly string[]): void {
  const { id, status, outcome } = result;
  metrics.ingested(status);
  // The detail behind the reason may quote the event.
  const reason = result.reason?.split(":")[0] ?? undefined;
  log.info({ event: id, status, reason, ...outcome, sequences }, "an event is ingested");
}

/** A test delivery changes nothing and starts nothing; the log says so to the customer that it names, if known. */
const neutralizeTests = (sql: Sql, events: readonly NormalizedStoreEvent[]): Promise<NormalizedStoreEvent[]> =>
  Promise.all(
    events.map(async (event) => {
      const { isTest, shopId, normalizeResult } = event;
      if (!isTest || "ignored" in normalizeResult) return event;
      const { customer } = normalizeResult.normalizedEvent;
      const customerId = customer && (await findKnownCustomer(sql, shopId, customer));
      return { ...event, normalizeResult: { normalizedEvent: asTest(normalizeResult.normalizedEvent, customerId) } };
    }),
  );

/** An event that brings nothing new still fills in what the other lacks, such as the opt-in at the checkout. */
const withoutNews = (event: NormalizedStoreEvent): NormalizedStoreEvent =>
  "ignored" in event.normalizeResult
    ? event
    : { ...event, normalizeResult: { normalizedEvent: asToldAlready(event.normalizeResult.normalizedEvent) } };

/** Completes events from earlier events and the shop's settings, and continues the fan-outs of the batch. */
async function enrich(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { shops, known }: { shops: ReadonlyMap<string, ShopRow>; known: KnownOrders },
): Promise<NormalizedStoreEvent[]> {
  const withCustomers = await attachOrderCustomers(sql, events, known);
  const withConsent = withCustomers.map((event) => applyDoubleOptIn(event, shops.get(event.shopId)));
  const enriched = await ignoreOwnConsentUpdates(sql, withConsent);
  return enriched.some(({ topic }) => isOwnTopic(topic)) ? continueFanOuts(context, sql, enriched, shops) : enriched;
}

/** In a shop with double opt-in, the first opt-in only starts the request for confirmation. */
function applyDoubleOptIn(event: NormalizedStoreEvent, shop: ShopRow | undefined): NormalizedStoreEvent {
  if (!shop || "ignored" in event.normalizeResult || !event.normalizeResult.normalizedEvent.consent) return event;
  const { normalizedEvent } = event.normalizeResult;
  const { doubleOptIn } = readSettings(shop.settings);
  return { ...event, normalizeResult: { normalizedEvent: withDoubleOptIn(normalizedEvent, doubleOptIn) } };
}

const observationsOf = (events: readonly NormalizedStoreEvent[]): CustomerObservation[] =>
  events.flatMap(({ id, shopId, triggeredAt, normalizeResult }) =>
    "ignored" in normalizeResult
      ? []
      : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), normalizedEvent: normalizeResult.normalizedEvent }],
  );

const wordingsOf = (shops: readonly ShopRow[]): StoreWordings =>
  new Map(
    shops.flatMap(({ id, name, settings }) => {
      const wording = storeWordingOf(readSettings(settings).disclosure, nameInTexts({ name, settings }));
      return wording ? [[id, wording] as const] : [];
    }),
  );

const emptyContext = (): MatchContext => ({ automations: [], members: [], exits: [] });

interface EventContext {
  shops: ReadonlyMap<string, ShopRow>;
  customers: ReadonlyMap<string, CustomerRecord>;
  segments: ReadonlyMap<string, readonly string[]>;
  causes: ReadonlyMap<string, EventCause>;
}

/** An event with its shop and customer. Empty after uninstall: no automation is matched then. */
function toIncoming(
  { id, shopId, topic, triggeredAt, isTest, normalizeResult }: NormalizedStoreEvent,
  { shops, customers, segments, causes }: EventContext,
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
  const { normalizedEvent } = normalizeResult;
  return [{ event: incomingEventOf({ id, topic, triggeredAt, isTest, normalizedEvent }, known), shop, customer }];
}

interface Ingested {
  shops: ReadonlyMap<string, ShopRow>;
  matched: readonly MatchedEvent[];
  now: Instant;
}

/**
 * Handles topics that do more than match automations: deleted and merged customers, privacy, bulk operations, billing.
 * @returns steps that a purchase of credits released
 */
async function handleSpecialTopics(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { shops, matched, now }: Ingested,
): Promise<Due[]> {
  const erasedEventIds = matched.filter(({ customer }) => customer?.erasedAt).map(({ event }) => event.id);
  if (erasedEventIds.length > 0) await eraseEventsOf(sql, erasedEventIds);
  const deletions = matched.filter(
    ({ event: { normalizedEvent } }) => normalizedEvent.deleted || normalizedEvent.merged,
  );
  if (deletions.length > 0) await cancelForDeletedCustomers(sql, deletions, now);
  const privacy = privacyRequestsOf(events, shops);
  if (privacy.length > 0) await handlePrivacyWebhooks(context, sql, privacy, now);
  const subscriptions = subscriptionsOf(events);
  if (subscriptions.length > 0) await applySubscriptionUpdates(context, sql, subscriptions, now);
  const operations = bulkOperationsOf(events);
  if (operations.length > 0 && (await wakeImports(sql, operations, now)))
    afterCommit(sql, () => void remindOfImports(context, now));
  const charges = chargesOf(events);
  return charges.length > 0 ? applyPurchaseUpdates(context, sql, charges, now) : [];
}

const chargesOf = (events: readonly NormalizedStoreEvent[]) =>
  events.flatMap(({ shopId, normalizeResult }) =>
    "ignored" in normalizeResult || !normalizeResult.normalizedEvent.charge
      ? []
      : [{ shopId, charge: normalizeResult.normalizedEvent.charge }],
  );

const subscriptionsOf = (events: readonly NormalizedStoreEvent[]) =>
  events.flatMap(({ shopId, normalizeResult }) =>
    "ignored" in normalizeResult || !normalizeResult.normalizedEvent.subscription
      ? []
      : [{ shopId, subscription: normalizeResult.normalizedEvent.subscription }],
  );

const bulkOperationsOf = (events: readonly NormalizedStoreEvent[]) =>
  events.flatMap(({ shopId, normalizeResult }) =>
    "ignored" in normalizeResult || !normalizeResult.normalizedEvent.bulkOperation
      ? []
      : [{ shopId, operationId: normalizeResult.normalizedEvent.bulkOperation }],
  );

const privacyRequestsOf = (events: readonly NormalizedStoreEvent[], shops: ReadonlyMap<string, ShopRow>) =>
  events.flatMap((event) => {
    const { id, shopId, shopDomain, normalizeResult } = event;
    if ("ignored" in normalizeResult || !normalizeResult.normalizedEvent.privacy || erasesTooSoon(event, shops))
      return [];
    return [{ storeEventId: id, shopId, shopDomain, request: normalizeResult.normalizedEvent.privacy }];
  });

/** Whether a `shop/redact` is refused because the shop has reinstalled the app. */
const erasesTooSoon = (
  { shopId, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  shops: ReadonlyMap<string, ShopRow>,
): boolean =>
  "normalizedEvent" in normalizeResult &&
  normalizeResult.normalizedEvent.privacy?.asks === "erase_shop" &&
  !mayEraseShop(shops.get(shopId)?.uninstalledAt ?? null, triggeredAt);

function resultsOf(
  events: readonly NormalizedStoreEvent[],
  {
    shops,
    matched,
    same,
    added,
  }: {
    shops: ReadonlyMap<string, ShopRow>;
    matched: readonly MatchedEvent[];
    same: ReadonlySet<string>;
    added: ReadonlySet<string>;
  },
  now: Instant,
): EventResult[] {
  const byId = new Map(matched.map((match) => [match.event.id, match]));
  return events.map((event): EventResult => {
    const { id, shopId, normalizeResult } = event;
    const base = {
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
      return { ...base, status: "ignored", reason: detail ? `${ignored}: ${detail}`.slice(0, 1_000) : ignored };
    }
    if (erasesTooSoon(event, shops)) return { ...base, status: "ignored", reason: SHOP_NOT_GONE };
    const { subject, relatedSubject, shop: shopUpdate, privacy } = normalizeResult.normalizedEvent;
    if (same.has(id)) {
      const reason = added.has(id) ? ADDED_BY_SHOPBELL : TOLD_ALREADY;
      return { ...base, subject, relatedSubject, status: "ignored", reason };
    }
    const match = byId.get(id);
    if (!match)
      return {
        ...base,
        subject,
        ...(shops.get(shopId)?.uninstalledAt && !shopUpdate && !privacy
          ? { status: "ignored", reason: SHOP_UNINSTALLED }
          : { status: "processed", reason: null }),
      };
    return {
      id,
      status: "processed",
      reason: null,
      outcome: countOf(match.matchResult),
      customerId: match.customer?.id ?? null,
      subject,
      relatedSubject,
      subjectName: orderNameIn(normalizeResult.normalizedEvent),
      recognised: match.matchResult.matchedTriggers,
      processedAt: now,
    };
  });
}

const orderNameIn = ({ facts }: NormalizedEvent): string | null =>
  typeof facts.order?.name === "string" ? facts.order.name : null;

const SHOP_UNINSTALLED = "shop_uninstalled" satisfies IgnoredReason;
const TOLD_ALREADY = "told_already" satisfies IgnoredReason;
const ADDED_BY_SHOPBELL = "added_by_shopbell" satisfies IgnoredReason;
const SHOP_NOT_GONE = "shop_not_gone" satisfies IgnoredReason;

const countOf = ({ entered, refused, extended, cancelled }: MatchResult): Record<string, number> => ({
  entered: entered.length,
  refused: refused.length,
  extended: extended.length,
  cancelled: cancelled.length,
});
