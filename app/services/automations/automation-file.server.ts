import { readDefinition } from "#core/automations/definition.ts";
import { readAutomationFile, writeAutomationFile } from "#core/automations/file.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation, findVersion } from "#shell/repositories/automations/automations.server.ts";
import { refuse, refuseDocument, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";
import { saveDraft } from "./draft-automation.server.ts";

export type ExportedFile = ServiceResult<{ /** File name of the download. */ name: string; text: string }>;

/** Exports an automation as JSON: its draft, or one published version. */
export async function exportAutomation(
  { db }: AppContext,
  { shopId, automationId, version }: Omit<AutomationTarget, "actor"> & { version?: number | undefined },
): Promise<ExportedFile> {
  const automation = await findAutomation(db.pool, shopId, automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  const published = version === undefined ? null : await findVersion(db.pool, automation.id, version);
  if (version !== undefined && !published) return refuse("not_found", `there is no version ${version}`);
  const read = readDefinition(published ? published.definition : automation.draft);
  if ("problems" in read) return refuseDocument(read.problems);
  const name = slug(read.definition.name) || "automation";
  return {
    ok: true,
    name: `${name}${version === undefined ? "" : `-${version}`}.json`,
    text: writeAutomationFile(read.definition, automation.tags),
  };
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/**
 * Imports a file as the draft of an automation, or of a new automation if `automationId` is absent. The published
 * version stays.
 */
export async function importDraft(
  context: AppContext,
  { text, ...target }: Omit<AutomationTarget, "automationId"> & { automationId?: string; text: string },
): Promise<ServiceResult<{ automationId: string }>> {
  const read = readAutomationFile(text);
  return "problems" in read
    ? refuseDocument(read.problems)
    : saveDraft(context, { ...target, document: read.definition, tags: read.tags });
}
