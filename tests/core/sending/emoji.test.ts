import { expect, test } from "vitest";
import { search } from "#core/automations/search.ts";
import { emojis } from "#core/sending/emoji.ts";
import { nonGsmCharacters } from "#core/sending/segments.ts";

test("the picker has about 150 emoji, each once, with a name of its own", () => {
  expect(emojis.length).toBeGreaterThan(140);
  expect(new Set(emojis.map(({ emoji }) => emoji)).size).toBe(emojis.length);
  expect(new Set(emojis.map(({ name }) => name)).size).toBe(emojis.length);
  expect(emojis.filter(({ emoji, name }) => emoji === "" || name === "")).toEqual([]);
});

test.each(emojis.map(({ emoji, name }) => [name, emoji]))("%s is one character, outside of GSM-7", (_name, emoji) => {
  expect([...new Intl.Segmenter().segment(emoji)]).toHaveLength(1);
  expect(nonGsmCharacters(emoji).length).toBeGreaterThan(0);
  expect(/^\p{Emoji}/u.test(emoji)).toBe(true);
});

test.each([
  ["present", "🎁"],
  ["party", "🥳"],
  ["deliv", "📦"],
  ["discount", "🏷️"],
])("%s finds %s", (typed, emoji) => {
  const found = search(emojis, typed, ({ name, alsoCalled }) => ({ label: name, alsoCalled }));
  expect(found.map((one) => one.emoji)).toContain(emoji);
});
