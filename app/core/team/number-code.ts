import { Temporal, type Instant } from "../time/time.ts";

/** How long a code proves a number, and how often it may be typed wrong. */
const CODE_TTL = Temporal.Duration.from({ minutes: 10 });
const MAX_WRONG_TRIES = 5;

/** Sends in a span of time that are too many. */
interface SendLimit {
  most: number;
  hours: number;
}

/** Of one number, for all shops together, and of one shop: codes must not serve to pester a stranger's phone. */
const numberLimits: readonly SendLimit[] = [
  { most: 3, hours: 1 },
  { most: 6, hours: 24 },
];
const shopLimits: readonly SendLimit[] = [
  { most: 5, hours: 1 },
  { most: 15, hours: 24 },
];

/** How far back the sends count. */
export const CODES_COUNT_FOR = Temporal.Duration.from({ hours: 24 });

/** When codes were sent in the last 24 hours. */
export interface CodesSent {
  toNumber: readonly Instant[];
  byShop: readonly Instant[];
}

/** When the next code may be sent; null for now. */
export function nextCodeAt({ toNumber, byShop }: CodesSent, now: Instant): Instant | null {
  const waits = [
    ...numberLimits.flatMap((limit) => freeAt(toNumber, limit, now) ?? []),
    ...shopLimits.flatMap((limit) => freeAt(byShop, limit, now) ?? []),
  ];
  return waits.toSorted(Temporal.Instant.compare).at(-1) ?? null;
}

function freeAt(sent: readonly Instant[], { most, hours }: SendLimit, now: Instant): Instant | null {
  const since = now.subtract({ hours });
  const counted = sent.filter((at) => Temporal.Instant.compare(at, since) > 0).toSorted(Temporal.Instant.compare);
  return counted.at(-most)?.add({ hours }) ?? null;
}

/** A code that was sent, as stored. */
export interface SentCode {
  createdAt: Instant;
  wrongTries: number;
}

/** Why a code proves nothing any more; null while it may be typed. */
export function codeObjection(code: SentCode | null, now: Instant): "expired" | "too_many_tries" | null {
  if (!code || Temporal.Instant.compare(code.createdAt.add(CODE_TTL), now) <= 0) return "expired";
  return code.wrongTries >= MAX_WRONG_TRIES ? "too_many_tries" : null;
}
