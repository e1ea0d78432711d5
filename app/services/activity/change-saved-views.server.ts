import type { AuditAction } from "#core/team/audit-actions.ts";
import type { ViewChange } from "#core/activity/saved-view.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  deleteView,
  insertView,
  lockViews,
  renameView,
  savedViewsOf,
  type SavedViewRow,
} from "#shell/repositories/activity/saved-views.server.ts";
import { text } from "#text/en.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { refuse, type Refusal, type ServiceResult } from "../automations/parts/audited-change.server.ts";

/** The page whose views are changed, and who does it. */
export interface SavedViewKind {
  shopId: string;
  /** Such as "activity". */
  page: string;
  actor: string;
}

export type SavedViewResult = ServiceResult<{ id: string; name: string }>;

/** Tabs beside one another are no list to search in. */
const MOST = 30;
const LONGEST = 40;
const words = text.activity.savedViews;

export const readSavedViews = (
  { db }: Pick<AppContext, "db">,
  shop: Pick<Shop, "id">,
  page: string,
): Promise<SavedViewRow[]> => savedViewsOf(db.pool, shop.id, page);

/** Keeps a page's present filters under a name, for everybody of the shop. */
export const saveView = (
  context: AppContext,
  of: SavedViewKind,
  { name, query }: { name: string; query: string },
): Promise<SavedViewResult> =>
  change(context, of, async (sql, views, audit) => {
    const named = nameAmong(views, name);
    if (typeof named !== "string") return named;
    if (views.length >= MOST) return refuse("invalid", words.tooMany(MOST));
    const now = context.clock.now();
    const id = context.newId(now);
    await insertView(sql, {
      id,
      shopId: of.shopId,
      page: of.page,
      name: named,
      query,
      createdBy: of.actor,
      createdAt: now,
    });
    await audit("view.saved", id, null, { name: named, query });
    return { ok: true, id, name: named };
  });

export const renameSavedView = (
  context: AppContext,
  of: SavedViewKind,
  { id, name }: { id: string; name: string },
): Promise<SavedViewResult> =>
  change(context, of, async (sql, views, audit) => {
    const view = views.find((one) => one.id === id);
    if (!view) return refuse("not_found", words.gone);
    const named = nameAmong(
      views.filter((one) => one !== view),
      name,
    );
    if (typeof named !== "string") return named;
    await renameView(sql, id, named);
    await audit("view.renamed", id, { name: view.name }, { name: named });
    return { ok: true, id, name: named };
  });

export const deleteSavedView = (
  context: AppContext,
  of: SavedViewKind,
  { id }: { id: string },
): Promise<SavedViewResult> =>
  change(context, of, async (sql, views, audit) => {
    const view = views.find((one) => one.id === id);
    if (!view) return refuse("not_found", words.gone);
    await deleteView(sql, id);
    await audit("view.deleted", id, { name: view.name, query: view.query }, null);
    return { ok: true, id, name: view.name };
  });

/** Does what is asked about a page's views. @param understood a query as the page itself would write it */
export function changeViews(
  context: AppContext,
  of: SavedViewKind,
  asked: ViewChange,
  understood: (query: string) => string,
): Promise<SavedViewResult> {
  switch (asked.intent) {
    case "save":
      return saveView(context, of, { name: asked.name, query: understood(asked.query) });
    case "rename":
      return renameSavedView(context, of, asked);
    case "delete":
      return deleteSavedView(context, of, asked);
  }
}

type Audit = (
  action: AuditAction,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
) => Promise<void>;

function change(
  context: AppContext,
  { shopId, page, actor }: SavedViewKind,
  work: (sql: Sql, views: readonly SavedViewRow[], audit: Audit) => Promise<SavedViewResult>,
): Promise<SavedViewResult> {
  return transaction(context.db.pool, async (sql) => {
    await lockViews(sql, shopId);
    const now = context.clock.now();
    const audit: Audit = (action, id, before, after) =>
      recordAudit(sql, [
        { id: context.newId(now), shopId, actor, action, target: `view:${id}`, before, after, createdAt: now },
      ]);
    return work(sql, await savedViewsOf(sql, shopId, page), audit);
  });
}

/** @returns the name as it is kept, or what is wrong with it */
function nameAmong(views: readonly SavedViewRow[], given: string): string | Refusal {
  const name = given.trim().replace(/\s+/g, " ");
  const wrong =
    name === ""
      ? words.nameIt
      : name.length > LONGEST
        ? words.tooLong(LONGEST)
        : views.some((view) => view.name.toLowerCase() === name.toLowerCase())
          ? words.taken
          : null;
  return wrong ? { ...refuse("invalid", wrong), problems: [{ path: "name", message: wrong }] } : name;
}
