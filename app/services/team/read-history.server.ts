import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { actionsOf, routineActions, type AuditArea } from "#core/team/audit-actions.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  listAuditActors,
  readAuditHistory,
  type AuditHistoryRow,
} from "#shell/repositories/team/audit-history.server.ts";
import { text } from "#text/en.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { spelledOut } from "#text/sentence.ts";
import type { Shop } from "./require-staff.server.ts";
import { formatShopSettings } from "#text/changes/shop-settings.ts";
import { formatDefinitionChanges, formatChangedFields, type AuditedField } from "./parts/format-audit-event.server.ts";

const PAGE_SIZE = 50;

/** One audit event, formatted. */
export interface HistoryLine {
  id: string;
  at: ShownMoment;
  who: string;
  what: string;
  /** Page of the changed thing. */
  url: string | null;
  fields: AuditedField[];
  /** Changes of the automation's definition, one line each. */
  lines: string[];
}

export interface HistoryFilter {
  actor?: string | undefined;
  area?: AuditArea | undefined;
  /** Routine changes, too. */
  everything?: boolean | undefined;
}

/** One page of a shop's audit history, newest first, and all of its actors. */
export async function readHistory(
  { db, clock }: AppContext,
  shop: Shop,
  { actor, area, everything = false }: HistoryFilter,
  position: PagePosition,
): Promise<PageOf<HistoryLine> & { actors: { actor: string; name: string }[] }> {
  const now = clock.now();
  const [found, actors] = await Promise.all([
    readAuditHistory(db.pool, {
      shopId: shop.id,
      actor: actor ?? null,
      actions: area ? actionsOf(area) : null,
      hidden: everything ? [] : routineActions,
      limit: PAGE_SIZE + 1,
      beyond: rowBeyond(position),
    }),
    listAuditActors(db.pool, shop.id),
  ]);
  const page = pageOf(found, PAGE_SIZE, position, (row) => writeTimeCursor({ at: row.createdAt, id: row.id }));
  const formatInstant = (at: Temporal.Instant) => momentOf(at, shop.timezone, now).shown;
  return {
    ...page,
    rows: page.rows.map((row) => toLine(row, formatInstant, momentOf(row.createdAt, shop.timezone, now))),
    actors: actors.map((row) => ({ actor: row.actor, name: nameOf(row) })),
  };
}

/** Display names of actors other than staff. */
const actorNames: Readonly<Record<string, string>> = {
  shopbell: text.access.itself,
  operator: text.access.operator,
  shopify: text.history.shopify,
};
const nameOf = ({ actor, staffName }: { actor: string; staffName: string | null }): string =>
  staffName ?? actorNames[actor] ?? (actor.startsWith("staff:") ? text.access.somebody : spelledOut(actor));

function toLine(row: AuditHistoryRow, formatInstant: (at: Temporal.Instant) => string, at: ShownMoment): HistoryLine {
  const before = row.before ?? {};
  const after = row.after ?? {};
  const [kind = ""] = row.target.split(":");
  const formatTime = (value: unknown) => (typeof value === "string" ? formatInstant(Temporal.Instant.from(value)) : "");
  return {
    id: row.id,
    at,
    who: nameOf(row),
    what: text.history.say(row.action, {
      name: row.member ?? row.task ?? row.automation ?? (typeof after.title === "string" ? after.title : null),
      customer: row.customer,
      id: row.target.slice(kind.length + 1),
      before,
      after,
      when: formatTime,
    }),
    url: urlOf(row),
    fields:
      row.action === "settings.changed"
        ? formatShopSettings(before, after)
        : formatChangedFields(before, after, { kind, when: formatInstant }),
    lines: formatDefinitionChanges(before, after),
  };
}

/** Page of the thing that an audit event changed. */
function urlOf({ logId, automationId, conversationId, customerId, taskId }: AuditHistoryRow): string | null {
  if (taskId) return `/app/tasks/${taskId}`;
  if (logId) return `/app/activity/${logId}`;
  if (automationId) return `/app/automations/${automationId}`;
  if (conversationId) return `/app/inbox/${conversationId}`;
  return customerId ? `/app/customers/${customerId}` : null;
}
