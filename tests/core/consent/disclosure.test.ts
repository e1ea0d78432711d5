import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_DISCLOSURE,
  disclosureParts,
  filledDisclosure,
  missingParts,
  namesCartReminders,
  nextDisclosureVersion,
} from "#core/consent/disclosure.ts";

test("what a shop begins with says all that it must", () => {
  expect(missingParts(DEFAULT_DISCLOSURE, "Juniper")).toEqual([]);
  expect(filledDisclosure(DEFAULT_DISCLOSURE, "Juniper")).toContain("marketing texts from Juniper at this number");
});

test.each([
  ["shop_name", "{{ shop.name }}", "us"],
  ["automated_marketing", "recurring automated marketing texts", "texts"],
  ["not_a_condition", "Consent is not a condition of purchase. ", ""],
  ["frequency", "Msg frequency varies. ", ""],
  ["rates", "Msg & data rates may apply. ", ""],
  ["stop", "STOP to opt out", "what you like"],
  ["help", ", HELP for help", ""],
])("without its words it lacks %s", (part, words, instead) => {
  expect(missingParts(DEFAULT_DISCLOSURE.replace(words, instead), "Juniper")).toEqual([part]);
});

test("an empty one lacks everything, and the shop's own name will do", () => {
  expect(missingParts("", "Juniper")).toEqual(disclosureParts);
  expect(missingParts(DEFAULT_DISCLOSURE.replace("{{ shop.name }}", "JUNIPER"), "Juniper")).toEqual([]);
});

test.each([
  [null, "2026-11-21"],
  ["2026-11-20b", "2026-11-21"],
  ["2026-11-21", "2026-11-21b"],
  ["2026-11-21b", "2026-11-21c"],
])("after %s comes %s", (before, version) => {
  expect(nextDisclosureVersion(before, "2026-11-21")).toBe(version);
});

describe("a wording names cart reminders", () => {
  test.for([
    DEFAULT_DISCLOSURE,
    "offers and cart reminders",
    "Abandoned CART reminders",
    "what is left in your carts",
    "reminders of your basket",
    "Baskets, offers",
    "Erinnerungen an Ihren Warenkorb",
    "des rappels de panier",
    "recordatorios del carrito",
    "promemoria del carrello",
    "shopping-cart",
    "(cart)",
    "cart",
  ])("where it says so: %s", (words) => {
    expect(namesCartReminders(words)).toBe(true);
  });

  test.for([
    null,
    "",
    "offers and news",
    "Cartier watches",
    "à la carte",
    "descartes",
    "a cartel of basketball players",
    "reminders of appointments",
    "échecart",
    "cartén",
  ])("and not where it does not: %s", (words) => {
    expect(namesCartReminders(words)).toBe(false);
  });

  test("wherever in it the word stands, and only as a word of its own", () => {
    const around = fc.constantFrom("", " ", ", ", "offers ", " reminders", "-", "1");
    const letter = fc.constantFrom("a", "Z", "é", "ß", "я");
    const word = fc.constantFrom("cart", "Cart", "basket", "warenkorb", "PANIER", "carrito", "carrello");
    fc.assert(
      fc.property(around, word, around, letter, (before, cart, after, joined) => {
        fc.pre(!/[a-z]$/i.test(before) && !/^[a-z]/i.test(after));
        expect(namesCartReminders(before + cart + after)).toBe(true);
        expect(namesCartReminders(before + joined + cart + after)).toBe(false);
        expect(namesCartReminders(before + cart + joined + after)).toBe(false);
      }),
    );
  });
});
