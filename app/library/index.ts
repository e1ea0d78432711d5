import { abandonedCart } from "./abandoned-cart.ts";
import type { LibraryEntry } from "./define.ts";
import { orderConfirmation } from "./order-confirmation.ts";
import { welcome } from "./welcome.ts";

/** The ready-made automations, as plain definitions. */
export const library: readonly LibraryEntry[] = [orderConfirmation, abandonedCart, welcome];

export const libraryEntry = (key: string): LibraryEntry | undefined => library.find((entry) => entry.key === key);
