import type { Reason } from "../activity/reasons.ts";
import type { Instant } from "../time/time.ts";

/**
 * The outcome of one provider call, classified where the response arrives.
 * accepted: the provider has the text.
 * refused: a permanent rejection.
 * throttled: the provider asks to wait, and did not take the text. Its sender pauses; uses no attempt. `retryAfter` is
 * in seconds, as the provider says; `until` is the end of the sender's pause.
 * unreachable: the provider did not take the text; retry.
 * unknown: the provider may have the text; never retry blindly.
 * paused: no call was made, because the circuit breaker is open; uses no attempt.
 * withheld: no call was made, because a later event forbids the text.
 * given_back: no call was made, because the worker stops or has lost its claim; uses no attempt.
 */
export type SendOutcome =
  | { kind: "accepted"; providerId: string; providerStatus: string; segments: number | null }
  | { kind: "refused"; code: string; detail: string }
  | { kind: "throttled"; detail: string; retryAfter?: number; until?: Instant }
  | { kind: "unreachable"; detail: string }
  | { kind: "unknown"; detail: string }
  | { kind: "paused"; until: Instant; detail: string }
  | { kind: "withheld"; reason: Reason }
  | { kind: "given_back" };
