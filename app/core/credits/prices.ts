/**
 * Credits for one segment, by the recipient's country; a country that is not listed is not served.
 * Version of the table: raise it with every change, logs cite it.
 *
 * Source: the house's own rates. One credit is one segment to the United States; another country costs as many as its
 * list price is of that one, carriers' fees included, rounded up to whole credits. List prices: Twilio's Pricing API,
 * /v1/Messaging/Countries/{code}. Look there before the table is changed.
 */
export const PRICES_VERSION = "2026-11";

const creditsPerSegment = new Map(
  Object.entries({
    US: 1,
    CA: 1,
    PR: 1,
    // Britain's crown dependencies share +44, and a number may not tell which of them it is of: one price for all.
    GB: 4,
    GG: 4,
    IM: 4,
    JE: 4,
    IE: 6,
    // The places that share Australia's code, Norway's, Finland's and Italy's are served as those are.
    AU: 4,
    CC: 4,
    CX: 4,
    NZ: 8,
    FR: 6,
    DE: 8,
    NL: 9,
    BE: 8,
    ES: 6,
    IT: 7,
    VA: 7,
    PT: 4,
    AT: 8,
    CH: 6,
    SE: 5,
    NO: 6,
    SJ: 6,
    DK: 4,
    FI: 7,
    AX: 7,
    PL: 4,
    MX: 5,
    BR: 4,
    IN: 6,
    JP: 7,
    SG: 4,
  }),
);

/** @returns null where the country is not served */
export const pricePerSegment = (country: string | null): number | null => creditsPerSegment.get(country ?? "") ?? null;

export const creditsFor = (segments: number, country: string | null): number =>
  segments * (pricePerSegment(country) ?? 0);

export const servedCountries = (): string[] => [...creditsPerSegment.keys()];
