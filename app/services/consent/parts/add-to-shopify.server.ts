import { SHOPBELL_CONSENT_SOURCES } from "#core/consent/own-sources.ts";
import { optInLevelOf, withConsent } from "#core/consent/subscriber.ts";
import { emptyEvent } from "#core/intake/define.ts";
import { isOwnConsentUpdate } from "#core/intake/own-consent-update.ts";
import { customerRef } from "#core/intake/shapes.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { limitConcurrency } from "#shell/concurrency-limit.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { writeBackTargetOf, WRITTEN_BACK_ACTION } from "#shell/repositories/consent/consents.server.ts";
import {
  ADDED,
  beginAddition,
  endAddition,
  findUnadded,
  NOT_ADDED,
  type UnaddedSubscriber,
} from "#shell/repositories/consent/customer-additions.server.ts";
import { findSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { toFetchedCustomer, upsertCustomers } from "#services/intake/parts/upsert-customers.server.ts";
import { RETRY_WINDOW } from "./write-back-consent.server.ts";

/** Subscribers of one shop that are read together. */
const PER_SHOP = 20;
const SHOPS_AT_ONCE = 8;
/** A run ends after so long, and the next one goes on: a list of many thousands holds up no other task. */
const RUN_MS = 45_000;

/**
 * Adds subscribers who belong to no customer of the store to Shopify's customers, each with its consent. Shopify keeps a
 * number with one customer only, and is asked for the number first, so that a run after a lost answer finds what the one
 * before created.
 */
export async function addToShopify(context: AppContext): Promise<void> {
  const ends = performance.now() + RUN_MS;
  const goesOn = () => performance.now() < ends && !isStopping(context);
  const limit = limitConcurrency(SHOPS_AT_ONCE);
  const tried = new Set<string>();
  const skippedShopIds = new Set<string>();
  while (goesOn()) {
    const found = await findUnadded(context.db.pool, SHOPBELL_CONSENT_SOURCES, {
      since: context.clock.now().subtract(RETRY_WINDOW),
      perShop: PER_SHOP,
      skippedShopIds: [...skippedShopIds],
    });
    const next = found.filter(({ consentEventId }) => !tried.has(consentEventId));
    if (next.length === 0) return;
    for (const { consentEventId } of next) tried.add(consentEventId);
    const shops = [...Map.groupBy(next, ({ shopId }) => shopId)];
    await Promise.all(
      shops.map(([shopId, ofShop]) =>
        limit(async () => {
          if (!(await addOfShop(context, ofShop, goesOn))) skippedShopIds.add(shopId);
        }),
      ),
    );
  }
}

/** @returns false if the store gives no answer, or lets nobody be added */
async function addOfShop(
  context: AppContext,
  ofShop: readonly UnaddedSubscriber[],
  goesOn: () => boolean,
): Promise<boolean> {
  for (const subscriber of ofShop) {
    if (!goesOn()) return true;
    const { shopDomain, consentEventId } = subscriber;
    const failure = await addSubscriber(context, subscriber).catch((error: unknown) => {
      // The next run tries it again; those after it do not wait for it.
      context.log.error({ err: error, shopDomain, consentEventId }, "a new subscriber could not be added to Shopify");
      return null;
    });
    if (!failure) continue;
    context.log.warn({ shopDomain, detail: failure.detail }, "new subscribers wait to become Shopify's customers");
    return false;
  }
  return true;
}

/** The store had the customer, or took it now. */
type Addition = { kind: "added"; shopifyId: string; customer: AdminCustomer | null; isNew: boolean } | OutwardFailure;

/** @returns a failure that the whole shop has for now; the next run tries again */
async function addSubscriber(context: AppContext, subscriber: UnaddedSubscriber): Promise<OutwardFailure | null> {
  const addition = await addOrFind(context, subscriber);
  if (addition.kind === "added") {
    await keepAddition(context, subscriber, addition);
    return null;
  }
  if (addition.kind === "retry" || addition.code === "not_granted") return addition;
  await keepRefusal(context, subscriber, addition);
  return null;
}

async function addOrFind(context: AppContext, subscriber: UnaddedSubscriber): Promise<Addition> {
  const { shopDomain, customerId, phone, firstName, lastName, consentAt } = subscriber;
  const before = await find(context, subscriber);
  if (before) return before;
  await beginAddition(context.db.pool, customerId, context.clock.now());
  const created = await context.adminApi.createCustomer(shopDomain, {
    phone,
    firstName,
    lastName,
    optInLevel: optInLevelOf(subscriber.optInLevel),
    consentAt: consentAt.toString(),
  });
  if (created.kind === "done") return { kind: "added", shopifyId: created.shopifyId, customer: null, isNew: true };
  // The number may have become another customer's since it was looked up.
  return created.kind === "refused" && created.code !== "not_granted"
    ? ((await find(context, subscriber)) ?? created)
    : created;
}

/** Looks a number up in Shopify and writes its consent there; null when no customer of the store has it. */
async function find(context: AppContext, subscriber: UnaddedSubscriber): Promise<Addition | null> {
  const { shopId, shopDomain, phone, addressHash, optInLevel, consentAt } = subscriber;
  const answer = await context.adminApi.customerByPhone(shopDomain, phone);
  if (answer.kind !== "answered") return answer;
  if (!answer.found) return null;
  const { shopifyId, customer } = answer.found;
  if (customer.phone !== phone)
    return {
      kind: "refused",
      code: "other_number",
      detail: "a customer has the number beside another one, which Shopify texts",
    };
  const known = await findSubscriber(context.db.pool, shopId, addressHash);
  const told = known && withConsent(known, toFetchedCustomer(shopifyId, customer).consent);
  const { smsConsent: state, consentUpdatedAt } = customer;
  const isWritten =
    consentUpdatedAt !== null &&
    isOwnConsentUpdate({ state, at: Temporal.Instant.from(consentUpdatedAt) }, [
      { state: "subscribed", at: consentAt },
    ]);
  // What the customer told the store later holds.
  if (!isWritten && (!told || told.consent === "subscribed")) {
    const written = await context.adminApi.writeSmsConsent(shopDomain, shopifyId, {
      state: "subscribed",
      optInLevel: optInLevelOf(optInLevel),
      updatedAt: consentAt.toString(),
    });
    if (written.kind !== "done") return written;
  }
  return { kind: "added", shopifyId, customer, isNew: false };
}

/** Keeps the customer's id, as the webhook of its creation would. */
async function keepAddition(
  context: AppContext,
  { consentEventId, shopId, customerId, phone, consentAt }: UnaddedSubscriber,
  { shopifyId, customer, isNew }: Extract<Addition, { kind: "added" }>,
): Promise<void> {
  const now = context.clock.now();
  const fetched = customer && toFetchedCustomer(shopifyId, customer);
  const observation = {
    eventId: consentEventId,
    shopId,
    // Whatever Shopify's webhooks tell of the customer is newer.
    seenAt: consentAt.toString(),
    normalizedEvent: {
      ...emptyEvent,
      customer: customerRef({ ...fetched?.customer, shopifyId, phone }),
      consent: fetched?.consent.updatedAt ? fetched.consent : null,
    },
  };
  await transaction(context.db.pool, async (sql) => {
    await upsertCustomers(context, sql, [observation], { fetched: new Map(), wordings: new Map() }, now);
    const audit = (action: typeof ADDED | typeof WRITTEN_BACK_ACTION, target: string, after: object) => ({
      id: context.newId(now),
      shopId,
      actor: "shopbell",
      action,
      target,
      before: null,
      after: { ...after },
      createdAt: now,
    });
    await recordAudit(sql, [
      audit(WRITTEN_BACK_ACTION, writeBackTargetOf(consentEventId), { state: "subscribed" }),
      ...(isNew ? [audit(ADDED, `customer:${customerId}`, { shopifyId })] : []),
    ]);
  });
}

async function keepRefusal(
  context: AppContext,
  { shopId, customerId }: UnaddedSubscriber,
  { code, detail }: Extract<OutwardFailure, { kind: "refused" }>,
): Promise<void> {
  const now = context.clock.now();
  await transaction(context.db.pool, async (sql) => {
    await endAddition(sql, customerId);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor: "shopbell",
        action: NOT_ADDED,
        target: `customer:${customerId}`,
        before: null,
        after: { refused: code, detail: detail.slice(0, 300) },
        createdAt: now,
      },
    ]);
  });
}
