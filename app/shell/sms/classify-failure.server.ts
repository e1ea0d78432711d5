import type { SendOutcome } from "#core/sending/outcome.ts";

/** Network errors before the first byte was sent. */
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

/** Error shape of Twilio's library: an HTTP status, or a network error code. */
interface TwilioError {
  status?: number;
  code?: number | string;
  message?: string;
}

/**
 * Classifies a failed send. Only a text that was certainly not sent may be retried: a 5xx, a timeout or a reset can
 * hide a sent text.
 */
export function classifyFailure(thrown: unknown): Exclude<SendOutcome, { kind: "accepted" | "paused" }> {
  const { status, code, message } = thrown as TwilioError;
  const detail = message ?? String(thrown);
  if (status === 429) return { kind: "throttled", detail };
  if (status !== undefined && status >= 400 && status < 500 && typeof code === "number")
    return { kind: "refused", code: String(code), detail };
  if (typeof code === "string" && BEFORE_ANY_BYTE.has(code)) return { kind: "unreachable", detail };
  return { kind: "unknown", detail: status ? `answered ${status}: ${detail}` : detail };
}
