import { IN_FLIGHT } from "./body-limits.server.ts";

/** The bytes of request bodies that a process holds. */
export interface BodyBudget {
  /**
   * Counts bytes that were received.
   * @param shop the shop that the request's header names; null for none
   * @returns false, and counts nothing, if the process or the shop holds too many already
   */
  take(bytes: number, shop: string | null): boolean;
  /** Gives back bytes that were taken. */
  give(bytes: number, shop: string | null): void;
}

export function createBodyBudget({ perProcess, perShop } = IN_FLIGHT): BodyBudget {
  let total = 0;
  const byShop = new Map<string, number>();
  return {
    take: (bytes, shop) => {
      const ofShop = shop === null ? 0 : (byShop.get(shop) ?? 0);
      if (total + bytes > perProcess || (shop !== null && ofShop + bytes > perShop)) return false;
      total += bytes;
      if (shop !== null) byShop.set(shop, ofShop + bytes);
      return true;
    },
    give: (bytes, shop) => {
      total -= bytes;
      if (shop === null) return;
      const left = (byShop.get(shop) ?? 0) - bytes;
      if (left > 0) byShop.set(shop, left);
      else byShop.delete(shop);
    },
  };
}
