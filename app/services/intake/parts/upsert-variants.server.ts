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

/** Whom and what the events of a batch are about. */
interface Known {
  /** By the event's id. */
  customers: ReadonlyMap<string, Pick<CustomerRecord, "id">>;
  shops: ReadonlyMap<string, ShopRow>;
}

interface ProductEvent extends NormalizedStoreEvent {
  normalizedEvent: NormalizedEvent;
}

/** The store says outright that a variant has come back. */
const IN_STOCK = "variants/in_stock";

/**
 * Keeps stock and price of what customers want, as a batch of events tells them, in the order in which they happened.
 * Whoever wanted a variant that can be bought again, or costs less than they saw, is told of it. Part of taking
 * events in: the shops' intake is locked.
 */
export async function upsertVariants(
  context: AppContext,
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  known: Known,
): Promise<void> {
  const told = events.flatMap((event): ProductEvent[] =>
    "normalizedEvent" in event.normalizeResult && concernsProducts(event.normalizeResult.normalizedEvent)
      ? [{ ...event, normalizedEvent: event.normalizeResult.normalizedEvent }]
      : [],
  );
  if (told.length === 0) return;
  const shelf = new Shelf(await findVariants(sql, told.flatMap(keysOf)));
  for (const event of told) {
    const { shopId, normalizedEvent, id, triggeredAt } = event;
    const customer = known.customers.get(id);
    for (const wish of customer ? normalizedEvent.wanted : [])
      shelf.wants({
        ...wish,
        id: context.newId(triggeredAt),
        shopId,
        customerId: customer?.id ?? "",
        createdAt: triggeredAt,
      });
    for (const variantId of customer ? normalizedEvent.boughtVariantIds : [])
      shelf.gets({ shopId, customerId: customer?.id ?? "", variantId, endedAt: triggeredAt });
    const changes = shelf.learn(event);
    const shop = known.shops.get(shopId);
    if (changes.length === 0 || !shop || shop.uninstalledAt) continue;
    // Whom to tell is asked of the database: it must know all that came before.
    await shelf.save(sql);
    for (const change of changes) await tellOf(context, sql, shop, change, event);
  }
  await shelf.save(sql);
}

const concernsProducts = ({ variants, stock, wanted, boughtVariantIds }: NormalizedEvent): boolean =>
  stock !== null || variants.length + wanted.length + boughtVariantIds.length > 0;

const keysOf = ({ shopId, normalizedEvent: { variants, stock } }: ProductEvent) => [
  ...variants.map(({ variantId }) => ({ shopId, variantId, inventoryItemId: null })),
  ...(stock ? [{ shopId, variantId: null, inventoryItemId: stock.inventoryItemId }] : []),
];

async function tellOf(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  { variant, restocked, cheaper }: VariantChange,
  event: NormalizedStoreEvent,
): Promise<void> {
  const { variantId, price } = variant;
  const news = { shopId: shop.id, automationId: null, facts: variantFacts(variant, shop) };
  const dueAt = event.triggeredAt;
  const before = dueAt.toString();
  // First the price: who is told that a variant is back waits for it no longer.
  if (cheaper)
    await startFanOut(
      context,
      sql,
      { ...news, topic: "shopbell/price_drop" },
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
      { ...news, topic: "shopbell/back_in_stock" },
      {
        audience: { who: "waiting_for", variantId, before },
        head: `back_in_stock:${variantId}`,
        tail: event.id,
        subject: `variant:${variantId}:${event.id}`,
        dueAt,
      },
    );
}

/** What is known of variants and wishes while a batch is gone through, and not written yet. */
class Shelf {
  readonly #variants: Map<string, VariantRow>;
  readonly #learnt = new Map<string, VariantRow>();
  #wishes = new Map<string, ProductInterest>();
  #gotten = new Map<string, Parameters<typeof endProductInterests>[1][number]>();

  constructor(known: readonly VariantRow[]) {
    this.#variants = new Map(known.map((row) => [keyOf(row), row]));
  }

  wants(interest: ProductInterest): void {
    const key = `${interest.customerId} ${keyOf(interest)}`;
    this.#wishes.set(key, interest);
    this.#gotten.delete(key);
  }

  gets(bought: Parameters<typeof endProductInterests>[1][number]): void {
    this.#gotten.set(`${bought.customerId} ${keyOf(bought)}`, bought);
  }

  /** @returns what changed that somebody may have been waiting for */
  learn({ shopId, topic, triggeredAt, normalizedEvent: { variants, stock } }: ProductEvent): VariantChange[] {
    const ofItem = stock
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
          topic === IN_STOCK,
        ),
      ),
      ...ofItem.map((row) => applyStockUpdate(row, stock?.available ?? 0, triggeredAt)),
    ].filter((change) => change !== null);
    for (const { variant } of changes) this.#keep({ ...variant, shopId });
    return changes.filter(({ restocked, cheaper }) => restocked || cheaper);
  }

  #keep(row: KnownVariant & { shopId: string }): void {
    this.#variants.set(keyOf(row), row);
    this.#learnt.set(keyOf(row), row);
  }

  async save(sql: Sql): Promise<void> {
    await saveVariants(sql, [...this.#learnt.values()].map(toRow));
    await saveProductInterests(sql, [...this.#wishes.values()]);
    await endProductInterests(sql, [...this.#gotten.values()]);
    this.#learnt.clear();
    this.#wishes.clear();
    this.#gotten.clear();
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
