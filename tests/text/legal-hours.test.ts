import { expect, test } from "vitest";
import { placeWindows } from "#core/sending/quiet-hours/windows.ts";
import { formatWindow } from "#text/legal-hours.ts";

const lines = new Map(placeWindows.map(formatWindow).map(({ places, hours }) => [places, hours]));

test.each([
  ["Texas", "Monday to Saturday 9 am to 9 pm, Sunday 12 pm to 9 pm"],
  ["Rhode Island", "Monday to Friday 9 am to 6 pm, Saturday and Sunday 10 am to 5 pm, not on public holidays"],
  ["France", "Monday to Saturday 8 am to 8 pm, Sunday closed, not on public holidays"],
  ["Canada", "Monday to Friday 9 am to 9:30 pm, Saturday and Sunday 10 am to 6 pm"],
  ["United States, every other state", "Every day 8 am to 9 pm"],
  ["Every other country", "Every day 8 am to 9 pm"],
])("the legal hours of %s", (place, hours) => {
  expect(lines.get(place)).toBe(hours);
});

test("every place has a name of its own", () => {
  expect(lines.size).toBe(placeWindows.length);
  for (const place of lines.keys()) expect(place).not.toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/);
});
