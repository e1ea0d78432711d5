import { isBucketFull, takeToken, type Bucket, type BucketSize } from "#core/intake/token-bucket.ts";
import type { AppContext } from "../context.server.ts";

/** Above this number of buckets, full ones are dropped: a full bucket equals a new one. */
const MAX_BUCKETS = 10_000;

/**
 * Makes a rate limit, counted per process and key.
 * @returns takes a token of a key: null when it may go on now, else the seconds to wait
 */
export function createRateLimit(size: BucketSize): (context: AppContext, key: string) => number | null {
  const buckets = new WeakMap<AppContext, Map<string, Bucket>>();
  return (context, key) => {
    const now = context.clock.now();
    const byKey = buckets.get(context) ?? new Map<string, Bucket>();
    buckets.set(context, byKey);
    const taken = takeToken(byKey.get(key), now, size);
    byKey.set(key, taken.bucket);
    if (byKey.size > MAX_BUCKETS)
      for (const [id, bucket] of byKey) if (isBucketFull(bucket, now, size)) byKey.delete(id);
    return taken.granted ? null : taken.retryAfter;
  };
}
