/**
 * Credits for one segment, by the recipient's country; a country that is not listed is not served.
 * Version of the table: raise it with every change, logs cite it.
 */
export const PRICES_VERSION = "2026-11";

const creditsPerSegment = new Map(Object.entries({
  US: 1, CA: 1, PR: 1,
  GB: 4, GG: 4, IM: 4, JE: 4, IE: 6,
  AU: 4, NZ: 8,
  FR: 6, DE: 8, NL: 9, BE: 8, ES: 6, IT: 7, PT: 4, AT: 8, CH: 6, SE: 5, NO: 6, DK: 4, FI: 7, PL: 4,
  MX: 5, BR: 4, IN: 6, JP: 7, SG: 4,
}));

/** @returns null where the country is not served */
export const pricePerSegment = (country: string | null): number | null => creditsPerSegment.get(country ?? "") ?? null;

export const creditsFor = (segments: number, country: string | null): number => segments * (pricePerSegment(country) ?? 0);
