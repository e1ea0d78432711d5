import { deflateSync } from "node:zlib";
import { STORE_IMPORT } from "#core/consent/own-sources.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import { beginsAt, type HistoryKind } from "#core/intake/import/past-events.ts";
import type { ImportResource } from "#core/intake/import/resources.ts";
import { normalizeEvent } from "#core/intake/normalize.ts";
import type { ObservedConsent } from "#core/intake/define.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { saveHistory, type HistoryObject } from "#shell/repositories/intake/store-history.server.ts";
import { lockIntake } from "#shell/repositories/intake/store-events.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { ImportedCustomer, ImportedObjects } from "#shell/shopify/admin-api.server.ts";
import { customerKey } from "./fetch-customers.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";
import { toFetchedCustomer, upsertCustomers } from "./upsert-customers.server.ts";
import { readKnownOrders, upsertOrders } from "./upsert-orders.server.ts";

interface ImportedBatch<R extends ImportResource> {
  shopId: string;
  objects: readonly ImportedObjects[R][];
  /** When Shopify began to read them. */
  asOf: Instant;
}

/**
 * Writes a batch of imported objects, each as the newest webhook about it would have left it: what a newer webhook told
 * holds. Starts no automation and emits no event. An erased customer stays erased.
 * @returns the ids of objects that could not be read
 */
export async function importObjects<R extends ImportResource>(
  context: AppContext,
  sql: Sql,
  resource: R,
  { shopId, objects, asOf }: ImportedBatch<R>,
): Promise<{ unreadable: number }> {
  await lockIntake(sql, [shopId]);
  const [shop] = await findShops(sql, [shopId]);
  if (!shop || objects.length === 0) return { unreadable: 0 };
  if (resource === "customers") {
    await importCustomers(context, sql, shop, { customers: objects as readonly ImportedCustomer[], asOf });
    return { unreadable: 0 };
  }
  const bodies = objects as readonly Record<string, unknown>[];
  const events = bodies.flatMap((body) => toEvent(context, shop, resource, body) ?? []);
  await importEvents(context, sql, shop, { kind: resource === "orders" ? "order" : "checkout", events });
  return { unreadable: bodies.length - events.length };
}

async function importCustomers(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  { customers, asOf }: { customers: readonly ImportedCustomer[]; asOf: Instant },
): Promise<void> {
  const now = context.clock.now();
  const { customers: records } = await upsertCustomers(
    context,
    sql,
    customers.map((customer) => toObservation(shop.id, customer, asOf)),
    {
      // They lack nothing, so the app need not ask for each of them.
      fetched: new Map(
        customers.map(({ shopifyId, customer }) => [
          customerKey(shop.id, shopifyId),
          { ...customer, numberOfOrders: null },
        ]),
      ),
      // What the store said to its customers before is not known.
      wordings: new Map(),
    },
    now,
  );
  await keepHistory(
    sql,
    shop,
    customers.flatMap(({ shopifyId, customer, smsConsent }) =>
      smsConsent && customer.smsConsent === "subscribed"
        ? [
            {
              kind: "consent" as const,
              subject: `consent:${shopifyId}`,
              body: smsConsent,
              record: records.get(shopifyId),
            },
          ]
        : [],
    ),
    now,
  );
}

function toObservation(
  shopId: string,
  { shopifyId, updatedAt, customer }: ImportedCustomer,
  asOf: Instant,
): CustomerObservation {
  const told = toFetchedCustomer(shopifyId, customer);
  return {
    eventId: shopifyId,
    shopId,
    seenAt: updatedAt,
    normalizedEvent: {
      customer: { ...told.customer, updatedAt },
      customerId: null,
      consent: stated(told.consent),
      emailConsent: stated(told.emailConsent),
      tagChange: null,
      purchases: told.purchases && { ...told.purchases, updatedAt: asOf.toString() },
      bought: null,
      deleted: false,
    },
  };
}

/** A customer who never said anything says nothing against what Shopbell knows. */
const stated = (consent: ObservedConsent): ObservedConsent | null =>
  consent.state === "not_subscribed" ? null : { ...consent, source: STORE_IMPORT };

/** An object as an event that is not stored. @returns null for one that intake cannot read */
function toEvent(
  { clock }: Pick<AppContext, "clock">,
  shop: ShopRow,
  resource: "orders" | "checkouts",
  body: Record<string, unknown>,
): ImportedEvent | null {
  const topic = resource === "orders" ? "shopbell/order_fetched" : "checkouts/create";
  const normalizeResult = normalizeEvent(topic, body);
  if ("ignored" in normalizeResult) return null;
  const { subject } = normalizeResult.normalizedEvent;
  const updatedAt = typeof body.updated_at === "string" ? Temporal.Instant.from(body.updated_at) : clock.now();
  return {
    id: subject,
    shopId: shop.id,
    shopDomain: shop.domain,
    topic,
    triggeredAt: updatedAt,
    isTest: false,
    attempts: 0,
    waits: 0,
    payload: null,
    normalizeResult,
    body,
  };
}
type ImportedEvent = NormalizedStoreEvent & { body: Record<string, unknown> };

async function importEvents(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  { kind, events }: { kind: HistoryKind; events: readonly ImportedEvent[] },
): Promise<void> {
  const now = context.clock.now();
  const known = kind === "order" ? await readKnownOrders(sql, events) : new Map<string, never>();
  const observations = events.flatMap(({ id, shopId, triggeredAt, normalizeResult }) =>
    "ignored" in normalizeResult
      ? []
      : [{ eventId: id, shopId, seenAt: triggeredAt.toString(), normalizedEvent: normalizeResult.normalizedEvent }],
  );
  const { customers } = await upsertCustomers(
    context,
    sql,
    observations,
    { fetched: new Map(), wordings: new Map() },
    now,
  );
  if (kind === "order") await upsertOrders(sql, events, { customers, shops: new Map([[shop.id, shop]]), known });
  await keepHistory(
    sql,
    shop,
    events.map(({ id, body }) => ({ kind, subject: id, body, record: customers.get(id) })),
    now,
  );
}

interface Kept {
  kind: HistoryKind;
  subject: string;
  body: Record<string, unknown>;
  record: { id: string; erasedAt: string | null } | undefined;
}

/** Keeps the objects for backtests: those of known customers, from before the installation and within the retention. */
async function keepHistory(sql: Sql, shop: ShopRow, objects: readonly Kept[], now: Instant): Promise<void> {
  const oldest = now.subtract({ hours: 24 * readSettings(shop.settings).retentionDays });
  await saveHistory(
    sql,
    objects.flatMap(({ kind, subject, body, record }): HistoryObject[] => {
      const at = beginsAt({ kind, body });
      if (!record || record.erasedAt || !at) return [];
      if (Temporal.Instant.compare(at, oldest) < 0 || Temporal.Instant.compare(at, shop.installedAt) >= 0) return [];
      return [
        {
          shopId: shop.id,
          subject,
          kind,
          customerId: record.id,
          at,
          before: shop.installedAt,
          body: deflateSync(JSON.stringify(body)),
        },
      ];
    }),
  );
}
