import { reasons } from "#core/activity/reasons.ts";
import { formatFailure } from "#core/sending/failure-codes.ts";
import { text } from "./en.ts";
import { formatReason } from "./reasons.ts";

const ours: Readonly<Record<string, string>> = text.entry.faults;

/**
 * Why a message did not arrive, in plain words, by its code: the provider's, a reason of ours, or how its last call
 * ended.
 */
export const formatFault = (code: string): string =>
  ours[code] ?? (Object.hasOwn(reasons, code) ? formatReason(code).label : formatFailure(code));
