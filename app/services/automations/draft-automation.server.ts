import { blankDefinition } from "#core/automations/blank.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { readDocument } from "#core/automations/document.ts";
import type { Instant } from "#core/time/time.ts";
import type { TriggerType } from "#core/triggers/index.ts";
import { library, libraryEntry } from "#library/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  findAutomation,
  insertAutomation,
  lockLibraryAutomation,
  updateDraft,
} from "#shell/repositories/automations/automations.server.ts";
import {
  changeAutomationAudited,
  refuse,
  refuseDocument,
  type ServiceResult,
  type AutomationTarget,
} from "./parts/audited-change.server.ts";
import { checkReferences } from "./parts/check-references.server.ts";

const LONGEST_NAME = 100;

/**
 * Keeps a draft, of an automation that there is or of a new one. What runs stays as it is until the draft is published.
 * A document that cannot be kept is refused with everything that is wrong with it.
 * @param document a definition as written, by a form or in a file
 */
export async function saveDraft(
  context: AppContext,
  {
    document,
    automationId,
    ...who
  }: Omit<AutomationTarget, "automationId"> & { automationId?: string; document: unknown },
): Promise<ServiceResult<{ automationId: string }>> {
  const read = readDocument(document);
  if ("problems" in read) return refuseDocument(read.problems);
  const draft = read.definition;
  if (automationId === undefined) return createAutomation(context, { ...who, draft, origin: "document" });
  return changeAutomationAudited<{ automationId: string }>(
    context,
    { ...who, automationId },
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation cannot be changed; unarchive it first") };
      const problems = await checkReferences(sql, who.shopId, draft);
      if (problems.length > 0) return { result: refuseDocument(problems) };
      await updateDraft(sql, automation.id, draft, now);
      return {
        result: { ok: true, automationId: automation.id },
        audit: { action: "automation.draft", before: { draft: automation.draft }, after: { draft } },
      };
    },
  );
}

/** Makes a draft like another automation's, for the merchant to change. */
export async function duplicateAutomation(
  context: AppContext,
  { automationId, ...who }: AutomationTarget,
): Promise<ServiceResult<{ automationId: string }>> {
  const original = await findAutomation(context.db.pool, who.shopId, automationId);
  if (!original) return refuse("not_found", "there is no such automation");
  const read = readDefinition(original.draft);
  if ("problems" in read) return refuseDocument(read.problems);
  const draft = {
    ...read.definition,
    name: `${read.definition.name.slice(0, LONGEST_NAME - " (copy)".length)} (copy)`,
  };
  return createAutomation(context, { ...who, draft, origin: `automation:${original.id}` });
}

/** Makes a ready-made automation the shop's own; once it is, answers which one that is. */
export async function addFromLibrary(
  context: AppContext,
  { shopId, libraryKey, actor }: { shopId: string; libraryKey: string; actor: string },
): Promise<ServiceResult<{ automationId: string }>> {
  const entry = libraryEntry(libraryKey);
  if (!entry)
    return refuse(
      "not_found",
      `there is no "${libraryKey}" in the library; it has ${library.map(({ key }) => key).join(", ")}`,
    );
  const now = context.clock.now();
  const automationId = await transaction(context.db.pool, async (sql) => {
    const known = await lockLibraryAutomation(sql, shopId, libraryKey);
    return known
      ? known.id
      : write(
          context,
          sql,
          { shopId, actor, draft: entry.definition, libraryKey, origin: `library:${libraryKey}` },
          now,
        );
  });
  return { ok: true, automationId };
}

/**
 * A draft of a ready-made automation for the merchant to change: the shop's own where it has one; a new one where
 * that is put away.
 */
export async function draftFromLibrary(
  context: AppContext,
  asked: { shopId: string; libraryKey: string; actor: string },
): Promise<ServiceResult<{ automationId: string }>> {
  const taken = await addFromLibrary(context, asked);
  if (!taken.ok) return taken;
  const own = await findAutomation(context.db.pool, asked.shopId, taken.automationId);
  const entry = libraryEntry(asked.libraryKey);
  if (own?.status !== "archived" || !entry) return taken;
  return createAutomation(context, {
    shopId: asked.shopId,
    actor: asked.actor,
    draft: entry.definition,
    origin: `library:${asked.libraryKey}`,
  });
}

/** Makes the first draft of an automation that starts with this trigger. */
export const draftFromScratch = (
  context: AppContext,
  { trigger, ...who }: { shopId: string; trigger: TriggerType; actor: string },
): Promise<ServiceResult<{ automationId: string }>> =>
  saveDraft(context, { ...who, document: blankDefinition(trigger) });

interface New {
  shopId: string;
  actor: string;
  draft: Definition;
  /** What it was made from, for the audit trail. */
  origin: string;
}

function createAutomation(context: AppContext, made: New): Promise<ServiceResult<{ automationId: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const problems = await checkReferences(sql, made.shopId, made.draft);
    if (problems.length > 0) return refuseDocument(problems);
    return { ok: true, automationId: await write(context, sql, { ...made, libraryKey: null }, now) };
  });
}

async function write(
  context: AppContext,
  sql: Sql,
  { shopId, actor, draft, origin, libraryKey }: New & { libraryKey: string | null },
  now: Instant,
): Promise<string> {
  const id = context.newId(now);
  await insertAutomation(sql, {
    id,
    shopId,
    name: draft.name,
    description: draft.description,
    trigger: draft.trigger.type,
    libraryKey,
    draft,
    author: actor,
    createdAt: now,
  });
  await recordAudit(sql, [
    {
      id: context.newId(now),
      shopId,
      actor,
      action: "automation.created",
      target: `automation:${id}`,
      before: null,
      after: { name: draft.name, from: origin },
      createdAt: now,
    },
  ]);
  return id;
}
