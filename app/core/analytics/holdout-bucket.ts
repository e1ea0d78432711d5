import { seededRandom } from "../automations/seeded-random.ts";

/** The largest share of its customers that a shop may hold out, in percent. */
export const MAX_HOLDOUT_PERCENT = 20;

/**
 * The customer's bucket of the shop-wide holdout, 1 to 100. It never changes and depends on no test: a shop that holds
 * out 5 % holds out the buckets 1 to 5, and with 10 % the same and five more.
 */
export const holdoutBucket = (customerId: string): number =>
  1 + Math.floor(seededRandom(`shop-holdout:${customerId}`) * 100);
