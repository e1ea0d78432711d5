import { expect, test } from "vitest";
import { checkTemplate, renderTemplate } from "#core/sending/templates/engine.ts";
import { at } from "#tests/core/instant.ts";

const NOON = { now: at("2026-03-08T16:00:00Z"), timezone: "America/New_York" };
const write = (source: string) => renderTemplate(source, {}, NOON);

test.each(["sample", "date_to_string", "date_to_long_string", "date_to_rfc822", "date_to_xmlschema"])(
  "a filter that would ask the clock or the dice is refused: %s",
  (filter) => {
    expect(checkTemplate(`{{ 'now' | ${filter} }}`)).toContain(`undefined filter: ${filter}`);
  },
);

test.each([
  ["{{ '2026-03-08' | date: '%B %e' }}", "March 8"],
  ["{{ '2026-07-01 12:30' | date: '%H:%M' }}", "12:30"],
  ["{{ '2026-07-01T12:30:00Z' | date: '%H:%M' }}", "08:30"],
  ["{{ '2026-07-01T12:30:00+02:00' | date: '%H:%M', 'Asia/Tokyo' }}", "19:30"],
])("a date is meant where it is shown, whatever this machine's zone: %s", (source, text) => {
  expect(write(source)).toEqual({ text });
});

test("months and days are English, whatever this machine speaks", () => {
  expect(write("{{ now | date: '%A, %B' }}")).toEqual({ text: "Sunday, March" });
});

test("invisible characters are removed, also from raw output", () => {
  expect(renderTemplate("{{ name | raw }}", { name: "A\u202Ed\u061Ca\u0007" }, NOON)).toEqual({ text: "Ada" });
});
