import { Temporal } from "#core/time/time.ts";
import { amount } from "../ledger.ts";
import type { Shop } from "../state.ts";

/** An id with its GraphQL id. */
export const named = (kind: string, id: string) => ({
  id: BigInt(id),
  admin_graphql_api_id: `gid://shopify/${kind}/${id}`,
});

/** A time in the shop's time zone, in seconds. */
export function at<T extends string | null>(shop: Shop, instant: T): T {
  return (instant &&
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(shop.timezone)
      .toString({ smallestUnit: "second", timeZoneName: "never" })) as T;
}

/** A price in shop and presentment money; the sandbox has one currency. */
export function priceSet(shop: Shop, cents: number) {
  const money = { amount: amount(cents), currency_code: shop.currency };
  return { shop_money: money, presentment_money: money };
}
