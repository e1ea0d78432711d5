import { showPhone } from "#core/phone/number.ts";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { momentOf, type Moment } from "#text/moment.ts";
import type { Shop } from "./enter-shop.server.ts";
import type { ActivityView } from "#text/views.ts";
import { sayAction } from "./read-actions.server.ts";
import { readEnding } from "./read-checks.server.ts";
import { pageOf, type PageOf, type Place } from "./read-page.server.ts";
import { findPeople, PEOPLE_LIMIT } from "./read-people.server.ts";
import { sourceOf } from "./read-views.server.ts";

const PAGE_SIZE = 50;

/** One decision, as a line of the log. */
export interface ActivityRow {
  id: string;
  /** The row of the log that explains it; null where it is gone. */
  entryId: string | null;
  at: Moment;
  customer: { name: string | null; phone: string | null } | null;
  automation: { id: string; name: string } | null;
  /** What was done or decided: the action's key, and in words. */
  action: string;
  doing: string;
  /** "unknown" for a text of which it cannot be told whether it went out. */
  status: LogStatus | "unknown";
  reason: string | null;
  /** What ended the customer's way through the automation, in words. */
  endedBy: string | null;
  /** How far the text got, where there is one. */
  delivery: MessageStatus | null;
  credits: number;
}

export interface ActivityFilter extends Place {
  view?: ActivityView | undefined;
  reason?: string | undefined;
  automationId?: string | undefined;
  /** A phone number or a name, or a part of one. */
  search?: string | undefined;
}

export interface Activity extends PageOf<ActivityRow> {
  /** True when the search fits more customers than were looked at. */
  searchTooWide: boolean;
}

interface Found extends Record<string, unknown> {
  id: string;
  createdAt: Instant;
  entryId: string | null;
  action: string;
  status: LogStatus | null;
  reason: string | null;
  explanation: unknown;
  credits: number;
  customerId: string | null;
  customerName: string;
  phone: string | null;
  automationId: string | null;
  automationName: string | null;
  delivery: MessageStatus | null;
}

/**
 * The log of a shop's decisions, newest first.
 * @param size rows a page
 */
export async function readActivity(context: AppContext, shop: Shop, filter: ActivityFilter, size = PAGE_SIZE): Promise<Activity> {
  const people = filter.search ? await findPeople(context, shop, filter.search) : null;
  if (people?.length === 0) return { rows: [], newer: null, older: null, searchTooWide: false };

  const values: unknown[] = [shop.id];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const source = sourceOf(filter.view);
  const where = ['l."shopId" = $1', source.where];
  if (filter.reason) where.push(`l.reason = ${bind(filter.reason)}`);
  if (filter.automationId) where.push(`l."automationId" = ${bind(filter.automationId)}::uuid`);
  if (people) where.push(`l."customerId" = ANY(${bind(people.slice(0, PEOPLE_LIMIT))}::uuid[])`);
  const cursor = filter.newer ?? filter.older;
  if (cursor) {
    const { at, id } = readCursor(cursor);
    where.push(`(l."createdAt", l.id) ${filter.newer ? ">" : "<"} (${bind(at)}::timestamptz, ${bind(id)}::uuid)`);
  }
  const order = filter.newer ? "ASC" : "DESC";

  const found = await query<Found>(
    context.db.pool,
    `SELECT l.id, l."entryId", l."createdAt", l.action, l.status, l.reason, l.explanation, l.credits, l."customerId", l."automationId",
            trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "customerName", c.phone,
            a.name AS "automationName", m.status AS delivery
       FROM (SELECT * FROM ${source.from} l WHERE ${where.join(" AND ")} ORDER BY l."createdAt" ${order}, l.id ${order} LIMIT ${size + 1}) l
       LEFT JOIN "Customer" c ON c.id = l."customerId"
       LEFT JOIN "Automation" a ON a.id = l."automationId"
       LEFT JOIN "Message" m ON m.id = l."messageId"
      ORDER BY l."createdAt" ${order}, l.id ${order}`,
    values,
  );
  const page = pageOf(found, size, filter, cursorOf);
  const now = context.clock.now();
  return {
    ...page,
    rows: page.rows.map((row) => present(row, (at) => momentOf(at, shop.timezone, now))),
    searchTooWide: (people?.length ?? 0) > PEOPLE_LIMIT,
  };
}

function present(row: Found, moment: (at: Instant) => Moment): ActivityRow {
  return {
    id: row.id,
    at: moment(row.createdAt),
    customer: row.customerId ? { name: row.customerName || null, phone: row.phone && showPhone(row.phone) } : null,
    automation: row.automationId && row.automationName !== null ? { id: row.automationId, name: row.automationName } : null,
    entryId: row.entryId,
    action: row.action,
    doing: sayAction(row.action),
    status: row.status ?? "unknown",
    reason: row.reason,
    endedBy: row.reason === "exited" ? (readEnding(row.explanation, null)?.event ?? null) : null,
    delivery: row.delivery,
    credits: row.credits,
  };
}

const cursorOf = (row: Found): string => `${row.createdAt.epochMilliseconds}_${row.id}`;

/** A cursor: the row's time in milliseconds, and its id. */
export const ACTIVITY_CURSOR = /^\d{1,13}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(cursor: string): { at: Instant; id: string } {
  const [milliseconds = "", id = ""] = cursor.split("_");
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id };
}
