import type { OutwardFailure } from "#core/sending/outward-failure.ts";

/** Error shape of nodemailer. */
interface MailError {
  /** SMTP response code, such as 550. */
  responseCode?: number;
  response?: string;
  code?: string;
  message?: string;
}

/** Errors of the installation's configuration, which its operator can fix. */
const CONFIG_ERROR_CODES = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "ETLS", "ECONFIG"]);
const CONFIG_RETRY_SECONDS = 300;

/**
 * Classifies the failure of an e-mail.
 * @param contentRequested whether the mail server had requested the content: from then on, a missing response may hide a sent
 * e-mail
 */
export function classifyMailFailure(
  thrown: unknown,
  contentRequested: boolean,
): OutwardFailure | { kind: "unknown"; detail: string } {
  const { responseCode, response, code, message } = thrown as MailError;
  const detail = response ?? message ?? String(thrown);
  if (code && CONFIG_ERROR_CODES.has(code))
    return { kind: "retry", detail: `the mail server does not let us in: ${detail}`, after: CONFIG_RETRY_SECONDS };
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: "refused", code: `smtp_${responseCode}`, detail };
  if (responseCode !== undefined && responseCode >= 400) return { kind: "retry", detail };
  if (contentRequested) return { kind: "unknown", detail: `no answer after the e-mail was handed over: ${detail}` };
  return { kind: "retry", detail: `the mail server could not be reached: ${detail}` };
}
