import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { actionsOf, type AuditArea } from "#core/team/audit-actions.ts";
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

/** One change, in words. */
export interface HistoryLine {
  id: string;
  at: ShownMoment;
  who: string;
  what: string;
  /** Where the thing is. */
  url: string | null;
  fields: AuditedField[];
  /** How an automation's definition was changed, line by line. */
  lines: string[];
}

export interface HistoryFilter {
  actor?: string | undefined;
  area?: AuditArea | undefined;
}

/** A shop's history of changes, newest first, and everybody who is in it. */
export async function readHistory(
  { db, clock }: AppContext,
  shop: Shop,
  { actor, area }: HistoryFilter,
  place: PagePosition,
): Promise<PageOf<HistoryLine> & { actors: { actor: string; name: string }[] }> {
  const now = clock.now();
  const [found, actors] = await Promise.all([
    readAuditHistory(db.pool, {
      shopId: shop.id,
      actor: actor ?? null,
      actions: area ? actionsOf(area) : null,
      limit: PAGE_SIZE + 1,
      beyond: rowBeyond(place),
    }),
    listAuditActors(db.pool, shop.id),
  ]);
  const page = pageOf(found, PAGE_SIZE, place, (row) => writeTimeCursor({ at: row.createdAt, id: row.id }));
  const when = (at: Temporal.Instant) => momentOf(at, shop.timezone, now).shown;
  return {
    ...page,
    rows: page.rows.map((row) => toLine(row, when, momentOf(row.createdAt, shop.timezone, now))),
    actors: actors.map((one) => ({ actor: one.actor, name: nameOf(one) })),
  };
}

/** An actor as the trail names them, in words. */
const roles: Readonly<Record<string, string>> = {
  shopbell: text.access.itself,
  operator: text.access.operator,
  shopify: text.history.shopify,
};
const nameOf = ({ actor, staffName }: { actor: string; staffName: string | null }): string =>
  staffName ?? roles[actor] ?? (actor.startsWith("staff:") ? text.access.somebody : spelledOut(actor));

function toLine(row: AuditHistoryRow, when: (at: Temporal.Instant) => string, at: ShownMoment): HistoryLine {
  const before = row.before ?? {};
  const after = row.after ?? {};
  const [kind = ""] = row.target.split(":");
  const sayWhen = (value: unknown) => (typeof value === "string" ? when(Temporal.Instant.from(value)) : "");
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
      when: sayWhen,
    }),
    url: placeOf(row),
    fields:
      row.action === "settings.changed"
        ? formatShopSettings(before, after)
        : formatChangedFields(before, after, { kind, when }),
    lines: formatDefinitionChanges(before, after),
  };
}

/** Where the thing is that a change is about. */
function placeOf({ logId, automationId, conversationId, customerId }: AuditHistoryRow): string | null {
  if (logId) return `/app/activity/${logId}`;
  if (automationId) return `/app/automations/${automationId}`;
  if (conversationId) return `/app/inbox/${conversationId}`;
  return customerId ? `/app/customers/${customerId}` : null;
}
