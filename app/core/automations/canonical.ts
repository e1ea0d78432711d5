import { definition as schema, readDefinition, type Definition } from "./definition.ts";

/**
 * A definition as every copy of it is written: settings in the order in which they are declared, names that the
 * merchant chose in that of the alphabet. A database may keep them in any.
 */
export const canonical = (definition: Definition): Definition => schema.parse(sorted(definition));

/** A document as text, the same however its copy was written; it need not be sound. */
export const plainText = (document: unknown): string => JSON.stringify(sorted(document));

/** The one text that says what a definition says: equal texts are equal definitions. */
export const canonicalText = (definition: Definition): string => JSON.stringify(canonical(definition));

export const isSameDefinition = (one: Definition, other: Definition): boolean =>
  canonicalText(one) === canonicalText(other);

/**
 * Whether two documents say something else. They may differ and say the same: a later release writes down what an
 * earlier one left to its defaults. One that cannot be read says something else.
 */
export function differsFrom(one: unknown, other: unknown): boolean {
  const [a, b] = [readDefinition(one), readDefinition(other)];
  return "problems" in a || "problems" in b || !isSameDefinition(a.definition, b.definition);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
