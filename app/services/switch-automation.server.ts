import { readDefinition } from "#core/automation/definition.ts";
import { library, libraryEntry } from "#library/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/audit.server.ts";
import { holdSteps, insertAutomation, lockAutomation, lockLibraryAutomation, publishVersion, setAutomationStatus, type AutomationRow } from "#shell/repositories/automations.server.ts";
import { remind } from "./remind.server.ts";
import { priorities } from "#core/jobs.ts";

export type Outcome = { ok: true; automationId: string } | { ok: false; reason: "not_found" | "invalid" | "archived"; message: string };

interface Target {
  shopId: string;
  automationId: string;
  /** Who does it, for the audit trail. */
  actor: string;
}

/** Makes a ready-made automation the shop's own, if it is not yet, publishes it and turns it on. */
export async function activateFromLibrary(context: AppContext, { shopId, libraryKey, actor }: { shopId: string; libraryKey: string; actor: string }): Promise<Outcome> {
  const entry = libraryEntry(libraryKey);
  if (!entry) return { ok: false, reason: "not_found", message: `there is no "${libraryKey}" in the library; it has ${library.map(({ key }) => key).join(", ")}` };
  const automationId = await transaction(context.db.pool, async (sql) => {
    const known = await lockLibraryAutomation(sql, shopId, libraryKey);
    if (known) return known.id;
    const now = context.clock.now();
    const id = context.newId(now);
    const { definition } = entry;
    await insertAutomation(sql, { id, shopId, name: entry.name, description: definition.description, trigger: definition.trigger.type, libraryKey, draft: definition, author: actor, createdAt: now });
    return id;
  });
  return resumeAutomation(context, { shopId, automationId, actor });
}

/** Turns an automation on, publishing its draft where nothing is published yet; what was held runs, re-checked. */
export async function resumeAutomation(context: AppContext, target: Target): Promise<Outcome> {
  const outcome = await change(context, target, async (sql, automation) => {
    if (automation.status === "archived") return { ok: false, reason: "archived", message: "an archived automation cannot be turned on; duplicate it instead" };
    if (!automation.currentVersionId) {
      const result = readDefinition(automation.draft);
      if ("problems" in result) return { ok: false, reason: "invalid", message: result.problems.map(({ path, message }) => `${path}: ${message}`).join("; ") };
      const now = context.clock.now();
      await publishVersion(sql, { id: context.newId(now), shopId: target.shopId, automationId: automation.id, definition: result.definition, publishedBy: target.actor, createdAt: now });
    }
    await setAutomationStatus(sql, automation.id, "active", context.clock.now());
    await holdSteps(sql, automation.id, false);
    return { ok: true, automationId: automation.id };
  });
  if (outcome.ok) await remind(context, [{ name: "steps.run", id: `steps-${target.automationId}`, payload: { id: target.automationId }, priority: priorities.normal }]);
  return outcome;
}

/** Turns an automation off: nobody enters, and what is due waits. Nothing is lost. */
export const pauseAutomation = (context: AppContext, target: Target): Promise<Outcome> =>
  change(context, target, async (sql, automation) => {
    if (automation.status !== "active") return { ok: true, automationId: automation.id };
    await setAutomationStatus(sql, automation.id, "paused", context.clock.now());
    await holdSteps(sql, automation.id, true);
    return { ok: true, automationId: automation.id };
  });

function change(context: AppContext, { shopId, automationId, actor }: Target, work: (sql: Sql, automation: AutomationRow) => Promise<Outcome>): Promise<Outcome> {
  return transaction(context.db.pool, async (sql) => {
    const automation = await lockAutomation(sql, shopId, automationId);
    if (!automation) return { ok: false, reason: "not_found", message: "there is no such automation" };
    const outcome = await work(sql, automation);
    if (!outcome.ok) return outcome;
    const after = await lockAutomation(sql, shopId, automationId);
    if (after && after.status !== automation.status) {
      const now = context.clock.now();
      await recordAudit(sql, [
        { id: context.newId(now), shopId, actor, action: "automation.status", target: `automation:${automationId}`, before: { status: automation.status }, after: { status: after.status }, createdAt: now },
      ]);
    }
    return outcome;
  });
}
