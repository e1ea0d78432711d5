import type { ShownProduct } from "#core/intake/viewed-product.ts";
import type { ShopbellProductQuery } from "../documents/documents.ts";

/** A product without a page in the online store is described, and cannot be bought there. */
export function readProduct({ product }: ShopbellProductQuery): { product: ShownProduct | null } {
  if (!product) return { product: null };
  const { id, title, vendor, productType, tags, status, onlineStoreUrl, priceRangeV2, variants } = product;
  const price = priceRangeV2.minVariantPrice;
  const isShown = onlineStoreUrl !== null && (status === "ACTIVE" || status === "UNLISTED");
  return {
    product: {
      id: id.slice(id.lastIndexOf("/") + 1),
      title,
      url: isShown ? onlineStoreUrl : null,
      price: Number(price.amount).toFixed(2),
      currency: price.currencyCode,
      vendor: vendor || null,
      type: productType || null,
      tags,
      available: isShown && variants.nodes.some(({ availableForSale }) => availableForSale),
    },
  };
}
