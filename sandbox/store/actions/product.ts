import { sold } from "../catalog.ts";
import type { StoreEvent } from "../events.ts";
import { inventoryLevelBody, productBody, variantBody } from "../payloads/product.ts";
import { onShelf } from "../shelf.ts";
import type { OnShelf, StoreState } from "../state.ts";

/** Sets the price and stock of a variant. Carts follow the price at once, a checkout when its customer returns. */
export function setShelf(store: StoreState, variantId: string, after: OnShelf, now: string): StoreEvent[] {
  const { product } = sold(variantId);
  const before = onShelf(store, variantId);
  if (after.price === before.price && after.stock === before.stock) return [];
  store.shelf[variantId] = after;
  for (const line of Object.values(store.carts).flatMap(({ lines }) => lines))
    if (line.variantId === variantId) line.price = after.price;
  return [
    { topic: "products/update", body: productBody(store, product, now) },
    ...(after.stock === before.stock
      ? []
      : [{ topic: "inventory_levels/update", body: inventoryLevelBody(store, variantId, now) }]),
    ...(after.stock > 0 === before.stock > 0
      ? []
      : [
          {
            topic: after.stock > 0 ? "variants/in_stock" : "variants/out_of_stock",
            body: variantBody(store, variantId, now),
          },
        ]),
  ];
}
