import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

export interface PhoneNumber {
  /** E.164. */
  e164: string;
  /** ISO 3166 alpha-2; null for one that belongs to no single country. */
  country: string | null;
}

/**
 * Reads a number as people type it.
 * @param text any notation; with its country's prefix or without
 * @param countries ISO 3166 alpha-2 of the addresses at hand, best first: taken where the number has no prefix
 * @returns null when it cannot be a number of the first country given
 */
export function readPhone(
  text: string | null | undefined,
  countries: readonly (string | null | undefined)[] = [],
): PhoneNumber | null {
  if (!text) return null;
  const home = countries.find((code) => code)?.toUpperCase();
  const number = parsePhoneNumberFromString(text, home as CountryCode | undefined);
  // A number that carries its own prefix needs only be possible: numbering plans grow faster than tables of them, and
  // the provider, who knows, refuses a wrong one without charge.
  const plausible = number && (number.isValid() || (text.trim().startsWith("+") && number.isPossible()));
  if (!plausible) return null;
  return {
    e164: number.number,
    country:
      number.country ??
      number.getPossibleCountries().find((code) => code === home) ??
      number.getPossibleCountries()[0] ??
      null,
  };
}

/** The number for a reader's eye, such as "+1 212 555 0123". */
export const showPhone = (e164: string): string => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
