import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { areaCodes, AREA_CODES_VERSION, areaOf } from "#core/sending/quiet-hours/area-codes.ts";
import { zonesByRegion } from "#core/sending/quiet-hours/regions.ts";
import { at } from "#tests/core/instant.ts";

const area = (code: string) => areaOf(`+1${code}5550123`);

/** The country of an area code according to libphonenumber. */
function placeOf(code: string): string | null {
  const number = ["5552345", "2222345"]
    .map((rest) => parsePhoneNumberFromString(`+1${code}${rest}`))
    .find((parsed) => parsed?.isValid());
  return number?.getType()?.startsWith("FIXED_LINE") ? (number.country ?? null) : null;
}
const every = Array.from({ length: 800 }, (_, index) => String(index + 200));

test("no area code of the United States, Canada or Puerto Rico is missing, and each is in its country", () => {
  const served = every.filter((code) => ["US", "CA", "PR"].includes(placeOf(code) ?? ""));
  expect(served.length).toBeGreaterThan(400);
  const wrong = served.filter(
    (code) => area(code)?.regions.some((region) => region.split("-")[0] === placeOf(code)) !== true,
  );
  expect(wrong).toEqual([]);
});

test("no other country's, and no code without a place, is in it", () => {
  const others = every
    .filter((code) => ["JM", "DO", "TT", "KY", "BM", "VC"].includes(placeOf(code) ?? ""))
    .concat("800", "833", "888", "900", "500", "600", "700", "710", "911", "622");
  expect(others.filter((code) => area(code) !== null)).toEqual([]);
});

test("a code stands once, and names regions and zones that exist", () => {
  expect(new Set(areaCodes).size).toBe(areaCodes.length);
  for (const code of areaCodes) {
    const { regions, zones } = area(code) ?? { regions: [], zones: [] };
    expect(regions.length * zones.length).toBeGreaterThan(0);
    const possible = regions.flatMap((region) => zonesByRegion.get(region) ?? []);
    for (const zone of zones) expect(possible).toContain(zone);
  }
});

test("every state and province with an area code is one whose zones are known", () => {
  const reached = new Set(areaCodes.flatMap((code) => area(code)?.regions ?? []));
  const states = [...zonesByRegion.keys()].filter((region) => /^(US|CA)-/.test(region) && region !== "US-PR");
  expect(states.filter((state) => !reached.has(state))).toEqual([]);
});

describe("an area code's place and its winter clock, in hours from UTC", () => {
  test.for([
    ["212", "US-NY", [-5]],
    ["305", "US-FL", [-5]],
    ["850", "US-FL", [-5, -6]],
    ["615", "US-TN", [-6]],
    ["423", "US-TN", [-5, -6]],
    ["865", "US-TN", [-5]],
    ["713", "US-TX", [-6]],
    ["915", "US-TX", [-7]],
    ["432", "US-TX", [-6, -7]],
    ["208", "US-ID", [-7, -8]],
    ["541", "US-OR", [-8, -7]],
    ["503", "US-OR", [-8]],
    ["605", "US-SD", [-6, -7]],
    ["317", "US-IN", [-5]],
    ["812", "US-IN", [-5, -6]],
    ["602", "US-AZ", [-7]],
    ["907", "US-AK", [-9, -10]],
    ["808", "US-HI", [-10]],
    ["787", "PR", [-4]],
    ["416", "CA-ON", [-5]],
    ["807", "CA-ON", [-5, -6]],
    ["709", "CA-NL", [-3.5, -4]],
    ["902", "CA-NS CA-PE", [-4]],
    ["867", "CA-NT CA-NU CA-YT", [-7, -5, -6, -7]],
  ] as const)("%s: %s", ([code, regions, hours]) => {
    const found = area(code);
    expect(found?.regions.join(" ")).toBe(regions);
    expect(
      found?.zones.map((zone) => at("2026-01-15T12:00:00Z").toZonedDateTimeISO(zone).offsetNanoseconds / 3.6e12),
    ).toEqual(hours);
  });
});

test("the table has a version", () => {
  expect(AREA_CODES_VERSION).toMatch(/@2026-11$/);
});
