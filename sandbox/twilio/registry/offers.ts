import type { Registry } from "./registry.ts";

/** The types of numbers that can be bought, as Twilio's paths name them. */
export type OfferType = "TollFree" | "Local" | "Mobile";

export interface Offer {
  phoneNumber: string;
  country: string;
}

const LAST_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const TOLL_FREE = ["833", "844", "855", "866", "877"];

/** The beginnings of the numbers on offer: each is followed by two digits. The exchange 555 belongs to no subscriber. */
const beginnings: Record<string, Partial<Record<OfferType, readonly string[]>>> = {
  US: {
    TollFree: TOLL_FREE.map((code) => `+1${code}55501`),
    Local: ["212", "310", "312", "415", "512", "617"].map((code) => `+1${code}55502`),
  },
  CA: {
    TollFree: TOLL_FREE.map((code) => `+1${code}55501`),
    Local: ["416", "514", "604"].map((code) => `+1${code}55502`),
  },
  GB: { TollFree: ["+4480815709"], Local: ["+4412149602", "+4420794600"], Mobile: ["+4477009001", "+4477009002"] },
  AU: { Mobile: ["+614915701"] },
  DE: { Mobile: ["+49152288173"] },
  FR: { Mobile: ["+336399801"] },
  NL: { Mobile: ["+316123456"] },
};

/**
 * The numbers on offer that belong to no account; released ones come last, because they keep their opt-outs.
 * @returns null for a type that Twilio does not sell in the country
 */
export function offersOf({ state }: Registry, country: string, type: OfferType): Offer[] | null {
  const begins = beginnings[country]?.[type];
  if (!begins) return null;
  const taken = new Set(state.numbers.map(({ phoneNumber }) => phoneNumber));
  const released = new Set(state.released);
  return begins
    .flatMap((beginning) => LAST_DIGITS.map((digits) => ({ phoneNumber: beginning + digits, country })))
    .filter(({ phoneNumber }) => !taken.has(phoneNumber))
    .toSorted((a, b) => Number(released.has(a.phoneNumber)) - Number(released.has(b.phoneNumber)));
}

/** Whether a number can be bought. */
export const isOffered = (registry: Registry, phoneNumber: string): boolean =>
  Object.entries(beginnings).some(([country, types]) =>
    (Object.keys(types) as OfferType[]).some((type) =>
      offersOf(registry, country, type)?.some((offer) => offer.phoneNumber === phoneNumber),
    ),
  );

/** Twilio's `Contains`: digits, and `*` for any one digit. */
export function matches(phoneNumber: string, contains: string): boolean {
  const pattern = contains.replace(/[^\d*]/g, "").replaceAll("*", "\\d");
  return new RegExp(pattern).test(phoneNumber);
}
