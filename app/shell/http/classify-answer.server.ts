import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { OutboundResponse } from "./bounded-post.server.ts";
import { ForbiddenAddress } from "./vetted-lookup.server.ts";

/** Answers below 500 that ask for another try. */
const TRY_AGAIN = new Set([408, 425, 429]);
/** What a log entry shows of an answer, in characters. */
const SHOWN = 1_000;
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/;

export function classifyAnswer({ status, headers, body }: OutboundResponse): OutwardResult {
  if (status >= 200 && status < 300) return { kind: "done", output: { status, answer: body.slice(0, SHOWN) } };
  if (status >= 300 && status < 400)
    return {
      kind: "refused",
      code: "redirected",
      detail:
        `it answered ${status}, a redirect to ${headers.location ?? "nowhere"}; redirects are not ` +
        "followed, so give the final address",
    };
  if (status >= 500 || TRY_AGAIN.has(status))
    return { kind: "retry", detail: `it answered ${status}`, ...wait(headers["retry-after"]) };
  return { kind: "refused", code: `http_${status}`, detail: `it answered ${status}` };
}

/** Of the header's two forms, the seconds; a date would need both sides' clocks to agree. */
function wait(retryAfter: string | undefined): { after?: number } {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? { after: Number(retryAfter) } : {};
}

/** @param thrown what a call threw that brought no answer */
export function classifyThrown(thrown: unknown): OutwardResult {
  if (thrown instanceof ForbiddenAddress)
    return { kind: "refused", code: "address_not_allowed", detail: thrown.message };
  const { name, code, message } = thrown as NodeJS.ErrnoException;
  if (name === "AbortError") return { kind: "retry", detail: "it did not answer in time" };
  if (code && CERTIFICATE.test(code))
    return { kind: "refused", code: "certificate_invalid", detail: `its certificate cannot be trusted: ${message}` };
  return { kind: "retry", detail: `it could not be reached: ${message || code || name}` };
}
