import type { Understanding } from "#core/intake/index.ts";
import { mayEraseShop } from "#core/compliance/erasure.ts";
import type { IgnoredReason } from "#core/reasons.ts";
import { meet, type Consequences, type MetEvent, type Roster } from "#core/sequence/roster.ts";
import { Temporal, type Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { CustomerRow } from "#shell/repositories/customers.server.ts";
import { findShops, recordShopNews, type ShopRow } from "#shell/repositories/shops.server.ts";
import { lockIntake, recordResults, stillReceived, type ClaimedEvent, type EventResult } from "#shell/repositories/store-events.server.ts";
import type { Told } from "./ask-for-customers.server.ts";
import { gatherRosters } from "./gather-rosters.server.ts";
import { honourPrivacy } from "./honour-privacy.server.ts";
import type { Due } from "./remind.server.ts";
import { rememberCustomers } from "./remember-customers.server.ts";
import { writeConsequences, type Met } from "./write-consequences.server.ts";

export interface UnderstoodEvent extends ClaimedEvent {
  understanding: Understanding;
}

/**
 * Takes a batch of events in, within one transaction: customers first, then each event in the order in which it happened
 * meets the shop's automations.
 * @returns the steps that are due because of it
 */
export async function ingestBatch(context: AppContext, sql: Sql, claimed: readonly UnderstoodEvent[], told: Told): Promise<Due[]> {
  const now = context.clock.now();
  const shopIds = [...new Set(claimed.map(({ shopId }) => shopId))];
  await lockIntake(sql, shopIds);
  const open = await stillReceived(sql, claimed.map(({ id }) => id));
  const events = claimed.filter(({ id }) => open.has(id)).sort((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt) || (a.id < b.id ? -1 : 1));

  await recordShopNews(sql, events.flatMap((event) => ("ignored" in event.understanding || !event.understanding.occurrence.shop ? [] : [{ ...event.understanding.occurrence.shop, shopId: event.shopId, triggeredAt: event.triggeredAt }])));
  const shops = new Map((await findShops(sql, shopIds)).map((shop) => [shop.id, shop]));
  const customers = await rememberCustomers(context, sql, sightingsOf(events), told, now);
  const met = events.flatMap((event) => toMet(event, shops, customers));
  const rosters = await gatherRosters(context, sql, met);

  const outcomes: Met[] = met.map((item) => ({ ...item, consequences: meet(item.event, rosterOf(rosters, item.shop.id), now, () => context.newId(now)) }));
  const due = await writeConsequences(context, sql, outcomes, now);
  await recordResults(sql, resultsOf(events, shops, outcomes, now));
  await honourPrivacy(context, sql, privacyOf(events, shops), now);
  return due;
}

const privacyOf = (events: readonly UnderstoodEvent[], shops: ReadonlyMap<string, ShopRow>) =>
  events.flatMap((event) => {
    const { id, shopId, shopDomain, understanding } = event;
    if ("ignored" in understanding || !understanding.occurrence.privacy || erasesTooSoon(event, shops)) return [];
    return [{ storeEventId: id, shopId, shopDomain, request: understanding.occurrence.privacy }];
  });

const erasesTooSoon = ({ shopId, triggeredAt, understanding }: UnderstoodEvent, shops: ReadonlyMap<string, ShopRow>): boolean =>
  "occurrence" in understanding && understanding.occurrence.privacy?.asks === "erase_shop" && !mayEraseShop(shops.get(shopId)?.uninstalledAt ?? null, triggeredAt);

const rosterOf = (rosters: ReadonlyMap<string, Roster>, shopId: string): Roster => rosters.get(shopId) ?? { automations: [], members: [], exits: [] };

const sightingsOf = (events: readonly UnderstoodEvent[]) =>
  events.flatMap(({ id, shopId, triggeredAt, understanding }) => {
    if ("ignored" in understanding || !understanding.occurrence.customer) return [];
    const { customer, consent } = understanding.occurrence;
    const seenAt = triggeredAt.toString();
    return [{ eventId: id, shopId, customer: { ...customer, updatedAt: customer.updatedAt ?? seenAt }, consent: consent && { ...consent, updatedAt: consent.updatedAt ?? seenAt } }];
  });

/** An event with its shop and customer; none of a shop that has removed the app, whose automations are no longer asked. */
function toMet(event: UnderstoodEvent, shops: ReadonlyMap<string, ShopRow>, customers: ReadonlyMap<string, CustomerRow>): { event: MetEvent; shop: ShopRow; customer: CustomerRow | null }[] {
  const shop = shops.get(event.shopId);
  if (!shop || shop.uninstalledAt || "ignored" in event.understanding) return [];
  const customer = customers.get(event.id) ?? null;
  const whereabouts = { countryCode: customer?.countryCode ?? null, provinceCode: customer?.provinceCode ?? null, shopTimezone: shop.timezone };
  return [{ event: { id: event.id, topic: event.topic, triggeredAt: event.triggeredAt, occurrence: event.understanding.occurrence, customerId: customer?.id ?? null, whereabouts }, shop, customer }];
}

function resultsOf(events: readonly UnderstoodEvent[], shops: ReadonlyMap<string, ShopRow>, outcomes: readonly Met[], now: Instant): EventResult[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.event.id, outcome]));
  return events.map((event): EventResult => {
    const { id, shopId, understanding } = event;
    const nothing = { id, outcome: null, customerId: null, subject: null, relatedSubject: null, recognised: [], processedAt: now };
    if ("ignored" in understanding) {
      const { ignored, detail } = understanding;
      return { ...nothing, status: "ignored", reason: detail ? `${ignored}: ${detail}`.slice(0, 1_000) : ignored };
    }
    if (erasesTooSoon(event, shops)) return { ...nothing, status: "ignored", reason: notGone };
    const { subject, relatedSubject, shop: news, privacy } = understanding.occurrence;
    const met = byId.get(id);
    if (!met) return { ...nothing, subject, ...(shops.get(shopId)?.uninstalledAt && !news && !privacy ? { status: "ignored", reason: uninstalled } : { status: "processed", reason: null }) };
    return { id, status: "processed", reason: null, outcome: count(met.consequences), customerId: met.customer?.id ?? null, subject, relatedSubject, recognised: met.consequences.recognised, processedAt: now };
  });
}

const uninstalled = "shop_uninstalled" satisfies IgnoredReason;
const notGone = "shop_not_gone" satisfies IgnoredReason;

const count = ({ entered, refused, extended, cancelled }: Consequences): Record<string, number> => ({
  entered: entered.length,
  refused: refused.length,
  extended: extended.length,
  cancelled: cancelled.length,
});
