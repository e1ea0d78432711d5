import { type GuardAnswer, pass, skip, type StepFacts } from "./define.ts";

/**
 * Withholds marketing from the customers that the shop holds out, to see what its messages cause. Texts about an order,
 * replies, opt-in questions and test texts always go.
 */
export const shopHoldout = {
  name: "shop_holdout",
  applies: ({ kind, shop, customer }: StepFacts): boolean =>
    kind === "marketing" && shop.holdoutPercent > 0 && customer.holdoutBucket !== null,
  check: ({ shop: { holdoutPercent }, customer: { holdoutBucket: bucket } }: StepFacts): GuardAnswer => {
    const saw = { bucket, holdout_percent: holdoutPercent };
    return bucket !== null && bucket <= holdoutPercent ? skip("shop_holdout", saw) : pass(saw);
  },
};
