import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

export interface PhoneNumber {
  /** E.164. */
  e164: string;
  /** ISO 3166 alpha-2; null for a number without a single country. */
  country: string | null;
}

/**
 * Parses a phone number in any notation.
 * @param text with or without a country calling code
 * @param countries ISO 3166 alpha-2 codes of the customer's addresses, best first; the first one applies to a national
 *   number
 * @returns null when the text is no possible number
 */
export function readPhone(
  text: string | null | undefined,
  countries: readonly (string | null | undefined)[] = [],
): PhoneNumber | null {
  if (!text) return null;
  const defaultCountry = countries.find((code) => code)?.toUpperCase();
  const number = parsePhoneNumberFromString(text, defaultCountry as CountryCode | undefined);
  // An international number only needs to be possible: numbering plans change faster than the library's tables, and the
  // provider rejects an invalid number without charge.
  const plausible = number && (number.isValid() || (text.trim().startsWith("+") && number.isPossible()));
  if (!plausible) return null;
  return {
    e164: number.number,
    country:
      number.country ??
      number.getPossibleCountries().find((code) => code === defaultCountry) ??
      number.getPossibleCountries()[0] ??
      null,
  };
}

/** Formats a number for display, such as "+1 212 555 0123". */
export const showPhone = (e164: string): string => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
