import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { AutomationRow } from "#shell/repositories/automations/automations.server.ts";

/** Which of an automation's two definitions is tried: the one being edited, or the one that runs. */
export type DefinitionChoice = "draft" | "version";

export interface TestedDefinition {
  definition: Definition;
  which: DefinitionChoice;
  /** Both are there, and say something else. */
  choice: boolean;
}

/**
 * What of an automation is to be tried; null where it cannot be read.
 * @param which the draft where there is no other
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
