import { stagger } from "#core/engine/stagger.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  holdSteps,
  setAutomationStatus,
  type AutomationRow,
} from "#shell/repositories/automations/automations.server.ts";
import {
  lockActiveSequences,
  releaseSteps,
  type LockedSequenceRow,
} from "#shell/repositories/engine/active-sequences.server.ts";
import {
  changeAutomationAudited,
  refuse,
  type ServiceResult,
  type AutomationTarget,
} from "./parts/audited-change.server.ts";
import { addFromLibrary } from "./draft-automation.server.ts";
import { addVersion, readDraft } from "./publish-automation.server.ts";
import type { Due } from "../engine/parts/remind.server.ts";

export type StatusChangeResult = ServiceResult<{ automationId: string; status: AutomationStatus }>;

/** Adds a library automation to the shop if it is missing, publishes it and turns it on. */
export async function activateFromLibrary(
  context: AppContext,
  request: { shopId: string; libraryKey: string; actor: string },
): Promise<StatusChangeResult> {
  const added = await addFromLibrary(context, request);
  return added.ok ? resumeAutomation(context, { ...request, automationId: added.automationId }) : added;
}

/**
 * Turns an automation on, and publishes its draft if it has no version. Overdue steps resume staggered, and the engine
 * runs all guards again for each.
 */
export const resumeAutomation = (context: AppContext, target: AutomationTarget): Promise<StatusChangeResult> =>
  changeAutomationAudited<{ automationId: string; status: AutomationStatus }>(
    context,
    target,
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation cannot be turned on; unarchive it first") };
      if (automation.status === "active") return { result: unchangedResult(automation, "active") };
      if (!automation.currentVersionId) {
        const read = await readDraft(sql, automation);
        if ("ok" in read) return { result: read };
        await addVersion(context, sql, automation, read.draft, target.actor, now);
      }
      const activeSequences = await lockActiveSequences(sql, { automationId: automation.id }, now);
      await setAutomationStatus(sql, automation.id, "active", now);
      return {
        result: unchangedResult(automation, "active"),
        audit: statusChange(automation.status, "active"),
        due: await resumeStaggered(sql, activeSequences, now),
      };
    },
  );

/** Turns an automation off: no customer enters, and due steps are held. */
export const pauseAutomation = (context: AppContext, target: AutomationTarget): Promise<StatusChangeResult> =>
  changeAutomationAudited<{ automationId: string; status: AutomationStatus }>(
    context,
    target,
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation is off already") };
      if (automation.status !== "active") return { result: unchangedResult(automation, automation.status) };
      await setAutomationStatus(sql, automation.id, "paused", now);
      await holdSteps(sql, automation.id);
      return { result: unchangedResult(automation, "paused"), audit: statusChange(automation.status, "paused") };
    },
  );

/** Releases the held steps of active sequences, staggered. Skips texts that are sending or unknown. */
export async function resumeStaggered(
  sql: Sql,
  activeSequences: readonly LockedSequenceRow[],
  now: Instant,
): Promise<Due[]> {
  const waiting = activeSequences.flatMap(({ stepRowId, dueAt, priority, status, messageStatus }) =>
    stepRowId && dueAt && priority && status === "active" && messageStatus !== "sending" && messageStatus !== "unknown"
      ? [{ id: stepRowId, dueAt, priority }]
      : [],
  );
  const released = stagger(waiting, now);
  await releaseSteps(sql, released);
  return released;
}

const unchangedResult = ({ id }: AutomationRow, status: AutomationStatus) => ({
  ok: true as const,
  automationId: id,
  status,
});
const statusChange = (before: string, after: string) => ({
  action: "automation.status" as const,
  before: { status: before },
  after: { status: after },
});
