import type { Facts, ObservedVariant } from "./define.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { trimDecimals, isCheaper } from "./price-drop.ts";

/** The stored state of a variant. */
export interface KnownVariant {
  variantId: string;
  productId: string;
  inventoryItemId: string | null;
  title: string;
  handle: string | null;
  /** Decimal text. */
  price: string;
  /** The sellable quantity; null when unknown. */
  available: number | null;
  /** The time of the last applied event. */
  updatedAt: Instant;
}

/** A change of stock or price that may concern waiting customers. */
export interface VariantChange {
  variant: KnownVariant;
  restocked: boolean;
  cheaper: boolean;
}

/**
 * Applies a product or variant webhook.
 * @param saysInStock true for the `variants/in_stock` topic
 * @returns null when the stored state is newer, or when no price is known
 */
export function applyVariantUpdate(
  known: KnownVariant | undefined,
  observed: ObservedVariant,
  at: Instant,
  saysInStock: boolean,
): VariantChange | null {
  if (known && Temporal.Instant.compare(at, known.updatedAt) < 0) return null;
  const price = observed.price ?? known?.price;
  if (price === undefined) return null;
  const variant: KnownVariant = {
    variantId: observed.variantId,
    productId: observed.productId,
    inventoryItemId: observed.inventoryItemId ?? known?.inventoryItemId ?? null,
    title: observed.title ?? known?.title ?? "",
    handle: observed.handle ?? known?.handle ?? null,
    price,
    available: observed.available ?? known?.available ?? null,
    updatedAt: at,
  };
  const wasOut = known?.available == null ? saysInStock : known.available <= 0;
  return {
    variant,
    restocked: wasOut && (variant.available ?? 0) > 0,
    cheaper: !known || isCheaper(variant.price, known.price),
  };
}

/**
 * Applies the inventory level of one location. Stock at one location makes the variant sellable; none at one location
 * says nothing about the others, so only the variant's own quantity makes it sold out.
 */
export function applyStockUpdate(known: KnownVariant, available: number, at: Instant): VariantChange | null {
  if (
    Temporal.Instant.compare(at, known.updatedAt) < 0 ||
    known.available === null ||
    known.available > 0 ||
    available <= 0
  )
    return null;
  return { variant: { ...known, available, updatedAt: at }, restocked: true, cheaper: false };
}

/** The `variant` facts that templates and conditions read. */
export const variantFacts = (
  { variantId, productId, title, handle, price }: KnownVariant,
  shop: { domain: string; currency: string | null },
): Facts => ({
  variant: {
    id: variantId,
    product_id: productId,
    title: title || null,
    url: handle ? `https://${shop.domain}/products/${handle}?variant=${variantId}` : `https://${shop.domain}`,
    price: trimDecimals(price),
    currency: shop.currency,
  },
});
