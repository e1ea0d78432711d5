import { randomBytes } from "node:crypto";
import type { StoreState } from "./state.ts";

/** Beyond 2^53, where ids parsed as doubles would collide. */
export const FIRST_ID = 9_007_199_254_741_003n;

export function newId(store: StoreState): string {
  // Odd steps, so that rounding to a double always changes the id.
  store.lastId = String(BigInt(store.lastId) + 2n);
  return store.lastId;
}

export const newToken = () => randomBytes(16).toString("hex");
