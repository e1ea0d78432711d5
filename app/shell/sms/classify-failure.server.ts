import { isRecord } from "#core/plain-data.ts";
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
  details?: unknown;
}

/**
 * Classifies a failed send. Only a text that was certainly not sent may be retried: a 5xx, a timeout or a reset can
 * hide a sent text.
 */
export function classifyFailure(thrown: unknown): Exclude<SendOutcome, { kind: "accepted" | "paused" }> {
  const { status, code, message } = thrown as TwilioError;
  const detail = message ?? String(thrown);
  if (status === 429) return { kind: "throttled", detail, ...retryAfterOf((thrown as TwilioError).details) };
  if (status !== undefined && status >= 400 && status < 500 && typeof code === "number")
    return { kind: "refused", code: String(code), detail };
  if (typeof code === "string" && BEFORE_ANY_BYTE.has(code)) return { kind: "unreachable", detail };
  return { kind: "unknown", detail: status ? `answered ${status}: ${detail}` : detail };
}

/** The name under which `keepRetryAfter` puts the header Retry-After into the body's details. */
const RETRY_AFTER = "retry_after";

/** Keeps the header Retry-After of a 429, which Twilio's library drops, in the part of the body that it passes on. */
export function keepRetryAfter(response: { status: number; headers: unknown; data: unknown }): void {
  const asked = (response.headers as Record<string, unknown> | undefined)?.["retry-after"];
  if (response.status !== 429 || typeof asked !== "string" || !/^\d{1,6}$/.test(asked)) return;
  const body = typeof response.data === "string" ? parsed(response.data) : response.data;
  response.data = {
    message: "Too Many Requests",
    ...(isRecord(body) && body),
    details: { [RETRY_AFTER]: Number(asked) },
  };
}

function retryAfterOf(details: unknown): { retryAfter?: number } {
  const asked = isRecord(details) ? details[RETRY_AFTER] : undefined;
  return typeof asked === "number" ? { retryAfter: asked } : {};
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
