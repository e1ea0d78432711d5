import {
  readDefinition,
  type Definition,
  type DefinitionDocument,
  type MerchantDefinition,
} from "#core/automations/definition.ts";

/** Categories of the templates, in page order. */
export const categories = {
  orders: "Orders",
  newcomers: "Welcome",
  sales: "Recover sales",
  after_purchase: "Post-purchase",
  regulars: "Retention",
} as const;

interface Shelved {
  key: string;
  category: keyof typeof categories;
  /** Popular templates go well together. */
  popular?: boolean;
  /** Keys of the templates that this one replaces: both would send the customer the same. */
  insteadOf?: readonly string[];
  /** Other words that a search finds it by: goals, and other apps' names for it. */
  alsoCalled: readonly string[];
  /** Trigger, recipients and exits, for merchants. */
  story: string;
}

/** A template with its story. */
export interface LibraryEntry extends Required<Shelved> {
  name: string;
  definition: MerchantDefinition;
}

/** @throws on an invalid definition, so that a mistake stops the start-up */
export function defineEntry({
  definition: document,
  ...shelved
}: Shelved & { definition: DefinitionDocument }): LibraryEntry {
  const result = readDefinition(document);
  if ("problems" in result)
    throw new Error(
      `library "${shelved.key}": ${result.problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    );
  return { popular: false, insteadOf: [], ...shelved, name: result.definition.name, definition: result.definition };
}

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
