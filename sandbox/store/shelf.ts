import { sold } from "./catalog.ts";
import type { OnShelf, StoreState } from "./state.ts";

const FIRST_STOCK = 25;

/** What a variant costs today, and how many there are. @throws RangeError for a variant that the store does not sell */
export const onShelf = (store: StoreState, variantId: string): OnShelf =>
  store.shelf[variantId] ?? { price: sold(variantId).variant.price, stock: FIRST_STOCK };
