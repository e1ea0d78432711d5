import { handleOf, products, VENDOR } from "../../store/catalog.ts";
import { onShelf } from "../../store/shelf.ts";
import type { StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { gid, parseGid } from "./gid.ts";
import { money } from "./money.ts";
import type { Listing } from "./resources.ts";
import { search, sorted } from "./search.ts";

/** Products or collections, by a search in their titles. */
export function catalogList(
  domain: string,
  kind: "Product" | "Collection",
  all: readonly { id: string; title: string }[],
  { query, sortKey, ...paging }: Listing,
) {
  const found = search(all, query, ({ title }) => ({ title }));
  return connection(
    sorted(found, sortKey, { TITLE: ({ title }) => title }).map(({ id, title }) => ({
      __typename: kind,
      id: gid(kind, id),
      title,
      handle: handleOf(title),
      ...(kind === "Product" && { onlineStoreUrl: `https://${domain}/products/${handleOf(title)}` }),
    })),
    paging,
  );
}

/** One product, with its price and whether it can be bought; null for an unknown id. */
export function productView(store: StoreState, asked: string) {
  const parsed = parseGid(asked);
  const product = parsed?.kind === "Product" && products.find(({ id }) => id === parsed.id);
  if (!product) return null;
  const variants = product.variants.map(({ id }) => ({ id: gid("ProductVariant", id), ...onShelf(store, id) }));
  return {
    id: gid("Product", product.id),
    title: product.title,
    handle: handleOf(product.title),
    vendor: VENDOR,
    productType: "Home",
    tags: [],
    status: "ACTIVE",
    onlineStoreUrl: `https://${store.shop.domain}/products/${handleOf(product.title)}`,
    priceRangeV2: {
      minVariantPrice: money(Math.min(...variants.map(({ price }) => price)), store.shop.currency),
    },
    variants: (paging: Paging) =>
      connection(
        variants.map(({ id, stock }) => ({ id, availableForSale: stock > 0 })),
        paging,
      ),
  };
}
