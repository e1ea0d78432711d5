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

/** The page whose saved views change, and the audit actor. */
export interface SavedViewKind {
  shopId: string;
  /** Such as "activity". */
  page: string;
  actor: string;
}

export type SavedViewResult = ServiceResult<{ id: string; name: string }>;

/** Saved views are tabs, so their number and length is limited. */
const MAX_VIEWS = 30;
const MAX_NAME_LENGTH = 40;
const words = text.activity.savedViews;

export const readSavedViews = (
  { db }: Pick<AppContext, "db">,
  shop: Pick<Shop, "id">,
  page: string,
): Promise<SavedViewRow[]> => savedViewsOf(db.pool, shop.id, page);

/** Saves a page's current filters under a name, for all staff of the shop. */
export const saveView = (
  context: AppContext,
  target: SavedViewKind,
  { name, query }: { name: string; query: string },
): Promise<SavedViewResult> =>
  changeView(context, target, async (sql, views, audit) => {
    const validName = validateName(views, name);
    if (typeof validName !== "string") return validName;
    if (views.length >= MAX_VIEWS) return refuse("invalid", words.tooMany(MAX_VIEWS));
    const now = context.clock.now();
    const id = context.newId(now);
    await insertView(sql, {
      id,
      shopId: target.shopId,
      page: target.page,
      name: validName,
      query,
      createdBy: target.actor,
      createdAt: now,
    });
    await audit("view.saved", id, null, { name: validName, query });
    return { ok: true, id, name: validName };
  });

export const renameSavedView = (
  context: AppContext,
  target: SavedViewKind,
  { id, name }: { id: string; name: string },
): Promise<SavedViewResult> =>
  changeView(context, target, async (sql, views, audit) => {
    const view = views.find((one) => one.id === id);
    if (!view) return refuse("not_found", words.gone);
    const validName = validateName(
      views.filter((one) => one !== view),
      name,
    );
    if (typeof validName !== "string") return validName;
    await renameView(sql, id, validName);
    await audit("view.renamed", id, { name: view.name }, { name: validName });
    return { ok: true, id, name: validName };
  });

export const deleteSavedView = (
  context: AppContext,
  target: SavedViewKind,
  { id }: { id: string },
): Promise<SavedViewResult> =>
  changeView(context, target, async (sql, views, audit) => {
    const view = views.find((one) => one.id === id);
    if (!view) return refuse("not_found", words.gone);
    await deleteView(sql, id);
    await audit("view.deleted", id, { name: view.name, query: view.query }, null);
    return { ok: true, id, name: view.name };
  });

/**
 * Applies a change to a page's saved views.
 * @param normalizeQuery normalises a query string as the page itself writes it
 */
export function changeViews(
  context: AppContext,
  target: SavedViewKind,
  request: ViewChange,
  normalizeQuery: (query: string) => string,
): Promise<SavedViewResult> {
  switch (request.intent) {
    case "save":
      return saveView(context, target, { name: request.name, query: normalizeQuery(request.query) });
    case "rename":
      return renameSavedView(context, target, request);
    case "delete":
      return deleteSavedView(context, target, request);
  }
}

type RecordViewChange = (
  action: AuditAction,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
) => Promise<void>;

function changeView(
  context: AppContext,
  { shopId, page, actor }: SavedViewKind,
  work: (sql: Sql, views: readonly SavedViewRow[], audit: RecordViewChange) => Promise<SavedViewResult>,
): Promise<SavedViewResult> {
  return transaction(context.db.pool, async (sql) => {
    await lockViews(sql, shopId);
    const now = context.clock.now();
    const audit: RecordViewChange = (action, id, before, after) =>
      recordAudit(sql, [
        { id: context.newId(now), shopId, actor, action, target: `view:${id}`, before, after, createdAt: now },
      ]);
    return work(sql, await savedViewsOf(sql, shopId, page), audit);
  });
}

/** @returns the normalised name, or why it is invalid */
function validateName(views: readonly SavedViewRow[], input: string): string | Refusal {
  const name = input.trim().replace(/\s+/g, " ");
  const problem =
    name === ""
      ? words.nameIt
      : name.length > MAX_NAME_LENGTH
        ? words.tooLong(MAX_NAME_LENGTH)
        : views.some((view) => view.name.toLowerCase() === name.toLowerCase())
          ? words.taken
          : null;
  return problem ? { ...refuse("invalid", problem), problems: [{ path: "name", message: problem }] } : name;
}
