import type { AppContext } from "#shell/context.server.ts";
import { findAutomation, findVersion } from "#shell/repositories/automations/automations.server.ts";
import { refuse, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";
import { saveDraft } from "./draft-automation.server.ts";

/** Copies a published version into the draft; the current version stays published. */
export async function restoreVersion(
  context: AppContext,
  { version, ...target }: AutomationTarget & { version: number },
): Promise<ServiceResult<{ automationId: string; version: number }>> {
  const automation = await findAutomation(context.db.pool, target.shopId, target.automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  const published = await findVersion(context.db.pool, automation.id, version);
  if (!published) return refuse("not_found", `there is no version ${version}`);
  const saved = await saveDraft(context, { ...target, document: published.definition });
  return saved.ok ? { ...saved, version } : saved;
}
