import type { Reason } from "../activity/reasons.ts";
import type { Instant } from "../time/time.ts";

/**
 * What is known after one call to the provider, classified once at the edge.
 * accepted: it has the text. refused: it said no, for good. throttled, unreachable: it did not take it; may be tried
 * again. unknown: it cannot be told; never tried again blindly. paused: it was not called, for it has not been
 * answering; no try is used up. withheld: it was not called, for something came in between that forbids it.
 */
export type SendOutcome =
  | { kind: "accepted"; providerId: string; providerStatus: string; segments: number | null }
  | { kind: "refused"; code: string; detail: string }
  | { kind: "throttled"; detail: string }
  | { kind: "unreachable"; detail: string }
  | { kind: "unknown"; detail: string }
  | { kind: "paused"; until: Instant; detail: string }
  | { kind: "withheld"; reason: Reason };
