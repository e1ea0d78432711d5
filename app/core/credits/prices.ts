/**
 * Credits per segment by the recipient's country. A country without an entry is not served.
 * Version of the table: raise it with every change, because logs cite it.
 * | Source: Shopbell's own rates. One credit is one segment to the United States. Another country costs its list price,
 * carrier fees included, divided by the United States' and rounded up. List prices: Twilio's Pricing API,
 * /v1/Messaging/Countries/{code}. Check them before you change the table.
 */
export const PRICES_VERSION = "2026-12";

const creditsPerSegment = new Map(
  Object.entries({
    US: 1,
    CA: 1,
    PR: 1,
    // The Crown dependencies share +44, and a number may not identify the island, so all have one price.
    GB: 4,
    GG: 4,
    IM: 4,
    JE: 4,
    IE: 6,
    // Territories that share a calling code with Australia, Norway, Finland or Italy have that country's price.
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

/** @returns null for a country that is not served */
export const pricePerSegment = (country: string | null): number | null => creditsPerSegment.get(country ?? "") ?? null;

export const creditsFor = (segments: number, country: string | null): number =>
  segments * (pricePerSegment(country) ?? 0);

/**
 * Credits per text with a picture or a contact card (MMS), whatever the length of its words. Carriers take such texts in
 * the United States and Canada alone.
 */
const creditsPerMms = new Map(Object.entries({ US: 3, CA: 3 }));

/** @returns null for a country whose carriers take no MMS */
export const pricePerMms = (country: string | null): number | null => creditsPerMms.get(country ?? "") ?? null;

/** What a text costs: as an MMS where carriers take them, else by its segments. */
export const creditsForText = (
  { segments, isMms }: { segments: number; isMms: boolean },
  country: string | null,
): number => (isMms ? pricePerMms(country) : null) ?? creditsFor(segments, country);

const DEFAULT_COUNTRY = "US";

/** The country of a shop's prices: its own, or the United States where texts do not go to its own. */
export const priceCountryOf = (country: string | null): string =>
  country !== null && creditsPerSegment.has(country) ? country : DEFAULT_COUNTRY;

export const servedCountries = (): string[] => [...creditsPerSegment.keys()];
