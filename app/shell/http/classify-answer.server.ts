import type { OutwardResult } from "#core/sending/outward-failure.ts";
import { DeadlinePassed } from "#shell/deadline.server.ts";
import type { OutboundResponse } from "./bounded-post.server.ts";
import { ForbiddenAddress } from "./vetted-lookup.server.ts";

/** Retryable statuses below 500. */
const RETRYABLE_STATUSES = new Set([408, 425, 429]);
/** Characters of the response in a log entry. */
const MAX_LOGGED_LENGTH = 1_000;
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/;

export function classifyAnswer({ status, headers, body }: OutboundResponse): OutwardResult {
  if (status >= 200 && status < 300)
    return { kind: "done", output: { status, answer: body.slice(0, MAX_LOGGED_LENGTH) } };
  if (status >= 300 && status < 400)
    return {
      kind: "refused",
      code: "redirected",
      detail:
        `it answered ${status}, a redirect to ${headers.location ?? "nowhere"}; redirects are not ` +
        "followed, so give the final address",
    };
  if (status >= 500 || RETRYABLE_STATUSES.has(status))
    return { kind: "retry", detail: `it answered ${status}`, ...retryAfterOf(headers["retry-after"]) };
  return { kind: "refused", code: `http_${status}`, detail: `it answered ${status}` };
}

/** Supports only the seconds form; a date needs synchronised clocks. */
function retryAfterOf(retryAfter: string | undefined): { after?: number } {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? { after: Number(retryAfter) } : {};
}

/** @param error error of a request without a response */
export function classifyThrown(error: unknown): OutwardResult {
  if (error instanceof ForbiddenAddress) return { kind: "refused", code: "address_not_allowed", detail: error.message };
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DeadlinePassed) return { kind: "retry", detail: "it did not answer in time" };
  if (code && CERTIFICATE.test(code))
    return { kind: "refused", code: "certificate_invalid", detail: `its certificate cannot be trusted: ${message}` };
  return { kind: "retry", detail: `it could not be reached: ${message || code || name}` };
}
