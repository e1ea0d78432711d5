import { definition as schema, readDefinition, type Definition } from "./definition.ts";

/**
 * Orders a definition's settings as the schema declares them and custom names alphabetically. PostgreSQL's jsonb keeps
 * no order.
 */
export const canonical = (definition: Definition): Definition => schema.parse(sorted(definition));

/** A document as JSON with sorted keys; the document may be invalid. */
export const plainText = (document: unknown): string => JSON.stringify(sorted(document));

/** The canonical JSON of a definition: equal texts mean equal definitions. */
export const canonicalText = (definition: Definition): string => JSON.stringify(canonical(definition));

export const isSameDefinition = (one: Definition, other: Definition): boolean =>
  canonicalText(one) === canonicalText(other);

/**
 * Whether two stored definitions differ in meaning. Their JSON may differ without that: a newer release writes defaults
 * that an older one left out. An unreadable document counts as different.
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
