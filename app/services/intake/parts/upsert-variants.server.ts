import type { CustomerRecord } from "#core/customers/record.ts";
import type { NormalizedEvent } from "#core/intake/define.ts";
import {
  applyStockUpdate,
  applyVariantUpdate,
  variantFacts,
  type KnownVariant,
  type VariantChange,
} from "#core/intake/variant.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  endProductInterests,
  findVariants,
  saveProductInterests,
  saveVariants,
  type ProductInterest,
  type VariantRow,
} from "#shell/repositories/intake/product-variants.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";
import { startFanOut } from "./fan-out.server.ts";

interface EventContext {
  /** By event id. */
  customers: ReadonlyMap<string, Pick<CustomerRecord, "id">>;
  shops: ReadonlyMap<string, ShopRow>;
}

interface ProductEvent extends NormalizedStoreEvent {
  normalizedEvent: NormalizedEvent;
}

const IN_STOCK_TOPIC = "variants/in_stock";

/**
 * Applies stock, price and purchase events of a batch to the product variants and to the customers' product
 * interests, in the order in which the events happened. Starts a fan-out for each variant that is back in stock or
 * cheaper. The caller holds the shops' intake lock.
 */
export async function upsertVariants(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { customers, shops }: EventContext,
): Promise<void> {
  const productEvents = events.flatMap((event): ProductEvent[] =>
    "normalizedEvent" in event.normalizeResult && concernsProducts(event.normalizeResult.normalizedEvent)
      ? [{ ...event, normalizedEvent: event.normalizeResult.normalizedEvent }]
      : [],
  );
  if (productEvents.length === 0) return;
  const buffer = new VariantBuffer(await findVariants(sql, productEvents.flatMap(keysOf)));
  for (const event of productEvents) {
    const { shopId, normalizedEvent, id, triggeredAt } = event;
    const customer = customers.get(id);
    for (const interest of customer ? normalizedEvent.wanted : [])
      buffer.addInterest({
        ...interest,
        id: context.newId(triggeredAt),
        shopId,
        customerId: customer?.id ?? "",
        createdAt: triggeredAt,
      });
    for (const variantId of customer ? normalizedEvent.boughtVariantIds : [])
      buffer.endInterest({ shopId, customerId: customer?.id ?? "", variantId, endedAt: triggeredAt });
    const changes = buffer.applyUpdate(event);
    const shop = shops.get(shopId);
    if (changes.length === 0 || !shop || shop.uninstalledAt) continue;
    // The audience query of a fan-out reads the interests from the database: save the earlier ones first.
    await buffer.save(sql);
    for (const change of changes) await startFanOuts(context, sql, shop, change, event);
  }
  await buffer.save(sql);
}

const concernsProducts = ({ variants, stock, wanted, boughtVariantIds }: NormalizedEvent): boolean =>
  stock !== null || variants.length + wanted.length + boughtVariantIds.length > 0;

const keysOf = ({ shopId, normalizedEvent: { variants, stock } }: ProductEvent) => [
  ...variants.map(({ variantId }) => ({ shopId, variantId, inventoryItemId: null })),
  ...(stock ? [{ shopId, variantId: null, inventoryItemId: stock.inventoryItemId }] : []),
];

async function startFanOuts(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  { variant, restocked, cheaper }: VariantChange,
  event: NormalizedStoreEvent,
): Promise<void> {
  const { variantId, price } = variant;
  const source = { shopId: shop.id, automationId: null, facts: variantFacts(variant, shop) };
  const dueAt = event.triggeredAt;
  const before = dueAt.toString();
  // The price first: the back-in-stock fan-out ends the interests that the price-drop audience is read from.
  if (cheaper)
    await startFanOut(
      context,
      sql,
      { ...source, topic: "shopbell/price_drop" },
      {
        audience: { who: "saw_dearer", variantId, price, before },
        head: `price_drop:${variantId}`,
        tail: price,
        subject: `price:${variantId}`,
        dueAt,
      },
    );
  if (restocked)
    await startFanOut(
      context,
      sql,
      { ...source, topic: "shopbell/back_in_stock" },
      {
        audience: { who: "waiting_for", variantId, before },
        head: `back_in_stock:${variantId}`,
        tail: event.id,
        subject: `variant:${variantId}:${event.id}`,
        dueAt,
      },
    );
}

/** Variants and product interests of a batch: the current state, and the changes that are not saved yet. */
class VariantBuffer {
  readonly #variants: Map<string, VariantRow>;
  readonly #changedVariants = new Map<string, VariantRow>();
  #newInterests = new Map<string, ProductInterest>();
  #endedInterests = new Map<string, Parameters<typeof endProductInterests>[1][number]>();

  constructor(known: readonly VariantRow[]) {
    this.#variants = new Map(known.map((row) => [keyOf(row), row]));
  }

  addInterest(interest: ProductInterest): void {
    const key = `${interest.customerId} ${keyOf(interest)}`;
    this.#newInterests.set(key, interest);
    this.#endedInterests.delete(key);
  }

  endInterest(ended: Parameters<typeof endProductInterests>[1][number]): void {
    this.#endedInterests.set(`${ended.customerId} ${keyOf(ended)}`, ended);
  }

  /** @returns the variants that are back in stock or cheaper */
  applyUpdate({ shopId, topic, triggeredAt, normalizedEvent: { variants, stock } }: ProductEvent): VariantChange[] {
    const variantsOfItem = stock
      ? [...this.#variants.values()].filter(
          (row) => row.shopId === shopId && row.inventoryItemId === stock.inventoryItemId,
        )
      : [];
    const changes = [
      ...variants.map((seen) =>
        applyVariantUpdate(
          this.#variants.get(keyOf({ shopId, variantId: seen.variantId })),
          seen,
          triggeredAt,
          topic === IN_STOCK_TOPIC,
        ),
      ),
      ...variantsOfItem.map((row) => applyStockUpdate(row, stock?.available ?? 0, triggeredAt)),
    ].filter((change) => change !== null);
    for (const { variant } of changes) this.#setVariant({ ...variant, shopId });
    return changes.filter(({ restocked, cheaper }) => restocked || cheaper);
  }

  #setVariant(row: KnownVariant & { shopId: string }): void {
    this.#variants.set(keyOf(row), row);
    this.#changedVariants.set(keyOf(row), row);
  }

  async save(sql: Sql): Promise<void> {
    await saveVariants(sql, [...this.#changedVariants.values()].map(toRow));
    await saveProductInterests(sql, [...this.#newInterests.values()]);
    await endProductInterests(sql, [...this.#endedInterests.values()]);
    this.#changedVariants.clear();
    this.#newInterests.clear();
    this.#endedInterests.clear();
  }
}

const keyOf = ({ shopId, variantId }: { shopId: string; variantId: string }): string => `${shopId} ${variantId}`;

const toRow = ({
  shopId,
  variantId,
  productId,
  inventoryItemId,
  title,
  handle,
  price,
  available,
  updatedAt,
}: VariantRow): VariantRow => ({
  shopId,
  variantId,
  productId,
  inventoryItemId,
  title,
  handle,
  price,
  available,
  updatedAt,
});
