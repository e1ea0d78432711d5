import type { AppContext } from "#shell/context.server.ts";
import { namesOf } from "#shell/repositories/automations/automation-list.server.ts";
import { archiveAutomation } from "./archive-automation.server.ts";
import { refuse, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";
import { duplicateAutomation } from "./draft-automation.server.ts";
import { pauseAutomation, resumeAutomation } from "./change-automation-status.server.ts";
import { unarchiveAutomation } from "./unarchive-automation.server.ts";

/** What can be done to several automations at once. */
export const bulkActions = ["on", "off", "archive", "unarchive", "duplicate"] as const;
export type BulkAction = (typeof bulkActions)[number];

const doing: Record<BulkAction, (context: AppContext, target: AutomationTarget) => Promise<ServiceResult<unknown>>> = {
  on: resumeAutomation,
  off: pauseAutomation,
  archive: archiveAutomation,
  unarchive: unarchiveAutomation,
  duplicate: duplicateAutomation,
};

/** What came of it, automation by automation. */
export interface BulkActionResult {
  ok: true;
  done: number;
  /** Those that it could not be done to, each with why. */
  failed: { name: string; message: string }[];
}

interface Asked {
  shopId: string;
  actor: string;
  deed: BulkAction;
  automationIds: readonly string[];
}

/**
 * Does the same to several automations, to each by itself: one that cannot be changed keeps no other. Shopbell's own
 * are not to be had.
 */
export async function changeAutomations(
  context: AppContext,
  { deed, automationIds, ...who }: Asked,
): Promise<BulkActionResult> {
  const names = new Map((await namesOf(context.db.pool, who.shopId, automationIds)).map(({ id, name }) => [id, name]));
  const failed: BulkActionResult["failed"] = [];
  const asked = [...new Set(automationIds)];
  for (const automationId of asked) {
    const name = names.get(automationId);
    const result =
      name === undefined
        ? refuse("not_found", "there is no such automation")
        : await doing[deed](context, { ...who, automationId });
    if (!result.ok) failed.push({ name: name ?? automationId, message: result.message });
  }
  return { ok: true, done: asked.length - failed.length, failed };
}
