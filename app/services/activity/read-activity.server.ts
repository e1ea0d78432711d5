import { type PageOf, pageOf, type PagePosition, readTimeCursor, writeTimeCursor } from "#core/paging.ts";
import type { Days } from "#core/activity/days.ts";
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
import { searchLog, type Searched } from "./parts/search-log.server.ts";

const PAGE_SIZE = 50;

/** One decision, as a line of the log. */
export interface ActivityRow {
  id: string;
  /** The row of the log that explains it; null where it is gone. */
  entryId: string | null;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null; erased: boolean } | null;
  automation: { id: string; name: string } | null;
  /** What was done or decided: the action's key, and in words. */
  action: string;
  doing: string;
  /** "unknown" for a text of which it cannot be told whether it went out. */
  status: LogStatus | "unknown";
  reason: string | null;
  /** What ended the customer's way through the automation, in words. */
  endedBy: string | null;
  /** How far the text got, where there is one, and the code of what kept it. */
  delivery: MessageStatus | null;
  errorCode: string | null;
  credits: number;
}

/** What of the log is asked for. */
export interface ActivityFilter extends Days {
  view?: ActivityView | undefined;
  status?: LogStatus | undefined;
  reason?: string | undefined;
  /** An action's key. */
  action?: string | undefined;
  automationId?: string | undefined;
  /** As `searchLog` understands it. */
  search?: string | undefined;
}

export interface Activity extends PageOf<ActivityRow> {
  /** What the search was understood to mean; null without one. */
  searched: Pick<Searched, "means" | "tooWide"> | null;
}

/**
 * The log of a shop's decisions, newest first.
 * @param size rows a page
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
    rows: page.rows.map((row) => present(row, (at) => momentOf(at, shop.timezone, now))),
    searched: log.searched && { means: log.searched.means, tooWide: log.searched.tooWide },
  };
}

/** The log as it is narrowed down. */
interface OpenLog {
  searched: Searched | null;
  read(stretch: DecisionRange): Promise<DecisionRow[]>;
  /** How many rows there are, up to `most`. */
  count(most: number): Promise<number>;
}

/** The log, narrowed down, to be read a stretch at a time: what a search means is found out once. */
export async function openLog(
  context: Pick<AppContext, "db" | "clock">,
  shop: Pick<Shop, "id" | "countryCode" | "timezone">,
  filter: ActivityFilter,
): Promise<OpenLog> {
  const { view, status, action, reason, automationId, search } = filter;
  const searched = search ? await searchLog(context, shop, search) : null;
  const narrowed: DecisionFilter = {
    shopId: shop.id,
    automationId,
    reason,
    scope: searched?.scope ?? null,
    ...daysRangeOf(filter, context.clock.now(), shop.timezone),
  };
  const { pool } = context.db;
  if (view === "unknown") {
    const read = (stretch: DecisionRange) => findUnknownTexts(pool, narrowed, stretch, TEXT_ACTION);
    // They are few at any time.
    return { searched, read, count: async (most) => (await read({ beyond: null, limit: most })).length };
  }
  const kinds = savedViewKinds({ view, status, action });
  const filtered = { ...narrowed, kinds };
  return {
    searched,
    read: (stretch) => findDecisions(pool, filtered, stretch),
    count: (most) => countDecisions(pool, filtered, most),
  };
}

function present(row: DecisionRow, moment: (at: Instant) => ShownMoment): ActivityRow {
  return {
    id: row.id,
    at: moment(row.createdAt),
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

/** What ended a customer's way through the automation, where the row tells of that. */
export const endingOf = ({ reason, explanation }: Pick<DecisionRow, "reason" | "explanation">): string | null =>
  reason === "exited" ? (readEnding(explanation, null)?.event ?? null) : null;
