import type { Instant } from "../time/time.ts";

/** The burst size, and the refill rate in tokens per second. */
export interface BucketSize {
  capacity: number;
  perSecond: number;
}

export interface Bucket {
  tokens: number;
  at: Instant;
}

export type TokenTake = { bucket: Bucket } & (
  { granted: true } | { granted: false; /** Whole seconds until the next token. */ retryAfter: number }
);

/**
 * Takes one token.
 * @param before the bucket after the last take; undefined for a full one
 */
export function takeToken(before: Bucket | undefined, now: Instant, { capacity, perSecond }: BucketSize): TokenTake {
  const elapsed = before ? Math.max(0, now.epochMilliseconds - before.at.epochMilliseconds) / 1_000 : 0;
  const tokens = before ? Math.min(capacity, before.tokens + elapsed * perSecond) : capacity;
  if (tokens >= 1) return { granted: true, bucket: { tokens: tokens - 1, at: now } };
  return { granted: false, bucket: { tokens, at: now }, retryAfter: Math.max(1, Math.ceil((1 - tokens) / perSecond)) };
}

/** Whether a bucket has refilled and can be forgotten. */
export const isBucketFull = ({ tokens, at }: Bucket, now: Instant, { capacity, perSecond }: BucketSize): boolean =>
  tokens + ((now.epochMilliseconds - at.epochMilliseconds) / 1_000) * perSecond >= capacity;
