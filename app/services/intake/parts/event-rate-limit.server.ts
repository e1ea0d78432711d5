import { isBucketFull, takeToken, type Bucket, type BucketSize } from "#core/intake/token-bucket.ts";
import type { AppContext } from "#shell/context.server.ts";

/** The rate limit of one shop, counted per process. */
const RATE_LIMIT: BucketSize = { capacity: 100, perSecond: 10 };
/** Above this number of buckets, full ones are dropped: a full bucket equals a new one. */
const MAX_BUCKETS = 10_000;

const buckets = new WeakMap<AppContext, Map<string, Bucket>>();

/** Takes a token from the shop's bucket. @returns null when the shop may send now, else the seconds to wait */
export function takeRateLimitToken(context: AppContext, shopId: string): number | null {
  const now = context.clock.now();
  const byShop = buckets.get(context) ?? new Map<string, Bucket>();
  buckets.set(context, byShop);
  const taken = takeToken(byShop.get(shopId), now, RATE_LIMIT);
  byShop.set(shopId, taken.bucket);
  if (byShop.size > MAX_BUCKETS)
    for (const [id, bucket] of byShop) if (isBucketFull(bucket, now, RATE_LIMIT)) byShop.delete(id);
  return taken.granted ? null : taken.retryAfter;
}
