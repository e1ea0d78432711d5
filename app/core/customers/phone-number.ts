import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

export interface PhoneNumber {
  /** E.164. */
  e164: string;
  /** ISO 3166 alpha-2; null for a number without a single country. */
  country: string | null;
}

/**
 * Parses a phone number in any notation. A number that is not valid as written but valid at home is a home number, such
 * as "+9175550123" in the United States; a number that is valid nowhere is none.
 * @param text with or without a country calling code
 * @param countries ISO 3166 alpha-2 codes, the country of the number's own address first; the first one is its home
 * @returns null when the text is no valid number
 */
export function readPhone(
  text: string | null | undefined,
  countries: readonly (string | null | undefined)[] = [],
): PhoneNumber | null {
  if (!text) return null;
  const home = countries.find((code) => code)?.toUpperCase() as CountryCode | undefined;
  const key = `${home ?? ""} ${text}`;
  const known = lately.get(key);
  if (known !== undefined) return known;
  const number = parsePhone(text, home);
  if (lately.size >= REMEMBERED) lately.clear();
  lately.set(key, number);
  return number;
}

/** Numbers read lately, by home and text: an event and its text read the same number several times. */
const lately = new Map<string, PhoneNumber | null>();
const REMEMBERED = 5_000;

function parsePhone(text: string, home: CountryCode | undefined): PhoneNumber | null {
  const number = validNumber(text, home) ?? (home && validNumber(text.replace(/^\s*\+/, ""), home));
  if (!number) return null;
  return {
    e164: number.number,
    country:
      number.country ??
      number.getPossibleCountries().find((code) => code === home) ??
      number.getPossibleCountries()[0] ??
      null,
  };
}

function validNumber(text: string, home: CountryCode | undefined) {
  const number = parsePhoneNumberFromString(text, home);
  return number?.isValid() ? number : undefined;
}

/** Formats a number for display, such as "+1 212 555 0123". */
export const showPhone = (e164: string): string => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
