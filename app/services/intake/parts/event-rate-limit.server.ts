import { isBucketFull, takeToken, type Bucket, type BucketSize } from "#core/intake/token-bucket.ts";
import type { AppContext } from "#shell/context.server.ts";

/** What one shop's systems may send: a burst, and then so many a second. Counted by each process for itself. */
const SIZE: BucketSize = { capacity: 100, perSecond: 10 };
/** Beyond so many shops those are forgotten that have been quiet: a full bucket is as good as none. */
const REMEMBERED = 10_000;

const buckets = new WeakMap<AppContext, Map<string, Bucket>>();

/** @returns null where the shop may send another event now, else the seconds until it may */
export function takeEventToken(context: AppContext, shopId: string): number | null {
  const now = context.clock.now();
  const known = buckets.get(context) ?? new Map<string, Bucket>();
  buckets.set(context, known);
  const taken = takeToken(known.get(shopId), now, SIZE);
  known.set(shopId, taken.bucket);
  if (known.size > REMEMBERED) for (const [id, bucket] of known) if (isBucketFull(bucket, now, SIZE)) known.delete(id);
  return taken.granted ? null : taken.retryAfter;
}
