import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Kinds of numbers that cost their caller more than a number of a person, or that no person reads. */
const DEAR_TYPES: ReadonlySet<string> = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "VOICEMAIL"]);

/** Whether a number charges who texts it. Only fraud signs up such a number. */
export const isPremiumRate = (e164: string): boolean => {
  const known = lately.get(e164);
  if (known !== undefined) return known;
  const premium = DEAR_TYPES.has(parsePhoneNumberFromString(e164)?.getType() ?? "");
  if (lately.size >= REMEMBERED) lately.clear();
  lately.set(e164, premium);
  return premium;
};

/** Numbers looked up lately: each text asks several times. */
const lately = new Map<string, boolean>();
const REMEMBERED = 5_000;
