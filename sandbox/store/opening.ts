import type { Instant } from "#core/time/time.ts";
import { FIRST_ID } from "./ids.ts";
import { firstCustomers } from "./people.ts";
import type { StoreState } from "./state.ts";

const HOURS_IN_BUSINESS = 24 * 300;

/** A new store. */
export function openStore(domain: string, now: Instant): StoreState {
  const since = now.subtract({ hours: HOURS_IN_BUSINESS }).round("second").toString();
  return {
    shop: {
      id: "61230000001",
      domain,
      name: "Larkspur Home",
      email: "hello@larkspur.example",
      timezone: "America/New_York",
      currency: "USD",
      address: {
        address1: "18 Atlantic Avenue",
        city: "Brooklyn",
        province: "New York",
        provinceCode: "NY",
        zip: "11201",
        country: "United States",
        countryCode: "US",
      },
      createdAt: since,
    },
    customers: firstCustomers(since),
    carts: {},
    checkouts: [],
    orders: [],
    shelf: {},
    discounts: [],
    purchases: [],
    subscriptions: [],
    flowTriggers: [],
    bulkOperations: [],
    bulkFault: null,
    appMetafields: [],
    lastId: String(FIRST_ID),
  };
}
