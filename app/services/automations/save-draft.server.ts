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

/** A draft that was kept, under the name of what it says now, with what still stands between it and being published. */
interface Kept {
  revision: string;
  problems: Problem[];
}

/** Short for all that a draft says: two drafts of one revision say the same. */
export const revisionOf = (document: unknown): string =>
  createHash("sha256").update(plainText(document)).digest("base64url").slice(0, 22);

/** What somebody else has saved meanwhile. */
interface Theirs {
  draft: Draft | null;
  revision: string;
  saved: LastSave | null;
}

export type SavedDraft = ServiceResult<Kept> & { theirs?: Theirs };

/**
 * Keeps a draft for the editor, finished or not. Where somebody else has saved meanwhile nothing is written, and what
 * they saved comes with the answer.
 */
export async function saveDraftFromEditor(
  context: AppContext,
  shop: Shop,
  { actor, ...kept }: { automationId: string; actor: string; document: unknown; basedOn: string | null },
): Promise<SavedDraft> {
  const outcome = await keepDraft(context, { shopId: shop.id, actor, ...kept });
  if (outcome.ok || outcome.reason !== "conflict") return outcome;
  const found = await findAutomation(context.db.pool, shop.id, kept.automationId);
  return {
    ...outcome,
    theirs: {
      draft: readDraft(found?.draft),
      revision: revisionOf(found?.draft),
      saved: await readLastSave(context, shop, kept.automationId),
    },
  };
}

/**
 * Keeps a draft as it is being written, finished or not: nothing that a merchant has done is lost. What runs stays as
 * it is.
 * @param basedOn the revision that was changed; null to write over whatever is there now
 */
async function keepDraft(
  context: AppContext,
  { document, basedOn, ...target }: AutomationTarget & { document: unknown; basedOn: string | null },
): Promise<ServiceResult<Kept>> {
  const faults = unstorableProblems(document);
  if (faults.length > 0) return refuseDocument(faults);
  const draft = readDraft(document);
  if (!draft) return refuse("invalid", "this is no automation that can be kept");
  if (Buffer.byteLength(JSON.stringify(draft)) > MAX_FILE_BYTES)
    return refuse(
      "invalid",
      `the automation is larger than ${MAX_FILE_BYTES / 1024} KB; let another automation take some of its steps`,
    );
  return changeAutomationAudited<Kept>(context, target, async (sql, automation, now) => {
    if (automation.status === "archived")
      return { result: refuse("archived", "an archived automation cannot be changed; unarchive it first") };
    const found = revisionOf(automation.draft);
    const finished = readDocument(draft);
    const after = "definition" in finished ? finished.definition : draft;
    const revision = revisionOf(after);
    const kept = { ok: true as const, revision, problems: await problemsIn(sql, target.shopId, draft) };
    if (revision === found) return { result: kept };
    if (basedOn !== null && basedOn !== found)
      return { result: refuse("conflict", "somebody else has changed this automation meanwhile") };
    await updateDraft(sql, automation.id, after, now);
    return {
      result: kept,
      audit: { action: "automation.draft", before: { draft: automation.draft }, after: { draft: after } },
    };
  });
}

/** What keeps a draft from being published. */
export async function problemsIn(sql: Sql, shopId: string, draft: Draft): Promise<Problem[]> {
  const read = readDocument(draft);
  return [...("problems" in read ? read.problems : []), ...(await checkReferences(sql, shopId, draft))];
}
