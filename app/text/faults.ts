import { reasons } from "#core/activity/reasons.ts";
import { formatFailure } from "#core/sending/failure-codes.ts";
import { text } from "./en.ts";
import { formatReason } from "./reasons.ts";

const causes: Readonly<Record<string, string>> = text.entry.faults;

/** Why a message was not delivered, by its code: a Twilio code, a reason, or the failure of the last attempt. */
export const formatFault = (code: string): string =>
  causes[code] ?? (Object.hasOwn(reasons, code) ? formatReason(code).label : formatFailure(code));
