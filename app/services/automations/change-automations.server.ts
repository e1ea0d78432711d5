import type { AppContext } from "#shell/context.server.ts";
import { namesOf } from "#shell/repositories/automations/automation-list.server.ts";
import { archiveAutomation } from "./archive-automation.server.ts";
import { refuse, type Result, type Target } from "./parts/audited-change.server.ts";
import { duplicateAutomation } from "./draft-automation.server.ts";
import { pauseAutomation, resumeAutomation } from "./change-automation-status.server.ts";
import { unarchiveAutomation } from "./unarchive-automation.server.ts";

/** What can be done to several automations at once. */
export const deeds = ["on", "off", "archive", "unarchive", "duplicate"] as const;
export type Deed = (typeof deeds)[number];

const doing: Record<Deed, (context: AppContext, target: Target) => Promise<Result<unknown>>> = {
  on: resumeAutomation,
  off: pauseAutomation,
  archive: archiveAutomation,
  unarchive: unarchiveAutomation,
  duplicate: duplicateAutomation,
};

/** What came of it, automation by automation. */
export interface Done {
  ok: true;
  done: number;
  /** Those that it could not be done to, each with why. */
  failed: { name: string; message: string }[];
}

interface Asked {
  shopId: string;
  actor: string;
  deed: Deed;
  automationIds: readonly string[];
}

/**
 * Does the same to several automations, to each by itself: one that cannot be changed keeps no other. Shopbell's own
 * are not to be had.
 */
export async function changeMany(context: AppContext, { deed, automationIds, ...who }: Asked): Promise<Done> {
  const names = new Map((await namesOf(context.db.pool, who.shopId, automationIds)).map(({ id, name }) => [id, name]));
  const failed: Done["failed"] = [];
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
