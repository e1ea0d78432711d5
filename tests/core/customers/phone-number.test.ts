import fc from "fast-check";
import { getCountries } from "libphonenumber-js/min";
import { describe, expect, test } from "vitest";
import { readPhone, showPhone } from "#core/customers/phone-number.ts";

describe("a number is read in any notation", () => {
  test.for([
    ["+12125550123", [], "+12125550123", "US"],
    [" +1 (212) 555-0123 ", [], "+12125550123", "US"],
    ["212.555.0123", ["US"], "+12125550123", "US"],
    ["1-212-555-0123", ["US"], "+12125550123", "US"],
    ["2125550123", ["us"], "+12125550123", "US"],
    ["(416) 555-0123", ["CA"], "+14165550123", "CA"],
    ["(416) 555-0123", ["US"], "+14165550123", "CA"],
    ["787-555-0123", ["US"], "+17875550123", "PR"],
    ["06 12 34 56 78", ["FR"], "+33612345678", "FR"],
    ["020 7946 0018", ["GB"], "+442079460018", "GB"],
    ["011 44 20 7946 0018", ["US"], "+442079460018", "GB"],
    ["0049 1512 3456789", ["FR"], "+4915123456789", "DE"],
    ["+33 6 12 34 56 78", ["US"], "+33612345678", "FR"],
    ["+18765550123", ["US"], "+18765550123", "JM"],
  ] as const)("%s, at home in %j, is %s", ([text, countries, e164, country]) => {
    expect(readPhone(text, countries)).toEqual({ e164, country });
  });
});

describe("a national number has the first given country", () => {
  test.for([
    [[null, undefined, "", "FR", "US"], "+33612345678"],
    [["FR", "US"], "+33612345678"],
    [["US", "FR"], null],
    [[], null],
    [["XX"], null],
  ] as const)("%j makes 06 12 34 56 78 %s", ([countries, e164]) => {
    expect(readPhone("06 12 34 56 78", countries)?.e164 ?? null).toBe(e164);
  });
});

test.for([
  null,
  undefined,
  "",
  "   ",
  "call me",
  "15",
  "+1",
  "+1 212",
  "+1 212 555 0123 4567",
  "+999 123 456 789",
  "212 555 0123",
])("%j is no number", (text) => {
  expect(readPhone(text, [null])).toBeNull();
});

describe("a number that is valid nowhere is none, however right its length", () => {
  test.for([
    ["+1 000 000 0000", []],
    ["+1 000 000 0000", ["US"]],
    ["000 000 0000", ["US"]],
    ["+44 7700 900123", ["GB"]],
    ["+212 555 0147", ["MA"]],
    ["+91 7555 0123", []],
    ["+91 7555 0123", [null, undefined, ""]],
    ["++12125550123", []],
    ["+", ["US"]],
  ] as const)("%s, at home in %j", ([text, countries]) => {
    expect(readPhone(text, countries)).toBeNull();
  });
});

describe("an area code with a plus before it is a home number, where it is no other country's", () => {
  test.for([
    ["+9175550123", ["US"], "+19175550123", "US"],
    ["+ 917-555-0123", ["US", "GB"], "+19175550123", "US"],
    [" +9175550123", [null, "", "us"], "+19175550123", "US"],
    ["+2125550147", ["US"], "+12125550147", "US"],
    ["+4165550123", ["CA"], "+14165550123", "CA"],
    ["+0612345678", ["FR"], "+33612345678", "FR"],
    ["+91 75550 12345", ["US"], "+917555012345", "IN"],
    ["+33612345678", ["US"], "+33612345678", "FR"],
    ["+12125550123", ["FR"], "+12125550123", "US"],
  ] as const)("%s, at home in %j, is %s", ([text, countries, e164, country]) => {
    expect(readPhone(text, countries)).toEqual({ e164, country });
  });
});

test("a number that is valid as written does not depend on the home", () => {
  const numbers = fc.constantFrom("+12125550123", "+442079460018", "+33612345678", "+4915123456789", "+917555012345");
  const homes = fc.array(fc.constantFrom(null, undefined, "", "XX", "us", ...getCountries()), { maxLength: 3 });
  fc.assert(
    fc.property(numbers, homes, (number, countries) => {
      expect(readPhone(number, countries)).toEqual(readPhone(number));
    }),
    { numRuns: 300 },
  );
});

test("whatever is written, what is read is a valid number with a plus, and the same at every home", () => {
  const written = fc
    .tuple(fc.constantFrom("", "+", " +", "00", "("), fc.integer({ min: 0, max: 999_999_999_999 }))
    .map(([before, digits]) => before + String(digits));
  fc.assert(
    fc.property(written, fc.constantFrom(null, "US", "FR", "DE", "GB"), (text, home) => {
      const number = readPhone(text, [home]);
      fc.pre(number !== null);
      expect(number?.e164).toMatch(/^\+[1-9]\d{5,14}$/);
      expect(readPhone(number?.e164)).toEqual(number);
      expect(readPhone(number?.e164, ["US"])).toEqual(number);
    }),
  );
});

test("a number of no country has none", () => {
  expect(readPhone("+870 773 111 632")).toMatchObject({ country: null });
});

test("what was read is read the same again", () => {
  const digits = fc.integer({ min: 2_000_000_000, max: 9_999_999_999 });
  const notation = fc.constantFrom(
    (d: string) => `+1${d}`,
    (d: string) => `+1 (${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`,
    (d: string) => `${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`,
  );
  fc.assert(
    fc.property(digits, notation, (number, write) => {
      const read = readPhone(write(String(number)), ["US"]);
      fc.pre(read !== null);
      expect(read?.e164).toBe(`+1${number}`);
      expect(readPhone(read?.e164)).toEqual(read);
    }),
  );
});

test("formats digits in groups; other text stays unchanged", () => {
  expect(showPhone("+12125550123")).toBe("+1 212 555 0123");
  expect(showPhone("+442079460018")).toBe("+44 20 7946 0018");
  expect(showPhone("short code 32665")).toBe("short code 32665");
});
