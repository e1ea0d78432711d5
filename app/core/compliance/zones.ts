/**
 * Time zones by address, from the IANA database; a state that spans two lists both, and a window then is what is open
 * in each. Version: logs cite it through the quiet-hours rule.
 */
const NEWFOUNDLAND = "America/St_Johns";
const ATLANTIC = "America/Halifax";
const EASTERN = "America/New_York";
const CENTRAL = "America/Chicago";
const MOUNTAIN = "America/Denver";
const PACIFIC = "America/Los_Angeles";

const byState = new Map<string, readonly string[]>(Object.entries({
  AL: [CENTRAL], AK: ["America/Anchorage", "America/Adak"], AZ: ["America/Phoenix"], AR: [CENTRAL], CA: [PACIFIC], CO: [MOUNTAIN],
  CT: [EASTERN], DE: [EASTERN], DC: [EASTERN], FL: [EASTERN, CENTRAL], GA: [EASTERN], HI: ["Pacific/Honolulu"],
  ID: [MOUNTAIN, PACIFIC], IL: [CENTRAL], IN: [EASTERN, CENTRAL], IA: [CENTRAL], KS: [CENTRAL, MOUNTAIN], KY: [EASTERN, CENTRAL],
  LA: [CENTRAL], ME: [EASTERN], MD: [EASTERN], MA: [EASTERN], MI: [EASTERN, CENTRAL], MN: [CENTRAL], MS: [CENTRAL], MO: [CENTRAL],
  MT: [MOUNTAIN], NE: [CENTRAL, MOUNTAIN], NV: [PACIFIC, MOUNTAIN], NH: [EASTERN], NJ: [EASTERN], NM: [MOUNTAIN], NY: [EASTERN],
  NC: [EASTERN], ND: [CENTRAL, MOUNTAIN], OH: [EASTERN], OK: [CENTRAL], OR: [PACIFIC, MOUNTAIN], PA: [EASTERN], RI: [EASTERN],
  SC: [EASTERN], SD: [CENTRAL, MOUNTAIN], TN: [EASTERN, CENTRAL], TX: [CENTRAL, MOUNTAIN], UT: [MOUNTAIN], VT: [EASTERN], VA: [EASTERN],
  WA: [PACIFIC], WV: [EASTERN], WI: [CENTRAL], WY: [MOUNTAIN],
}));

const byProvince = new Map<string, readonly string[]>(Object.entries({
  AB: ["America/Edmonton"], BC: ["America/Vancouver", "America/Edmonton"], MB: ["America/Winnipeg"], NB: [ATLANTIC],
  NL: [NEWFOUNDLAND, ATLANTIC], NS: [ATLANTIC], NT: ["America/Edmonton"], NU: ["America/Toronto", "America/Winnipeg", "America/Edmonton"],
  ON: ["America/Toronto", "America/Winnipeg"], PE: [ATLANTIC], QC: ["America/Toronto", ATLANTIC], SK: ["America/Regina"], YT: ["America/Whitehorse"],
}));

const byCountry = new Map<string, readonly string[]>(Object.entries({
  GB: ["Europe/London"], GG: ["Europe/London"], IM: ["Europe/London"], JE: ["Europe/London"], IE: ["Europe/Dublin"],
  FR: ["Europe/Paris"], DE: ["Europe/Berlin"], NL: ["Europe/Amsterdam"], BE: ["Europe/Brussels"], ES: ["Europe/Madrid", "Atlantic/Canary"],
  IT: ["Europe/Rome"], PT: ["Europe/Lisbon", "Atlantic/Azores"], AT: ["Europe/Vienna"], CH: ["Europe/Zurich"], SE: ["Europe/Stockholm"],
  NO: ["Europe/Oslo"], DK: ["Europe/Copenhagen"], FI: ["Europe/Helsinki"], PL: ["Europe/Warsaw"], IN: ["Asia/Kolkata"],
  JP: ["Asia/Tokyo"], SG: ["Asia/Singapore"], NZ: ["Pacific/Auckland"], PR: ["America/Puerto_Rico"],
  AU: ["Australia/Perth", "Australia/Sydney"], BR: ["America/Manaus", "America/Sao_Paulo"], MX: ["America/Tijuana", "America/Mexico_City", "America/Cancun"],
}));

export interface Whereabouts {
  countryCode: string | null;
  provinceCode: string | null;
  /** IANA zone of the shop: taken when the address tells nothing. */
  shopTimezone: string;
}

export interface Zones {
  zones: readonly string[];
  from: "address" | "shop";
}

/** The zones in which a customer may be. */
export function zonesOf({ countryCode, provinceCode, shopTimezone }: Whereabouts): Zones {
  const country = countryCode?.toUpperCase() ?? "";
  const regional = country === "US" ? byState : country === "CA" ? byProvince : null;
  const zones = regional ? regional.get(provinceCode?.toUpperCase() ?? "") : byCountry.get(country);
  return zones ? { zones, from: "address" } : { zones: [shopTimezone], from: "shop" };
}
