/**
 * IANA time zones by region. Version 2026-11: logs cite it through the quiet-hours rule. A region in two zones lists
 * both, even where only a part of it keeps the other zone, such as the Navajo Nation in Arizona or Lloydminster in
 * Saskatchewan. Quiet hours then require an open window in every zone.
 */
export const ATLANTIC = ["America/Halifax"] as const;
export const EASTERN = ["America/New_York"] as const;
export const CENTRAL = ["America/Chicago"] as const;
export const MOUNTAIN = ["America/Denver"] as const;
export const PACIFIC = ["America/Los_Angeles"] as const;
export const TORONTO = ["America/Toronto"] as const;
export const VANCOUVER = ["America/Vancouver"] as const;
const ARIZONA = ["America/Phoenix"] as const;
const EDMONTON = ["America/Edmonton"] as const;
const WINNIPEG = ["America/Winnipeg"] as const;
const BRITAIN = ["Europe/London"] as const;
const PUERTO_RICO = ["America/Puerto_Rico"] as const;

const states = {
  AL: CENTRAL,
  AK: ["America/Anchorage", "America/Adak"],
  AZ: [...ARIZONA, ...MOUNTAIN],
  AR: CENTRAL,
  CA: PACIFIC,
  CO: MOUNTAIN,
  CT: EASTERN,
  DE: EASTERN,
  DC: EASTERN,
  FL: [...EASTERN, ...CENTRAL],
  GA: EASTERN,
  HI: ["Pacific/Honolulu"],
  ID: [...MOUNTAIN, ...PACIFIC],
  IL: CENTRAL,
  IN: [...EASTERN, ...CENTRAL],
  IA: CENTRAL,
  KS: [...CENTRAL, ...MOUNTAIN],
  KY: [...EASTERN, ...CENTRAL],
  LA: CENTRAL,
  ME: EASTERN,
  MD: EASTERN,
  MA: EASTERN,
  MI: [...EASTERN, ...CENTRAL],
  MN: CENTRAL,
  MS: CENTRAL,
  MO: CENTRAL,
  MT: MOUNTAIN,
  NE: [...CENTRAL, ...MOUNTAIN],
  NV: [...PACIFIC, ...MOUNTAIN],
  NH: EASTERN,
  NJ: EASTERN,
  NM: MOUNTAIN,
  NY: EASTERN,
  NC: EASTERN,
  ND: [...CENTRAL, ...MOUNTAIN],
  OH: EASTERN,
  OK: CENTRAL,
  OR: [...PACIFIC, ...MOUNTAIN],
  PA: EASTERN,
  RI: EASTERN,
  SC: EASTERN,
  SD: [...CENTRAL, ...MOUNTAIN],
  TN: [...EASTERN, ...CENTRAL],
  TX: [...CENTRAL, ...MOUNTAIN],
  UT: MOUNTAIN,
  VT: EASTERN,
  VA: EASTERN,
  WA: PACIFIC,
  WV: EASTERN,
  WI: CENTRAL,
  WY: MOUNTAIN,
  PR: PUERTO_RICO,
  VI: ["America/St_Thomas"],
  GU: ["Pacific/Guam"],
  MP: ["Pacific/Saipan"],
  AS: ["Pacific/Pago_Pago"],
};

const provinces = {
  AB: EDMONTON,
  BC: [...VANCOUVER, ...EDMONTON],
  MB: WINNIPEG,
  NB: ATLANTIC,
  NL: ["America/St_Johns", ...ATLANTIC],
  NS: ATLANTIC,
  NT: EDMONTON,
  NU: [...TORONTO, ...WINNIPEG, ...EDMONTON],
  ON: [...TORONTO, ...WINNIPEG],
  PE: ATLANTIC,
  QC: [...TORONTO, ...ATLANTIC],
  SK: ["America/Regina", ...EDMONTON],
  YT: ["America/Whitehorse"],
};

const countries = {
  GB: BRITAIN,
  GG: BRITAIN,
  IM: BRITAIN,
  JE: BRITAIN,
  IE: ["Europe/Dublin"],
  FR: ["Europe/Paris"],
  DE: ["Europe/Berlin"],
  NL: ["Europe/Amsterdam"],
  BE: ["Europe/Brussels"],
  ES: ["Europe/Madrid", "Atlantic/Canary"],
  IT: ["Europe/Rome"],
  PT: ["Europe/Lisbon", "Atlantic/Azores"],
  AT: ["Europe/Vienna"],
  CH: ["Europe/Zurich"],
  SE: ["Europe/Stockholm"],
  NO: ["Europe/Oslo"],
  SJ: ["Arctic/Longyearbyen"],
  AX: ["Europe/Mariehamn"],
  VA: ["Europe/Vatican"],
  CC: ["Indian/Cocos"],
  CX: ["Indian/Christmas"],
  DK: ["Europe/Copenhagen"],
  FI: ["Europe/Helsinki"],
  PL: ["Europe/Warsaw"],
  IN: ["Asia/Kolkata"],
  JP: ["Asia/Tokyo"],
  SG: ["Asia/Singapore"],
  NZ: ["Pacific/Auckland"],
  PR: PUERTO_RICO,
  AU: ["Australia/Perth", "Australia/Sydney"],
  BR: ["America/Manaus", "America/Sao_Paulo"],
  MX: ["America/Tijuana", "America/Mexico_City", "America/Cancun"],
};

const prefixed = (country: string, parts: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(parts).map(([part, zones]) => [`${country}-${part}`, zones] as const);

/** Keys such as "US-NY", "CA-ON", "FR". A country with many zones appears only through its subdivisions. */
export const zonesByRegion: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...prefixed("US", states),
  ...prefixed("CA", provinces),
  ...Object.entries(countries),
]);
