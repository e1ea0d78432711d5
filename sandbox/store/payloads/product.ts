import type { Json } from "../../webhooks/json.ts";
import { handleOf, sold, VENDOR, type Product } from "../catalog.ts";
import { amount } from "../ledger.ts";
import { onShelf } from "../shelf.ts";
import type { StoreState } from "../state.ts";
import { at, named } from "./written.ts";

const LOCATION = 71_230_000_001n;
/** Shopify counts stock by the inventory item of a variant. */
const inventoryItem = (variantId: string) => BigInt(variantId) + 2_000_000_000_000n;

/** `variants/in_stock`, `variants/out_of_stock`, and the variants of a product. */
export function variantBody(store: StoreState, variantId: string, now: string) {
  const { product, variant } = sold(variantId);
  const { price, stock } = onShelf(store, variantId);
  return {
    ...named("ProductVariant", variantId),
    product_id: BigInt(product.id),
    title: variant.title,
    price: amount(price),
    compare_at_price: null,
    sku: variant.sku,
    position: product.variants.indexOf(variant) + 1,
    option1: variant.title,
    option2: null,
    option3: null,
    barcode: null,
    taxable: true,
    inventory_policy: "deny",
    inventory_quantity: stock,
    old_inventory_quantity: stock,
    inventory_item_id: inventoryItem(variantId),
    image_id: null,
    created_at: at(store.shop, store.shop.createdAt),
    updated_at: at(store.shop, now),
  };
}

/** `products/update` */
export const productBody = (store: StoreState, product: Product, now: string): Json => ({
  ...named("Product", product.id),
  title: product.title,
  body_html: product.about,
  handle: handleOf(product.title),
  vendor: VENDOR,
  product_type: "Home",
  status: "active",
  tags: "",
  template_suffix: null,
  published_scope: "global",
  created_at: at(store.shop, store.shop.createdAt),
  published_at: at(store.shop, store.shop.createdAt),
  updated_at: at(store.shop, now),
  variants: product.variants.map(({ id }) => variantBody(store, id, now)),
  images: [],
  image: null,
});

/** `inventory_levels/update` */
export const inventoryLevelBody = (store: StoreState, variantId: string, now: string): Json => ({
  inventory_item_id: inventoryItem(variantId),
  location_id: LOCATION,
  available: onShelf(store, variantId).stock,
  updated_at: at(store.shop, now),
  admin_graphql_api_id: `gid://shopify/InventoryLevel/${LOCATION}?inventory_item_id=${inventoryItem(variantId)}`,
});
