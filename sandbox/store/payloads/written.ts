import { Temporal } from "#core/time/time.ts";
import { amount } from "../ledger.ts";
import type { Shop } from "../state.ts";

/** An id as webhooks carry it, with its name in GraphQL. */
export const named = (kind: string, id: string) => ({
  id: BigInt(id),
  admin_graphql_api_id: `gid://shopify/${kind}/${id}`,
});

/** A time as webhooks carry it: in the shop's zone, to the second. */
export function at<T extends string | null>(shop: Shop, instant: T): T {
  return (instant &&
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(shop.timezone)
      .toString({ smallestUnit: "second", timeZoneName: "never" })) as T;
}

/** A price in the shop's money and, as this store sells in one currency, the buyer's. */
export function priceSet(shop: Shop, cents: number) {
  const money = { amount: amount(cents), currency_code: shop.currency };
  return { shop_money: money, presentment_money: money };
}
