import type { Facts } from "./define.ts";

/** A product as the Admin API describes it. */
export interface ShownProduct {
  /** Shopify's number, as text. */
  id: string;
  title: string;
  /** Its page in the online store; null if it is not sold there. */
  url: string | null;
  /** The lowest price of its variants: decimal text. */
  price: string;
  currency: string;
  vendor: string | null;
  type: string | null;
  tags: readonly string[];
  /** Whether it can be bought now. */
  available: boolean;
}

/** A sequence's subject: what a customer looks at in one visit, whichever product it is. */
export const browsingSubject = (customerId: string): string => `browsing:${customerId}`;

/** Whether a sequence's subject is what a customer looked at. */
export const isBrowsing = (subject: string): boolean => subject.startsWith("browsing:");

const MS_PER_HOUR = 3_600_000;

/** The idempotency key of a view: a product that a customer views again within the hour is one event. */
export const viewEventId = (view: { customerId: string; productId: string; atMs: number }): string =>
  `viewed:${view.customerId}:${view.productId}:${Math.floor(view.atMs / MS_PER_HOUR)}`;

/**
 * The `product` facts that templates and conditions read.
 * @param product null when the Admin API gave no answer; then the texts fall back on their defaults
 */
export const productFacts = (productId: string, product: ShownProduct | null): Facts => ({
  product: product
    ? {
        id: product.id,
        title: product.title,
        url: product.url,
        price: product.price,
        currency: product.currency,
        vendor: product.vendor,
        type: product.type,
        tags: [...product.tags],
        available: product.available,
      }
    : { id: productId },
});
