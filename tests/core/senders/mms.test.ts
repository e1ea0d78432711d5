import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditsFor, creditsForText, pricePerMms, servedCountries } from "#core/credits/prices.ts";
import { mmsObjection } from "#core/senders/sender.ts";
import { mediaOf, pictureAddress, scaledPicture } from "#core/sending/picture.ts";

describe("a picture goes", () => {
  test.each([
    ["from a toll-free number to the US", { kind: "toll_free", number: "+18885550100" }, "US", null],
    ["from a number to Canada", { kind: "long_code", number: "+12125550100" }, "CA", null],
    ["from a short code", { kind: "short_code", number: "60606" }, "US", null],
    ["from the installation's sender", null, "US", null],
    [
      "not from a number of another country",
      { kind: "long_code", number: "+447700900100" },
      "US",
      "sender_without_mms",
    ],
    ["not from a name", { kind: "alphanumeric", number: "Juniper" }, "US", "sender_without_mms"],
    ["not before the sender has a number", { kind: "long_code", number: null }, "US", "sender_without_mms"],
    ["not to Germany", { kind: "toll_free", number: "+18885550100" }, "DE", "country_without_mms"],
    ["not to a number without a country", null, null, "country_without_mms"],
  ] as const)("%s", (_fact, sender, country, objection) => expect(mmsObjection(sender, country)).toBe(objection));
});

describe("what a text costs", () => {
  const country = fc.constantFrom(...servedCountries());
  const segments = fc.integer({ min: 1, max: 10 });

  test("an MMS has one price, however long it is, where carriers take one; else each segment has", () => {
    fc.assert(
      fc.property(country, segments, fc.boolean(), (place, count, isMms) => {
        const credits = creditsForText({ segments: count, isMms }, place);
        const mms = pricePerMms(place);
        expect(credits).toBe(isMms && mms !== null ? mms : creditsFor(count, place));
        expect(credits).toBeGreaterThan(0);
      }),
    );
  });

  test("from four segments on, an MMS to the US or Canada costs less", () => {
    for (const place of ["US", "CA"])
      for (let count = 1; count <= 10; count++)
        expect(creditsForText({ segments: count, isMms: true }, place) < creditsFor(count, place)).toBe(count >= 4);
  });
});

describe("a picture's address", () => {
  test.each([
    "https://cdn.shopify.com/s/files/1/0001/0002/files/sale.jpg",
    "https://cdn.shopify.com/s/files/1/0001/files/Sale-2026.PNG?v=1733000000",
    "https://cdn.shopify.com/s/files/1/0001/files/a.jpeg",
    "https://cdn.shopify.com/s/files/1/0001/files/a.gif",
  ])("%s is one", (address) => expect(pictureAddress.safeParse(address).success).toBe(true));

  test.each([
    ["http://cdn.shopify.com/a.jpg", /link of Shopify’s files|link of Shopify's files/],
    ["https://cdn.shopify.com.evil.example/a.jpg", /Shopify's files/],
    ["https://evil.example/cdn.shopify.com/a.jpg", /Shopify's files/],
    ["https://user:word@cdn.shopify.com/a.jpg", /Shopify's files/],
    ["https://cdn.shopify.com:8443/a.jpg", /Shopify's files/],
    ["https://cdn.shopify.com/a.webp", /JPG, PNG or GIF/],
    ["https://cdn.shopify.com/a.pdf?as=.jpg", /JPG, PNG or GIF/],
    ["sale.jpg", /Shopify's files/],
    [`https://cdn.shopify.com/${"x".repeat(1_000)}.jpg`, /longer/],
  ])("%s is none", (address, problem) => {
    const { error } = pictureAddress.safeParse(address);
    expect(error?.issues[0]?.message).toMatch(problem);
  });

  test("without one, and without a card, a text carries nothing", () => {
    expect(mediaOf({})).toBe(null);
    expect(mediaOf({ contactCard: false })).toBe(null);
    expect(mediaOf({ contactCard: true })).toEqual({ picture: null, contactCard: true });
  });
});

test.each([
  ["a photo, to the width of a phone", "/sale.jpg", "/sale.jpg?width=1200"],
  ["one with a version", "/sale.PNG?v=1733000000", "/sale.PNG?v=1733000000&width=1200"],
  ["no animation", "/sale.gif", "/sale.gif"],
  ["nothing that is scaled already", "/sale.jpg?width=600", "/sale.jpg?width=600"],
])("Shopify scales down %s", (_what, given, fetched) => {
  const files = "https://cdn.shopify.com/s/files/1/0001/files";
  expect(scaledPicture(`${files}${given}`)).toBe(`${files}${fetched}`);
});
