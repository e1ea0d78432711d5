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
  lockActiveRows,
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

/** Makes a ready-made automation the shop's own, if it is not yet, publishes it and turns it on. */
export async function activateFromLibrary(
  context: AppContext,
  asked: { shopId: string; libraryKey: string; actor: string },
): Promise<StatusChangeResult> {
  const taken = await addFromLibrary(context, asked);
  return taken.ok ? resumeAutomation(context, { ...asked, automationId: taken.automationId }) : taken;
}

/**
 * Turns an automation on, publishing its draft where nothing is published yet. What was held beyond its time comes back
 * one after another, and everything is asked again before anything is sent.
 */
export const resumeAutomation = (context: AppContext, target: AutomationTarget): Promise<StatusChangeResult> =>
  changeAutomationAudited<{ automationId: string; status: AutomationStatus }>(
    context,
    target,
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation cannot be turned on; unarchive it first") };
      if (automation.status === "active") return { result: standing(automation, "active") };
      if (!automation.currentVersionId) {
        const read = await readDraft(sql, automation);
        if ("ok" in read) return { result: read };
        await addVersion(context, sql, automation, read.draft, target.actor, now);
      }
      const inside = await lockActiveRows(sql, { automationId: automation.id }, now);
      await setAutomationStatus(sql, automation.id, "active", now);
      return {
        result: standing(automation, "active"),
        audit: statusChange(automation.status, "active"),
        due: await resumeStaggered(sql, inside, now),
      };
    },
  );

/** Turns an automation off: nobody enters, and what is due waits. Nothing is lost. */
export const pauseAutomation = (context: AppContext, target: AutomationTarget): Promise<StatusChangeResult> =>
  changeAutomationAudited<{ automationId: string; status: AutomationStatus }>(
    context,
    target,
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation is off already") };
      if (automation.status !== "active") return { result: standing(automation, automation.status) };
      await setAutomationStatus(sql, automation.id, "paused", now);
      await holdSteps(sql, automation.id);
      return { result: standing(automation, "paused"), audit: statusChange(automation.status, "paused") };
    },
  );

/** Lets the steps go of those inside that are not paused themselves. A text under way is left alone. */
export async function resumeStaggered(sql: Sql, inside: readonly LockedSequenceRow[], now: Instant): Promise<Due[]> {
  const waiting = inside.flatMap(({ stepRowId, dueAt, priority, status, messageStatus }) =>
    stepRowId && dueAt && priority && status === "active" && messageStatus !== "sending" && messageStatus !== "unknown"
      ? [{ id: stepRowId, dueAt, priority }]
      : [],
  );
  const freed = stagger(waiting, now);
  await releaseSteps(sql, freed);
  return freed;
}

const standing = ({ id }: AutomationRow, status: AutomationStatus) => ({ ok: true as const, automationId: id, status });
const statusChange = (before: string, after: string) => ({
  action: "automation.status" as const,
  before: { status: before },
  after: { status: after },
});
