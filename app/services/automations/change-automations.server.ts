import type { AppContext } from "#shell/context.server.ts";
import { namesOf } from "#shell/repositories/automations/automation-list.server.ts";
import { archiveAutomation, unarchiveAutomation } from "./archive-automation.server.ts";
import { deleteDraft } from "./delete-draft.server.ts";
import { refuse, type ServiceResult, type AutomationTarget } from "./parts/audited-change.server.ts";
import { duplicateAutomation } from "./draft-automation.server.ts";
import { pauseAutomation, resumeAutomation } from "./change-automation-status.server.ts";

/** Bulk actions on automations. */
export const bulkActions = ["on", "off", "archive", "unarchive", "duplicate", "delete"] as const;
export type BulkAction = (typeof bulkActions)[number];

const handlers: Record<BulkAction, (context: AppContext, target: AutomationTarget) => Promise<ServiceResult<unknown>>> =
  {
    on: resumeAutomation,
    off: pauseAutomation,
    archive: archiveAutomation,
    unarchive: unarchiveAutomation,
    duplicate: duplicateAutomation,
    delete: deleteDraft,
  };

/** Result of a bulk action. */
export interface BulkActionResult {
  ok: true;
  done: number;
  /** The automations that refused the change, with the reason. */
  failed: { name: string; message: string }[];
}

interface BulkRequest {
  shopId: string;
  actor: string;
  deed: BulkAction;
  automationIds: readonly string[];
}

/**
 * Applies one action to several automations, each in its own transaction, so that one refusal does not block the
 * others. Internal automations are not found.
 */
export async function changeAutomations(
  context: AppContext,
  { deed, automationIds, ...rest }: BulkRequest,
): Promise<BulkActionResult> {
  const names = new Map((await namesOf(context.db.pool, rest.shopId, automationIds)).map(({ id, name }) => [id, name]));
  const failed: BulkActionResult["failed"] = [];
  const uniqueIds = [...new Set(automationIds)];
  for (const automationId of uniqueIds) {
    const name = names.get(automationId);
    const result =
      name === undefined
        ? refuse("not_found", "there is no such automation")
        : await handlers[deed](context, { ...rest, automationId });
    if (!result.ok) failed.push({ name: name ?? automationId, message: result.message });
  }
  return { ok: true, done: uniqueIds.length - failed.length, failed };
}
