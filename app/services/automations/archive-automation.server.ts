import type { AppContext } from "#shell/context.server.ts";
import { setAutomationStatus } from "#shell/repositories/automations/automations.server.ts";
import { lockActiveSequences } from "#shell/repositories/engine/active-sequences.server.ts";
import { type AutomationTarget, changeAutomationAudited, type ServiceResult } from "./parts/audited-change.server.ts";
import { cancelActiveSequences } from "./parts/cancel-active-sequences.server.ts";

/**
 * Archives an automation: cancels its active sequences and locks it against changes until it is unarchived. Its history
 * stays.
 */
export const archiveAutomation = (
  context: AppContext,
  target: AutomationTarget,
): Promise<ServiceResult<{ automationId: string; cancelled: number }>> =>
  changeAutomationAudited<{ automationId: string; cancelled: number }>(
    context,
    target,
    async (sql, automation, now) => {
      if (automation.status === "archived") return { result: { ok: true, automationId: automation.id, cancelled: 0 } };
      const activeSequences = await lockActiveSequences(sql, { automationId: automation.id }, now);
      await setAutomationStatus(sql, automation.id, "archived", now);
      await cancelActiveSequences(
        context,
        sql,
        activeSequences,
        { shopId: target.shopId, automationId: automation.id, because: "automation_archived" },
        now,
      );
      const cancelled = activeSequences.length;
      return {
        result: { ok: true, automationId: automation.id, cancelled },
        audit: {
          action: "automation.status",
          before: { status: automation.status },
          after: { status: "archived", cancelled },
        },
      };
    },
  );

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
