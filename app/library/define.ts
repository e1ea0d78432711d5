import { readDefinition, type DefinitionDocument, type WrittenDefinition } from "#core/automations/definition.ts";

/** Shelves of the library, in the order to walk past them. */
export const categories = {
  orders: "About an order",
  newcomers: "For newcomers",
  sales: "To bring a sale home",
  after_purchase: "After a purchase",
  regulars: "To stay in touch",
} as const;

interface Shelved {
  key: string;
  category: keyof typeof categories;
  /** What most shops begin with; all of these go well together. */
  popular?: boolean;
  /** Keys of those that it takes the place of: beside them, a customer would be told the same twice. */
  insteadOf?: readonly string[];
  /** What happens, to whom, and when it stops, in a merchant's words. */
  story: string;
}

/** A ready-made automation, and what it does in a merchant's words. */
export interface LibraryEntry extends Required<Shelved> {
  name: string;
  definition: WrittenDefinition;
}

/** @throws when the document is no definition: a mistake in the library shows at start-up, not in a store */
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
