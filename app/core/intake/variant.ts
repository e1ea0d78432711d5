import type { Facts, ObservedVariant } from "./define.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { inCoins, isCheaper } from "./price-drop.ts";

/** A variant as the store told of it last. */
export interface KnownVariant {
  variantId: string;
  productId: string;
  inventoryItemId: string | null;
  title: string;
  handle: string | null;
  /** Decimal text. */
  price: string;
  /** Pieces that can be sold; null where nobody has said. */
  available: number | null;
  /** When the store knew this. */
  updatedAt: Instant;
}

/** What has changed about a variant that somebody may have been waiting for. */
export interface VariantChange {
  variant: KnownVariant;
  restocked: boolean;
  cheaper: boolean;
}

/**
 * Takes in what the store tells of a variant.
 * @param saysInStock the store says outright that it has come back
 * @returns null where newer things are known
 */
export function applyVariantUpdate(
  known: KnownVariant | undefined,
  seen: ObservedVariant,
  at: Instant,
  saysInStock: boolean,
): VariantChange | null {
  if (known && Temporal.Instant.compare(at, known.updatedAt) < 0) return null;
  const variant: KnownVariant = {
    variantId: seen.variantId,
    productId: seen.productId,
    inventoryItemId: seen.inventoryItemId ?? known?.inventoryItemId ?? null,
    title: seen.title ?? known?.title ?? "",
    handle: seen.handle ?? known?.handle ?? null,
    price: seen.price,
    available: seen.available ?? known?.available ?? null,
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
 * Takes in the stock of one place. What is left there can be sold; that there is none says nothing of other places,
 * so that only the variant's own word makes it sold out.
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

/** What templates and conditions read of a variant. */
export const variantFacts = (
  { variantId, productId, title, handle, price }: KnownVariant,
  shop: { domain: string; currency: string | null },
): Facts => ({
  variant: {
    id: variantId,
    product_id: productId,
    title: title || null,
    url: handle ? `https://${shop.domain}/products/${handle}?variant=${variantId}` : `https://${shop.domain}`,
    price: inCoins(price),
    currency: shop.currency,
  },
});
