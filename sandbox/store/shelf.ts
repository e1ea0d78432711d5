import { sold } from "./catalog.ts";
import type { OnShelf, StoreState } from "./state.ts";

const FIRST_STOCK = 25;

/**
 * The current price and stock of a variant.
 * @throws RangeError for an unknown variant
 */
export const onShelf = (store: StoreState, variantId: string): OnShelf =>
  store.shelf[variantId] ?? { price: sold(variantId).variant.price, stock: FIRST_STOCK };
