import type { SendOutcome } from "#core/sending/outcome.ts";

/** Failures of the network that come before any byte was sent. */
const BEFORE_ANY_BYTE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** What the library throws: an answer with its status, or a failure of the network with its code. */
interface Thrown {
  status?: number;
  code?: number | string;
  message?: string;
}

/**
 * Says what is known after a call that threw. Only what is certain not to have gone out may be tried again: an answer
 * of 500 or above, a time-out or a reset may hide a text that was sent.
 */
export function classifyFailure(thrown: unknown): Exclude<SendOutcome, { kind: "accepted" | "paused" }> {
  const { status, code, message } = thrown as Thrown;
  const detail = message ?? String(thrown);
  if (status === 429) return { kind: "throttled", detail };
  if (status !== undefined && status >= 400 && status < 500 && typeof code === "number")
    return { kind: "refused", code: String(code), detail };
  if (typeof code === "string" && BEFORE_ANY_BYTE.has(code)) return { kind: "unreachable", detail };
  return { kind: "unknown", detail: status ? `answered ${status}: ${detail}` : detail };
}
