import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderTemplate } from "#core/sending/templates/engine.ts";
import { strftime } from "#core/sending/templates/strftime.ts";
import { Temporal } from "#core/time/time.ts";
import { at } from "../../instant.ts";

const now = at("2026-11-03T15:04:00Z");
const render = (source: string, language?: string) => {
  const rendered = renderTemplate(
    source,
    { order: { total: "1086.50", currency: "EUR" } },
    { now, timezone: "UTC", language },
  );
  return "text" in rendered ? rendered.text : rendered.error;
};

describe("a date is written in the language of the words around it", () => {
  test.each([
    ["en", "%A, %B %-d", "Tuesday, November 3"],
    ["de", "%A, %-d. %B", "Dienstag, 3. November"],
    ["fr", "%A %-d %B", "mardi 3 novembre"],
    ["es", "%-d de %B", "3 de noviembre"],
    ["pl", "%-d %B", "3 listopada"],
    ["pl", "%B %Y", "listopad 2026"],
    ["ja", "%B", "11月"],
    ["de", "%-d%q %b", "3 Nov."],
    ["pt-BR", "%A", "terça-feira"],
  ])("%s: %s", (language, format, expected) => {
    expect(render(`{{ now | date: '${format}' }}`, language)).toBe(expected);
  });

  test("and in English, where they name no language", () => {
    expect(render("{{ now | date: '%A, %B %-d%q' }}")).toBe("Tuesday, November 3rd");
  });

  test("figures stay the same in every language", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("de", "ar", "ja", "ru", "hi"),
        fc.integer({ min: 0, max: 4e9 }),
        (language, seconds) => {
          const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toZonedDateTimeISO("UTC");
          const format = "%Y-%m-%d %H:%M:%S %j %u %F %T";
          expect(strftime(moment, format, () => {}, language)).toEqual(strftime(moment, format));
        },
      ),
    );
  });
});

describe("an amount is written in the language of the words around it", () => {
  test.each([
    ["en", "€1,086.50"],
    ["de", "1.086,50 €"],
    ["fr", "1 086,50 €"],
    ["pt-BR", "€ 1.086,50"],
    ["ja", "€1,086.50"],
    ["ar", "1,086.50 €"],
  ])("%s", (language, expected) => {
    expect(render("{{ order.total | money }}", language)).toBe(expected);
  });

  test("and its currency's code stays, where its sign would make the text dearer", () => {
    const rendered = renderTemplate(
      "{{ order.total | money }}",
      { order: { total: "500.00", currency: "INR" } },
      { now, timezone: "UTC", language: "de" },
    );
    expect(rendered).toEqual({ text: "500,00 INR" });
  });
});
