import { readPhone } from "#core/customers/phone-number.ts";
import { areaOf } from "./area-codes.ts";
import { zonesByRegion } from "./regions.ts";

export interface RecipientLocation {
  /** Of the shipping or default address. */
  countryCode: string | null;
  provinceCode: string | null;
  /** E.164; asked where the address does not tell. */
  phone?: string | null;
  /** IANA zone of the shop: taken when nothing else tells. */
  shopTimezone: string;
}

export interface RecipientZones {
  /** IANA names; several where it cannot be told in which. */
  zones: readonly string[];
  from: "address" | "area code" | "country code" | "shop";
  /** Whose rules apply: "US-TX", "FR"; "unknown" where nothing tells. */
  jurisdictions: readonly string[];
}

/** Countries whose parts have zones and rules of their own. */
const DIVIDED = new Set(["US", "CA"]);

/**
 * The zones in which a customer may be, and the places whose rules they may be under: the address first, the number
 * next, the shop last.
 */
export function recipientZones({
  countryCode,
  provinceCode,
  phone = null,
  shopTimezone,
}: RecipientLocation): RecipientZones {
  const country = countryCode?.toUpperCase() ?? "";
  const address = DIVIDED.has(country) ? `${country}-${provinceCode?.toUpperCase() ?? ""}` : country;
  const zones = zonesByRegion.get(address);
  if (zones) return { zones, from: "address", jurisdictions: [address] };

  const number = readPhone(phone);
  const area = number && areaOf(number.e164);
  if (area) return { zones: area.zones, from: "area code", jurisdictions: withCountry(country, area.regions) };
  const abroad = number?.country ? zonesByRegion.get(number.country) : undefined;
  if (number?.country && abroad)
    return { zones: abroad, from: "country code", jurisdictions: withCountry(country, [number.country]) };
  return { zones: [shopTimezone], from: "shop", jurisdictions: [country || number?.country || "unknown"] };
}

/**
 * An address that names its country alone still puts its reader under that country's rules, wherever the number is
 * from.
 */
const withCountry = (country: string, regions: readonly string[]): readonly string[] =>
  country === "" || regions.some((region) => region.split("-")[0] === country) ? regions : [country, ...regions];
