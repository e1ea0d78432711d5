import type { AppContext } from "#shell/context.server.ts";
import { deleteAutomation, hasHistory } from "#shell/repositories/automations/automations.server.ts";
import {
  changeAutomationAudited,
  refuse,
  type AutomationTarget,
  type ServiceResult,
} from "./parts/audited-change.server.ts";

/** Deletes an automation that was never published and never ran, for good. Any other has a history: it is archived. */
export const deleteDraft = (
  context: AppContext,
  target: AutomationTarget,
): Promise<ServiceResult<{ automationId: string }>> =>
  changeAutomationAudited<{ automationId: string }>(context, target, async (sql, automation) => {
    if (await hasHistory(sql, automation.id))
      return { result: refuse("in_use", "it was published or has run, and its history stays; archive it instead") };
    await deleteAutomation(sql, automation.id);
    return {
      result: { ok: true, automationId: automation.id },
      audit: { action: "automation.deleted", before: { name: automation.name }, after: null },
    };
  });
