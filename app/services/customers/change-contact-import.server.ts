import { importPlan, readingPlan, UNDO_DAYS } from "#core/customers/contact-import/plan.ts";
import { problemsOf } from "#core/problem.ts";
import { Temporal } from "#core/time/time.ts";
import { isLive } from "#core/segments/segment.ts";
import type { ContactImportStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  deleteContactImport,
  findContactImport,
  lockContactImport,
  updateContactImport,
  type ContactImportRow,
} from "#shell/repositories/customers/contact-imports.server.ts";
import { deleteContactRows } from "#shell/repositories/customers/contact-rows.server.ts";
import { findSegment } from "#shell/repositories/segments/segments.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { text } from "#text/en.ts";
import {
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
} from "../automations/parts/audited-change.server.ts";
import { startBackgroundJob } from "../operations/start-background-job.server.ts";
import { contactImportJob, workOnImport } from "./parts/contact-import-job.server.ts";

const words = text.contacts;

/** An import, and who changes it. */
export interface ImportTarget {
  shopId: string;
  importId: string;
  actor: string;
}

/** Changes a locked import that has one of the statuses. */
const change = (
  { db }: AppContext,
  { shopId, importId }: ImportTarget,
  statuses: readonly ContactImportStatus[],
  work: (sql: Sql, list: ContactImportRow) => Promise<Refusal | null>,
): Promise<ServiceResult<object>> =>
  transaction(db.pool, async (sql): Promise<ServiceResult<object>> => {
    const list = await lockContactImport(sql, shopId, importId);
    if (!list) return refuse("not_found", words.noSuchImport);
    if (!statuses.includes(list.status)) return refuse("conflict", words.notNow);
    return (await work(sql, list)) ?? { ok: true };
  });

/** Reads and checks a list by a plan: the dry run. One that was checked can be checked again, by another plan. */
export async function planCheck(
  context: AppContext,
  target: ImportTarget,
  given: unknown,
): Promise<ServiceResult<object>> {
  const plan = readingPlan.safeParse(given);
  if (!plan.success) return refuseDocument(problemsOf(plan.error.issues));
  return change(context, target, ["uploaded", "checked"], async (sql, list) => {
    await deleteContactRows(sql, list.id);
    await updateContactImport(sql, list.id, {
      status: "reading",
      reading: plan.data,
      cursor: 0,
      total: null,
      checked: null,
    });
    return null;
  });
}

/** Has a checked list imported. @param by the name of the person who states that these people agreed */
export async function planImport(
  context: AppContext,
  target: ImportTarget,
  given: unknown,
  by: string,
): Promise<ServiceResult<object>> {
  const plan = importPlan.safeParse(given);
  if (!plan.success) return refuseDocument(problemsOf(plan.error.issues));
  return change(context, target, ["checked"], async (sql, list) => {
    const { segmentId } = plan.data;
    if (segmentId) {
      const segment = await findSegment(sql, target.shopId, segmentId);
      if (!segment || isLive(segment)) return refuse("not_found", words.noSuchSegment);
    }
    await updateContactImport(sql, list.id, {
      status: "importing",
      plan: plan.data,
      statedBy: by,
      statedAt: context.clock.now(),
      author: target.actor,
      cursor: 0,
    });
    return null;
  });
}

/** Takes an import back, also one that is under way. */
export const planUndo = (context: AppContext, target: ImportTarget): Promise<ServiceResult<object>> =>
  change(context, target, ["importing", "imported"], async (sql, list) => {
    const last = list.importedAt?.add({ hours: UNDO_DAYS * 24 });
    if (last && Temporal.Instant.compare(last, context.clock.now()) < 0)
      return refuse("over", words.undoOver(UNDO_DAYS));
    await updateContactImport(sql, list.id, { status: "undoing", cursor: 0, undoneBy: target.actor });
    return null;
  });

/** Forgets a list that is not imported. */
export const discardImport = (context: AppContext, target: ImportTarget): Promise<ServiceResult<object>> =>
  change(context, target, ["uploading", "uploaded", "reading", "checking", "checked"], async (sql, list) => {
    const now = context.clock.now();
    await deleteContactImport(sql, target.shopId, list.id);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: target.shopId,
        actor: target.actor,
        action: "contacts.discarded",
        target: `contact_import:${list.id}`,
        before: { fileName: list.fileName },
        after: null,
        createdAt: now,
      },
    ]);
    return null;
  });

const stages: Partial<Record<ContactImportStatus, "check" | "import" | "undo">> = {
  reading: "check",
  checking: "check",
  importing: "import",
  undoing: "undo",
};

/** Lets a worker go on with an import; does nothing for one that waits for the merchant, or that a worker has. */
export async function startWork(
  context: AppContext,
  { shopId, importId, actor }: ImportTarget,
): Promise<ServiceResult<object>> {
  const list = await findContactImport(context.db.pool, shopId, importId);
  if (!list) return refuse("not_found", words.noSuchImport);
  const stage = stages[list.status];
  if (!stage) return refuse("conflict", words.notNow);
  const input = { importId: list.id, stage };
  const started = await startBackgroundJob(context, { shopId, actor, kind: contactImportJob.kind, input });
  return started.ok || started.reason === "under_way" ? { ok: true } : started;
}

/** The same within this process, for the operator. */
export const workHere = (context: AppContext, shop: ShopRow, importId: string): Promise<void> =>
  workOnImport(context, shop, importId, async () => {});
