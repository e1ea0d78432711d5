import { expect, test } from "vitest";
import { library } from "#library/index.ts";
import { starterTexts } from "#library/starter-texts.ts";

test("texts to begin with are those of the library, the trigger's own first", () => {
  const texts = starterTexts("checkout_abandoned");
  const own = library.filter(({ definition }) => definition.trigger.type === "checkout_abandoned");
  expect(own.length).toBeGreaterThan(0);
  expect(own.some(({ name }) => texts[0]?.title.startsWith(name))).toBe(true);
  expect(new Set(texts.map(({ title }) => title)).size).toBe(texts.length);
  expect(texts.length).toBeGreaterThanOrEqual(library.length);
});
