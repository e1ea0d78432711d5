import { getCountries } from "libphonenumber-js/min";

/** ISO codes by English name in lower case; made at the first use. */
let names: ReadonlyMap<string, string> | undefined;
function countryNames(): ReadonlyMap<string, string> {
  const shown = new Intl.DisplayNames(["en"], { type: "region" });
  names ??= new Map([
    ...getCountries().map((code) => [(shown.of(code) ?? code).toLowerCase(), code] as const),
    ["usa", "US"],
    ["uk", "GB"],
  ]);
  return names;
}

/** The ISO 3166 alpha-2 code of a country in a list: a code, or an English name; null for another text. */
export function readCountry(text: string | null): string | null {
  if (!text) return null;
  const code = text.trim().toUpperCase();
  const known = countryNames();
  return known.get(text.trim().toLowerCase()) ?? (code.length === 2 && codes().has(code) ? code : null);
}

const codes = (): ReadonlySet<string> => new Set(getCountries());
