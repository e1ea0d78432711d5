import type { Definition } from "#core/automations/definition.ts";
import type { LibraryEntry } from "./define.ts";

/** Settings that a story does not speak of: names and words. */
const WORDS = new Set([
  "name",
  "description",
  "body",
  "subject",
  "translations",
  "picture",
  "message",
  "title",
  "note",
]);

/** The story of a template, while an automation made from it still does what the story says; null once it does not. */
export const storyOf = (entry: LibraryEntry, definition: Definition): string | null =>
  flowIn(definition) === flowIn(entry.definition) ? entry.story : null;

const flowIn = ({ trigger, conditions, reentry, exits, steps }: Pick<Definition, keyof LibraryEntry["definition"]>) =>
  JSON.stringify({ trigger, conditions, reentry, exits, steps }, (key, value: unknown) =>
    WORDS.has(key) ? undefined : sorted(value),
  );

/** An object with its keys in one order, however it was written. */
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
