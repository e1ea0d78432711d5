import { blankDraft } from "#core/automations/blank.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { Draft } from "#core/automations/edit/draft.ts";
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
  setAutomationTags,
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

const MAX_NAME_LENGTH = 100;

/**
 * Saves a complete draft, of an existing automation or of a new one. The published version stays. Refuses an invalid
 * document with all of its problems.
 * @param document a definition from a form or a file, not yet validated
 * @param tags absent: an automation keeps its tags
 */
export async function saveDraft(
  context: AppContext,
  {
    document,
    automationId,
    tags,
    ...rest
  }: Omit<AutomationTarget, "automationId"> & {
    automationId?: string;
    document: unknown;
    tags?: readonly string[] | undefined;
  },
): Promise<ServiceResult<{ automationId: string }>> {
  const read = readDocument(document);
  if ("problems" in read) return refuseDocument(read.problems);
  const draft = read.definition;
  if (automationId === undefined) return createAutomation(context, { ...rest, draft, tags, origin: "document" });
  return changeAutomationAudited<{ automationId: string }>(
    context,
    { ...rest, automationId },
    async (sql, automation, now) => {
      if (automation.status === "archived")
        return { result: refuse("archived", "an archived automation cannot be changed; unarchive it first") };
      const problems = await checkReferences(sql, rest.shopId, draft);
      if (problems.length > 0) return { result: refuseDocument(problems) };
      await updateDraft(sql, automation.id, draft, now);
      if (tags) await setAutomationTags(sql, automation.id, tags);
      return {
        result: { ok: true, automationId: automation.id },
        audit: { action: "automation.draft", before: { draft: automation.draft }, after: { draft } },
      };
    },
  );
}

/** Copies an automation into a new draft. */
export async function duplicateAutomation(
  context: AppContext,
  { automationId, ...rest }: AutomationTarget,
): Promise<ServiceResult<{ automationId: string }>> {
  const original = await findAutomation(context.db.pool, rest.shopId, automationId);
  if (!original) return refuse("not_found", "there is no such automation");
  const read = readDefinition(original.draft);
  if ("problems" in read) return refuseDocument(read.problems);
  const draft = {
    ...read.definition,
    name: `${read.definition.name.slice(0, MAX_NAME_LENGTH - " (copy)".length)} (copy)`,
  };
  return createAutomation(context, { ...rest, draft, tags: original.tags, origin: `automation:${original.id}` });
}

/** Adds a library automation to the shop; if the shop has it, returns the existing one. */
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
      : insertDraft(
          context,
          sql,
          { shopId, actor, draft: entry.definition, libraryKey, origin: `library:${libraryKey}` },
          now,
        );
  });
  return { ok: true, automationId };
}

/** Opens a library automation for editing: the shop's own, or a new draft if the shop archived its own. */
export async function draftFromLibrary(
  context: AppContext,
  request: { shopId: string; libraryKey: string; actor: string },
): Promise<ServiceResult<{ automationId: string }>> {
  const added = await addFromLibrary(context, request);
  if (!added.ok) return added;
  const existing = await findAutomation(context.db.pool, request.shopId, added.automationId);
  const entry = libraryEntry(request.libraryKey);
  if (existing?.status !== "archived" || !entry) return added;
  return createAutomation(context, {
    shopId: request.shopId,
    actor: request.actor,
    draft: entry.definition,
    origin: `library:${request.libraryKey}`,
  });
}

/** Creates a draft with this trigger and no step. */
export const draftFromScratch = (
  context: AppContext,
  { trigger, ...rest }: { shopId: string; trigger: TriggerType; actor: string },
): Promise<ServiceResult<{ automationId: string }>> =>
  createAutomation(context, { ...rest, draft: blankDraft(trigger), origin: "document" });

interface NewDraft {
  shopId: string;
  actor: string;
  /** Complete or not. */
  draft: Draft | Definition;
  tags?: readonly string[] | undefined;
  /** Source of the draft, for the audit trail. */
  origin: string;
}

function createAutomation(context: AppContext, newDraft: NewDraft): Promise<ServiceResult<{ automationId: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const problems = await checkReferences(sql, newDraft.shopId, newDraft.draft);
    if (problems.length > 0) return refuseDocument(problems);
    return { ok: true, automationId: await insertDraft(context, sql, { ...newDraft, libraryKey: null }, now) };
  });
}

async function insertDraft(
  context: AppContext,
  sql: Sql,
  { shopId, actor, draft, tags = [], origin, libraryKey }: NewDraft & { libraryKey: string | null },
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
    tags,
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
