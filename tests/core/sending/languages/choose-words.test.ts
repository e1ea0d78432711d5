import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseWords, languageTag, missingLanguages } from "#core/sending/languages/choose-words.ts";

const words = { body: "Hello", translations: { fr: "Bonjour", "fr-CA": "Allô", pt: "Olá", "pt-BR": "Oi", nb: "Hei" } };

describe("a customer gets the words of", () => {
  test.each([
    ["their whole locale", "fr-CA", "Allô", "fr-CA", "locale"],
    ["their whole locale, however it is written", "PT_br", "Oi", "pt-BR", "locale"],
    ["their language, if their locale has none", "fr-BE", "Bonjour", "fr", "language"],
    ["their language, without a region", "fr", "Bonjour", "fr", "locale"],
    ["their language by its other code", "no", "Hei", "nb", "language"],
    ["their language, whatever their script", "pt-Latn-PT", "Olá", "pt", "language"],
    ["the default, if their language has none", "de-AT", "Hello", null, "default"],
    ["the default, if their language is not known", null, "Hello", null, "default"],
    ["the default, if their locale is empty", "", "Hello", null, "default"],
  ])("%s (%s)", (_fact, locale, body, language, by) => {
    expect(chooseWords(words, locale)).toEqual({ body, language, by });
  });

  test("no other region than their own", () => {
    expect(chooseWords({ body: "Hello", translations: { "pt-BR": "Oi" } }, "pt-PT").by).toBe("default");
  });

  test("the default, where there are no others", () => {
    expect(chooseWords({ body: "Hello" }, "fr")).toEqual({ body: "Hello", language: null, by: "default" });
  });
});

const tag = fc.constantFrom("de", "de-AT", "fr", "fr-CA", "pt-BR", "zh-Hant", "sr-Latn-RS", "en");

describe("for any locale and any languages", () => {
  test("the words are those of the language that is named, or the default ones", () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag), fc.option(tag), (written, locale) => {
        const translations = Object.fromEntries(written.map((one) => [one, `in ${one}`]));
        const chosen = chooseWords({ body: "default", translations }, locale);
        expect(chosen.body).toBe(chosen.language === null ? "default" : `in ${chosen.language}`);
        if (locale && written.includes(locale)) expect(chosen.by).toBe("locale");
      }),
    );
  });

  test("a locale is missing exactly when it gets the default words and reads another language", () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag), tag, (written, locale) => {
        const missing = missingLanguages([{ locale, customers: 3 }], written, "en");
        const translations = Object.fromEntries(written.map((one) => [one, one]));
        const isMissing = locale !== "en" && chooseWords({ body: "", translations }, locale).by === "default";
        expect(missing.length > 0).toBe(isMissing);
      }),
    );
  });
});

test("the missing languages are told with their readers, whatever their region, those with most first", () => {
  const readers = [
    { locale: "fr-CA", customers: 30 },
    { locale: "fr", customers: 8 },
    { locale: "de", customers: 50 },
    { locale: "en-GB", customers: 900 },
    { locale: "pl", customers: 4 },
  ];
  expect(missingLanguages(readers, ["pl"], "en")).toEqual([
    { language: "de", customers: 50 },
    { language: "fr", customers: 38 },
  ]);
  expect(missingLanguages(readers, ["fr-CA"], "de")).toEqual([
    { language: "en", customers: 900 },
    { language: "fr", customers: 8 },
    { language: "pl", customers: 4 },
  ]);
});

test.each(["de", "pt-BR", "zh-Hant", "sr-Latn-RS", "es-419", "fil"])("%s is a language", (one) =>
  expect(languageTag.safeParse(one).success).toBe(true),
);
test.each(["German", "DE", "de_AT", "de-at", "", "constructor"])("%s is none", (one) =>
  expect(languageTag.safeParse(one).success).toBe(false),
);
