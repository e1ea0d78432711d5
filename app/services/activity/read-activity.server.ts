import { type PageOf, pageOf, type PagePosition, readTimeCursor, writeTimeCursor } from "#core/paging.ts";
import type { Days } from "#core/activity/days.ts";
import type { Outcome } from "#core/activity/outcomes.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countDecisions,
  findDecisions,
  type DecisionFilter,
  type DecisionRow,
  type DecisionRange,
} from "#shell/repositories/activity/decisions.server.ts";
import { findUnknownTexts } from "#shell/repositories/sending/unknown-messages.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { ActivityView } from "#text/views.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatAction, TEXT_ACTION } from "./log-actions.server.ts";
import { readEnding } from "./parts/read-checks.server.ts";
import { savedViewKinds } from "./read-saved-views.server.ts";
import { searchLog, type LogSearch } from "./parts/search-log.server.ts";

const PAGE_SIZE = 50;

/** One decision, as a log row. */
export interface ActivityRow {
  id: string;
  /** Log entry that explains it; null if it is gone. */
  entryId: string | null;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null; erased: boolean } | null;
  automation: { id: string; name: string } | null;
  /** Action key; `doing` is its label. */
  action: string;
  doing: string;
  /** "unknown" for a text with unknown outcome. */
  status: LogStatus | "unknown";
  reason: string | null;
  /** Label of the event that ended the sequence. */
  endedBy: string | null;
  /** Message status of the text; `errorCode` is Twilio's. */
  delivery: MessageStatus | null;
  errorCode: string | null;
  credits: number;
}

/** Log filter. */
export interface ActivityFilter extends Days {
  view?: ActivityView | undefined;
  statuses?: readonly Outcome[] | undefined;
  reasons?: readonly string[] | undefined;
  /** Action key. */
  action?: string | undefined;
  automationId?: string | undefined;
  /** See `searchLog`. */
  search?: string | undefined;
}

export interface Activity extends PageOf<ActivityRow> {
  /** What the search matched; null without a search. */
  searched: Pick<LogSearch, "means" | "tooWide"> | null;
}

/**
 * One page of a shop's decision log, newest first.
 * @param size rows per page
 */
export async function readActivity(
  context: AppContext,
  shop: Shop,
  { newer, older, ...filter }: ActivityFilter & PagePosition,
  size = PAGE_SIZE,
): Promise<Activity> {
  const log = await openLog(context, shop, filter);
  const towards = newer ? "newer" : "older";
  const cursor = newer ?? older;
  const found = await log.read({ beyond: cursor ? { ...readTimeCursor(cursor), towards } : null, limit: size + 1 });
  const page = pageOf(found, size, { newer, older }, ({ createdAt: at, id }) => writeTimeCursor({ at, id }));
  const now = context.clock.now();
  return {
    ...page,
    rows: page.rows.map((row) => toRow(row, (at) => momentOf(at, shop.timezone, now))),
    searched: log.searched && { means: log.searched.means, tooWide: log.searched.tooWide },
  };
}

/** A filtered log. */
interface OpenLog {
  filter: DecisionFilter;
  searched: LogSearch | null;
  read(range: DecisionRange): Promise<DecisionRow[]>;
  /** Number of rows, at most `most`. */
  count(most: number): Promise<number>;
}

/** Opens a filtered log for reading in pages; resolves the search once. */
export async function openLog(
  context: Pick<AppContext, "db" | "clock">,
  shop: Pick<Shop, "id" | "countryCode" | "timezone">,
  filter: ActivityFilter,
): Promise<OpenLog> {
  const { view, statuses, action, reasons, automationId, search } = filter;
  const searched = search ? await searchLog(context, shop, search) : null;
  const baseFilter: DecisionFilter = {
    shopId: shop.id,
    automationId,
    reasons,
    scope: searched?.scope ?? null,
    ...daysRangeOf(filter, context.clock.now(), shop.timezone),
  };
  const { pool } = context.db;
  if (view === "unknown") {
    const read = (range: DecisionRange) => findUnknownTexts(pool, baseFilter, range, TEXT_ACTION);
    // Unknown texts are few, so read them all.
    return {
      filter: baseFilter,
      searched,
      read,
      count: async (most) => (await read({ beyond: null, limit: most })).length,
    };
  }
  const kinds = savedViewKinds({ view, statuses, action });
  const filtered = { ...baseFilter, kinds };
  return {
    filter: filtered,
    searched,
    read: (range) => findDecisions(pool, filtered, range),
    count: (most) => countDecisions(pool, filtered, most),
  };
}

function toRow(row: DecisionRow, toMoment: (at: Instant) => ShownMoment): ActivityRow {
  return {
    id: row.id,
    at: toMoment(row.createdAt),
    customer: row.customerId
      ? { name: row.customerName || null, phone: row.phone && showPhone(row.phone), erased: row.erased }
      : null,
    automation:
      row.automationId && row.automationName !== null ? { id: row.automationId, name: row.automationName } : null,
    entryId: row.entryId,
    action: row.action,
    doing: formatAction(row.action),
    status: row.status ?? "unknown",
    reason: row.reason,
    endedBy: endingOf(row),
    delivery: row.delivery,
    errorCode: row.errorCode,
    credits: row.credits,
  };
}

/** Label of the event that ended the sequence, if the row is an exit. */
export const endingOf = ({ reason, explanation }: Pick<DecisionRow, "reason" | "explanation">): string | null =>
  reason === "exited" ? (readEnding(explanation, null)?.event ?? null) : null;
