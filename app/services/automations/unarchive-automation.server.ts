import type { AppContext } from "#shell/context.server.ts";
import { setAutomationStatus } from "#shell/repositories/automations/automations.server.ts";
import { changeAutomationAudited, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";

/**
 * Takes an automation out of the archive: turned off, or a draft where it was never published. Whoever was inside has
 * left and stays out, and nobody enters before somebody turns it on.
 */
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
