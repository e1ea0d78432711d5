import { readPhone } from "#core/customers/phone-number.ts";
import { areaOf } from "./area-codes.ts";
import { zonesByRegion } from "./regions.ts";

export interface RecipientLocation {
  /** From the shipping or default address. */
  countryCode: string | null;
  provinceCode: string | null;
  /** E.164; used when the address has no zone. */
  phone?: string | null;
  /** The shop's IANA zone, the last fallback. */
  shopTimezone: string;
}

export interface RecipientZones {
  /** IANA names; several when the location allows several. */
  zones: readonly string[];
  from: "address" | "area code" | "country code" | "shop";
  /**
   * The jurisdictions whose rules apply, such as "US-TX" or "FR"; "unknown" when neither address nor number gives one.
   */
  jurisdictions: readonly string[];
}

/** Countries whose subdivisions have their own zones and rules. */
const SUBDIVIDED_COUNTRIES = new Set(["US", "CA"]);

/** The possible zones and jurisdictions of a customer: by address, else by phone number, else by shop. */
export function recipientZones({
  countryCode,
  provinceCode,
  phone = null,
  shopTimezone,
}: RecipientLocation): RecipientZones {
  const country = countryCode?.toUpperCase() ?? "";
  const address = SUBDIVIDED_COUNTRIES.has(country) ? `${country}-${provinceCode?.toUpperCase() ?? ""}` : country;
  const zones = zonesByRegion.get(address);
  if (zones) return { zones, from: "address", jurisdictions: [address] };

  const number = readPhone(phone);
  const area = number && areaOf(number.e164);
  if (area) return { zones: area.zones, from: "area code", jurisdictions: withCountry(country, area.regions) };
  const countryZones = number?.country ? zonesByRegion.get(number.country) : undefined;
  if (number?.country && countryZones)
    return { zones: countryZones, from: "country code", jurisdictions: withCountry(country, [number.country]) };
  return { zones: [shopTimezone], from: "shop", jurisdictions: [country || number?.country || "unknown"] };
}

/** An address with only a country adds that country's rules to those of the number's area code. */
const withCountry = (country: string, regions: readonly string[]): readonly string[] =>
  country === "" || regions.some((region) => region.split("-")[0] === country) ? regions : [country, ...regions];
