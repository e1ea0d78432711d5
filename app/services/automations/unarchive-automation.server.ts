import type { AppContext } from "#shell/context.server.ts";
import { setAutomationStatus } from "#shell/repositories/automations/automations.server.ts";
import { changeAutomationAudited, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";

/** Unarchives an automation: paused, or a draft if it was never published. Cancelled sequences stay cancelled. */
export const unarchiveAutomation = (
  context: AppContext,
  target: AutomationTarget,
): Promise<ServiceResult<{ automationId: string }>> =>
  changeAutomationAudited<{ automationId: string }>(context, target, async (sql, automation, now) => {
    const result = { ok: true as const, automationId: automation.id };
    if (automation.status !== "archived") return { result };
    const status = automation.currentVersionId ? "paused" : "draft";
    await setAutomationStatus(sql, automation.id, status, now);
    return { result, audit: { action: "automation.status", before: { status: "archived" }, after: { status } } };
  });
