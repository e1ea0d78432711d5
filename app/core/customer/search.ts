import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js/min";

/** What somebody is looked for by: how their number begins in E.164, one of several ways, or their name or address, in small letters. */
export type Sought = { by: "phone"; begins: readonly string[] } | { by: "words"; begins: readonly string[] };

/** What a number is typed with. */
const LOOKS_LIKE_A_NUMBER = /^[\d\s+().-]*\d[\d\s+().-]*$/;

/**
 * What a search for somebody asks: the beginning of a number in any notation, of an e-mail address, or of a name.
 * @param country of the shop: of a number without a prefix
 */
export function readSearch(typed: string, country: string | null): Sought {
  const text = typed.trim().replace(/\s+/g, " ");
  if (!LOOKS_LIKE_A_NUMBER.test(text)) return { by: "words", begins: [text.toLowerCase()] };
  const digits = text.replace(/\D/g, "");
  const atHome = country && !text.startsWith("+") && isSupportedCountry(country) ? [`+${getCountryCallingCode(country)}${digits.replace(/^0+/, "")}`] : [];
  return { by: "phone", begins: [`+${digits}`, ...atHome] };
}
