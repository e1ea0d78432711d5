import { readDefinition, type Definition, type DefinitionDocument } from "#core/automation/definition.ts";

/** A ready-made automation, and what it does in a merchant's words. */
export interface LibraryEntry {
  key: string;
  name: string;
  story: string;
  definition: Definition;
}

/** @throws when the document is no definition: a mistake in the library shows at start-up, not in a store */
export function defineEntry(key: string, story: string, document: DefinitionDocument): LibraryEntry {
  const result = readDefinition(document);
  if ("problems" in result) throw new Error(`library "${key}": ${result.problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`);
  return { key, name: result.definition.name, story, definition: result.definition };
}
