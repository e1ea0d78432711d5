import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { AutomationRow } from "#shell/repositories/automations/automations.server.ts";

/** Which definition to test: the draft or the published version. */
export type DefinitionChoice = "draft" | "version";

export interface TestedDefinition {
  definition: Definition;
  which: DefinitionChoice;
  /** Draft and published version both exist and differ. */
  choice: boolean;
}

/**
 * Finds the definition to test; null if it cannot be read.
 * @param which ignored unless draft and published version differ; defaults to the draft
 */
export async function findTestedDefinition(
  { db, definitions }: AppContext,
  { draft, currentVersionId }: AutomationRow,
  which: DefinitionChoice | undefined,
): Promise<TestedDefinition | null> {
  const read = readDefinition(draft);
  const draftRead = "problems" in read ? null : read.definition;
  const current = currentVersionId
    ? ((await definitions(db.pool, [currentVersionId])).get(currentVersionId) ?? null)
    : null;
  const choice = current !== null && draftRead !== null && !isSameDefinition(current, draftRead);
  const chosen: DefinitionChoice = choice && which ? which : draftRead && (choice || !current) ? "draft" : "version";
  const definition = chosen === "draft" ? draftRead : current;
  return definition && { definition, which: chosen, choice };
}
