import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { type LedgerView, ledgerViews } from "#core/credits/ledger-views.ts";
import { packOf } from "#core/credits/packs.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import type { CreditType } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { spentPerDay } from "#shell/repositories/credits/ledger.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const PAGE_SIZE = 50;

/** One ledger entry, with the text that it paid for. */
export interface CreditRow {
  id: string;
  at: ShownMoment;
  type: CreditType;
  /** Change of the free credits; `held` is the change of the reserved ones. */
  amount: number;
  held: number;
  balanceAfter: number;
  note: string | null;
  /** The recipient, and the log that explains the text: the send log, or the enter log until the send log exists. */
  text: { to: string; logId: string | null } | null;
}

interface LedgerRow extends Record<string, unknown> {
  id: string;
  seq: number;
  createdAt: Instant;
  type: CreditType;
  amount: number;
  reserved: number;
  balanceAfter: number;
  note: string | null;
  to: string | null;
  logId: string | null;
}

/** Ledger cursor: the entry's `seq`. */
export const LEDGER_CURSOR = /^\d{1,9}$/;

/** Matches the partial index that leaves out the two most frequent types. */
const EXCLUDING_TEXT_ENTRIES = `AND e.type NOT IN (${STATUS.reserve}, ${STATUS.settle})`;

/**
 * One page of the ledger, newest first.
 * @param view filters by type; without it, the whole ledger
 */
export async function readCredits(
  { db, clock }: AppContext,
  shop: Shop,
  { view, ...position }: PagePosition & { view?: LedgerView | undefined },
): Promise<PageOf<CreditRow>> {
  const cursor = position.newer ?? position.older;
  const cursorFilter = cursor ? `AND e.seq ${position.newer ? ">" : "<"} $3` : "";
  const viewFilter = view
    ? `AND e.type = ANY($2::"CreditType"[]) ${view === "texts" ? "" : EXCLUDING_TEXT_ENTRIES}`
    : "AND $2::text[] IS NULL";
  const order = position.newer ? "ASC" : "DESC";
  const found = await query<LedgerRow>(
    db.pool,
    `
      SELECT e.id, e.seq, e."createdAt", e.type, e.amount, e.reserved, e."balanceAfter", e.note, m."to",
        coalesce(
          (
            SELECT l.id
            FROM "AutomationLog" l
            WHERE l."messageId" = e."messageId" AND l."shopId" = e."shopId"
            LIMIT 1
          ),
            (SELECT l.id FROM "AutomationLog" l WHERE l."sequenceId" = m."sequenceId" AND l.action = 'enter' LIMIT 1)
        ) AS "logId"
      FROM "CreditEntry" e
      LEFT JOIN "Message" m ON m.id = e."messageId" AND m."shopId" = e."shopId"
      WHERE e."shopId" = $1 ${viewFilter} ${cursorFilter}
      ORDER BY e.seq ${order} LIMIT ${PAGE_SIZE + 1}`,
    [shop.id, view ? ledgerViews[view] : null, ...(cursor ? [Number(cursor)] : [])],
  );
  const page = pageOf(found, PAGE_SIZE, position, (row) => String(row.seq));
  const now = clock.now();
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      at: momentOf(row.createdAt, shop.timezone, now),
      type: row.type,
      amount: row.amount,
      held: row.reserved,
      balanceAfter: row.balanceAfter,
      // The note of a purchase is the pack's key.
      note: row.note && (packOf(row.note)?.name ?? row.note),
      text: row.to === null ? null : { to: showPhone(row.to), logId: row.logId },
    })),
  };
}

/** Whole days that the balance lasts at the recent daily spend; null if the shop spent nothing. */
export async function readForecast(
  { db, clock }: AppContext,
  shop: Pick<Shop, "id" | "creditBalance">,
): Promise<number | null> {
  return daysLeft(shop.creditBalance, await spentPerDay(db.pool, shop.id, clock.now(), FORECAST_DAYS));
}
