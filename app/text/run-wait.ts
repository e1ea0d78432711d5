import { formatReason } from "./reasons.ts";
import { statusText } from "./statuses.ts";

const waits: Readonly<Record<string, string>> = statusText.runWait;

/** What a waiting run waits for, as a label. */
export const formatRunWait = (waitsFor: string): string =>
  (Object.hasOwn(waits, waitsFor) && waits[waitsFor]) || formatReason(waitsFor).label;
