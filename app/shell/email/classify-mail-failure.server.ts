import type { OutwardFailure } from "#core/sending/outward-failure.ts";

/** What nodemailer throws. */
interface Thrown {
  /** The mail server's answer, such as 550. */
  responseCode?: number;
  response?: string;
  code?: string;
  message?: string;
}

/** The installation's own settings are at fault, which its operator may mend. */
const OURS_TO_MEND = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "ETLS", "ECONFIG"]);
const MENDED_AFTER_SECONDS = 300;

/**
 * Says what is known after an e-mail that was not confirmed.
 * @param begun whether the mail server had asked for the content: from then on, silence may hide an e-mail that went
 * out
 */
export function classifyMailFailure(
  thrown: unknown,
  begun: boolean,
): OutwardFailure | { kind: "unknown"; detail: string } {
  const { responseCode, response, code, message } = thrown as Thrown;
  const detail = response ?? message ?? String(thrown);
  if (code && OURS_TO_MEND.has(code))
    return { kind: "retry", detail: `the mail server does not let us in: ${detail}`, after: MENDED_AFTER_SECONDS };
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: "refused", code: `smtp_${responseCode}`, detail };
  if (responseCode !== undefined && responseCode >= 400) return { kind: "retry", detail };
  if (begun) return { kind: "unknown", detail: `no answer after the e-mail was handed over: ${detail}` };
  return { kind: "retry", detail: `the mail server could not be reached: ${detail}` };
}
