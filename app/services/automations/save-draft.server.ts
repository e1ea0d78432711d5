import { createHash } from "node:crypto";
import { plainText } from "#core/automations/canonical.ts";
import { readDocument } from "#core/automations/document.ts";
import { readDraft, type Draft } from "#core/automations/edit/draft.ts";
import { MAX_FILE_BYTES } from "#core/automations/file.ts";
import { unstorableProblems } from "#core/automations/leftovers.ts";
import type { Problem } from "#core/problem.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findAutomation, updateDraft } from "#shell/repositories/automations/automations.server.ts";
import {
  changeAutomationAudited,
  refuse,
  refuseDocument,
  type ServiceResult,
  type AutomationTarget,
} from "./parts/audited-change.server.ts";
import { checkReferences } from "./parts/check-references.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readLastSave, type LastSave } from "./parts/last-save.server.ts";

/** A saved draft, with its revision and the problems that block publishing. */
interface SavedRevision {
  revision: string;
  problems: Problem[];
}

/** Content hash of a draft: equal drafts have equal revisions. */
export const revisionOf = (document: unknown): string =>
  createHash("sha256").update(plainText(document)).digest("base64url").slice(0, 22);

/** The draft that another staff member saved meanwhile. */
interface ConflictingDraft {
  draft: Draft | null;
  revision: string;
  saved: LastSave | null;
}

export type SavedDraft = ServiceResult<SavedRevision> & { theirs?: ConflictingDraft };

/** Saves the editor's draft, complete or not. On a conflict, writes nothing and returns the other draft in `theirs`. */
export async function saveDraftFromEditor(
  context: AppContext,
  shop: Shop,
  { actor, ...saved }: { automationId: string; actor: string; document: unknown; basedOn: string | null },
): Promise<SavedDraft> {
  const result = await saveRevision(context, { shopId: shop.id, actor, ...saved });
  if (result.ok || result.reason !== "conflict") return result;
  const found = await findAutomation(context.db.pool, shop.id, saved.automationId);
  return {
    ...result,
    theirs: {
      draft: readDraft(found?.draft),
      revision: revisionOf(found?.draft),
      saved: await readLastSave(context, shop, saved.automationId),
    },
  };
}

/**
 * Saves a draft, complete or not. The published version stays.
 * @param basedOn revision that the change started from; null to overwrite
 */
async function saveRevision(
  context: AppContext,
  { document, basedOn, ...target }: AutomationTarget & { document: unknown; basedOn: string | null },
): Promise<ServiceResult<SavedRevision>> {
  const problems = unstorableProblems(document);
  if (problems.length > 0) return refuseDocument(problems);
  const draft = readDraft(document);
  if (!draft) return refuse("invalid", "this is no automation that can be kept");
  if (Buffer.byteLength(JSON.stringify(draft)) > MAX_FILE_BYTES)
    return refuse(
      "invalid",
      `the automation is larger than ${MAX_FILE_BYTES / 1024} KB; let another automation take some of its steps`,
    );
  return changeAutomationAudited<SavedRevision>(context, target, async (sql, automation, now) => {
    if (automation.status === "archived")
      return { result: refuse("archived", "an archived automation cannot be changed; unarchive it first") };
    const found = revisionOf(automation.draft);
    const finished = readDocument(draft);
    const after = "definition" in finished ? finished.definition : draft;
    const revision = revisionOf(after);
    const saved = { ok: true as const, revision, problems: await problemsIn(sql, target.shopId, draft) };
    if (revision === found) return { result: saved };
    if (basedOn !== null && basedOn !== found)
      return { result: refuse("conflict", "somebody else has changed this automation meanwhile") };
    await updateDraft(sql, automation.id, after, now);
    return {
      result: saved,
      audit: { action: "automation.draft", before: { draft: automation.draft }, after: { draft: after } },
    };
  });
}

/** Problems that block publishing. */
export async function problemsIn(sql: Sql, shopId: string, draft: Draft): Promise<Problem[]> {
  const read = readDocument(draft);
  return [...("problems" in read ? read.problems : []), ...(await checkReferences(sql, shopId, draft))];
}
