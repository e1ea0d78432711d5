import { describe, expect, test } from "vitest";
import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { pricePerSegment } from "#core/credits/prices.ts";
import { at } from "#tests/core/instant.ts";

const EASTERN_STATES = "AL CT DE DC FL GA IL IN KY ME MD MA MI MS NH NJ NY NC OH PA RI SC TN VT VA WV WI".split(" ");
const WESTERN_STATES = "AK AZ AR CA CO HI ID IA KS LA MN MO MT NE NV NM ND OK OR SD TX UT WA WY".split(" ");
const STATES = [...EASTERN_STATES, ...WESTERN_STATES];
const PROVINCES = "AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" ");
const SHOP = "America/Los_Angeles";

const zones = (countryCode: string | null, provinceCode: string | null = null) =>
  recipientZones({ countryCode, provinceCode, shopTimezone: SHOP });
const hoursFromUtc = (iso: string, zone: string) => at(iso).toZonedDateTimeISO(zone).offsetNanoseconds / 3.6e12;

test.for([...STATES.map((code) => ["US", code] as const), ...PROVINCES.map((code) => ["CA", code] as const)])(
  "%s-%s has zones that exist",
  ([country, code]) => {
    const found = zones(country, code);
    expect(found.from).toBe("address");
    expect(found.zones.length).toBeGreaterThan(0);
    expect(new Set(found.zones).size).toBe(found.zones.length);
    for (const zone of found.zones) expect(Math.abs(hoursFromUtc("2026-01-15T12:00:00Z", zone))).toBeLessThan(15);
  },
);

describe("a winter's and a summer's clock, in hours from UTC", () => {
  test.for([
    ["US", "NY", [-5], [-4]],
    ["US", "CA", [-8], [-7]],
    ["US", "AZ", [-7, -7], [-7, -6]],
    ["US", "PR", [-4], [-4]],
    ["US", "HI", [-10], [-10]],
    ["US", "AK", [-9, -10], [-8, -9]],
    ["US", "FL", [-5, -6], [-4, -5]],
    ["US", "TN", [-5, -6], [-4, -5]],
    ["US", "TX", [-6, -7], [-5, -6]],
    ["US", "ID", [-7, -8], [-6, -7]],
    ["US", "OR", [-8, -7], [-7, -6]],
    ["CA", "SK", [-6, -7], [-6, -6]],
    ["CA", "NL", [-3.5, -4], [-2.5, -3]],
    ["CA", "NS", [-4], [-3]],
    ["GB", null, [0], [1]],
    ["FR", null, [1], [2]],
    ["IN", null, [5.5], [5.5]],
    ["PR", null, [-4], [-4]],
    ["AU", null, [8, 11], [8, 10]],
  ] as const)("%s %s", ([country, province, winter, summer]) => {
    const found = zones(country, province).zones;
    expect(found.map((zone) => hoursFromUtc("2026-01-15T12:00:00Z", zone))).toEqual(winter);
    expect(found.map((zone) => hoursFromUtc("2026-07-15T12:00:00Z", zone))).toEqual(summer);
  });
});

test.for([
  [null, null],
  ["US", null],
  ["US", "ZZ"],
  ["CA", null],
  ["CA", "NY"],
  ["ZZ", null],
  ["", ""],
] as const)("an address of %j, %j tells nothing: the shop's zone is taken, and it says so", ([country, province]) => {
  expect(zones(country, province)).toMatchObject({ zones: [SHOP], from: "shop" });
});

const whereIs = (countryCode: string | null, provinceCode: string | null, phone: string | null) => {
  const {
    zones: found,
    from,
    jurisdictions,
  } = recipientZones({ countryCode, provinceCode, phone, shopTimezone: SHOP });
  return [found.join(" "), from, jurisdictions.join(" ")];
};

describe("the address comes first, the number next, the shop last", () => {
  test.for([
    ["the address's state, whatever the number", "US", "ny", "+17135550123", ["America/New_York", "address", "US-NY"]],
    ["the address's country, whatever the number", "FR", null, "+12125550123", ["Europe/Paris", "address", "FR"]],
    [
      "a state of two zones: both",
      "US",
      "TN",
      "+19015550123",
      ["America/New_York America/Chicago", "address", "US-TN"],
    ],
    ["no address: the area code's state", null, null, "+17135550123", ["America/Chicago", "area code", "US-TX"]],
    [
      "a country without its state: the area code's",
      "US",
      null,
      "+19155550123",
      ["America/Denver", "area code", "US-TX"],
    ],
    ["a state that is none: the area code's", "US", "ZZ", "+14015550123", ["America/New_York", "area code", "US-RI"]],
    [
      "an area code over two zones: both",
      null,
      null,
      "+18505550123",
      ["America/New_York America/Chicago", "area code", "US-FL"],
    ],
    [
      "an area code of three provinces",
      null,
      null,
      "+18675550123",
      ["America/Edmonton America/Toronto America/Winnipeg America/Whitehorse", "area code", "CA-NT CA-NU CA-YT"],
    ],
    ["Puerto Rico by its number", null, null, "+17875550123", ["America/Puerto_Rico", "area code", "PR"]],
    ["no address: the number's country", null, null, "+33612345678", ["Europe/Paris", "country code", "FR"]],
    [
      "a country without its state, and a number from elsewhere: the rules of both",
      "US",
      null,
      "+33612345678",
      ["Europe/Paris", "country code", "US FR"],
    ],
    [
      "a country without its province, and the neighbour's number",
      "CA",
      null,
      "+12125550123",
      ["America/New_York", "area code", "CA US-NY"],
    ],
    [
      "a code without a place: the shop's zone under the number's country",
      null,
      null,
      "+18005550123",
      [SHOP, "shop", "US"],
    ],
    ["nothing but the address's country", "US", null, null, [SHOP, "shop", "US"]],
    ["nothing at all", null, null, null, [SHOP, "shop", "unknown"]],
    ["a number that is none", null, null, "12", [SHOP, "shop", "unknown"]],
  ] as const)("%s", ([, country, province, phone, found]) => {
    expect(whereIs(country, province, phone)).toEqual(found);
  });
});

test("a province does not matter where a country is one", () => {
  expect(zones("FR", "IDF")).toEqual(zones("FR"));
});

test("every country that we serve has its zones", () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const served = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => pricePerSegment(code) !== null);
  expect(served.length).toBeGreaterThan(20);
  const byProvince = new Set(["US", "CA"]);
  expect(served.filter((code) => !byProvince.has(code) && zones(code).from === "shop")).toEqual([]);
});
