import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import { ledgerViews, type LedgerView } from "#core/credits/ledger-views.ts";
import { packOf } from "#core/credits/packs.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { CreditType } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";

const PAGE_SIZE = 50;

/** One line of the ledger, with the text that it paid for. */
export interface CreditRow {
  id: string;
  at: ShownMoment;
  type: CreditType;
  /** What it did to the free credits, and to those held. */
  amount: number;
  held: number;
  balanceAfter: number;
  note: string | null;
  /**
   * The text's number, and the log row that explains it: its own, or until that is written, how its customer entered.
   */
  text: { to: string; logId: string | null } | null;
}

interface Found extends Record<string, unknown> {
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

/** A cursor of the ledger: an entry's place in it. */
export const LEDGER_CURSOR = /^\d{1,9}$/;

/** Of which an index is kept that leaves out the two kinds which a ledger is full of. */
const BESIDE_TEXTS_PAID = `AND e.type NOT IN ('reserve', 'settle')`;

/** @param view the whole ledger without it */
export async function readCredits(
  { db, clock }: AppContext,
  shop: Shop,
  { view, ...place }: PagePosition & { view?: LedgerView | undefined },
): Promise<PageOf<CreditRow>> {
  const cursor = place.newer ?? place.older;
  const beyond = cursor ? `AND e.seq ${place.newer ? ">" : "<"} $3` : "";
  const ofView = view
    ? `AND e.type = ANY($2::"CreditType"[]) ${view === "texts" ? "" : BESIDE_TEXTS_PAID}`
    : "AND $2::text[] IS NULL";
  const order = place.newer ? "ASC" : "DESC";
  const found = await query<Found>(
    db.pool,
    `SELECT e.id, e.seq, e."createdAt", e.type, e.amount, e.reserved, e."balanceAfter", e.note, m."to",
            coalesce(
              (SELECT l.id FROM "AutomationLog" l WHERE l."messageId" = e."messageId" AND l."shopId" = e."shopId"
                LIMIT 1),
              (SELECT l.id FROM "AutomationLog" l WHERE l."sequenceId" = m."sequenceId" AND l.action = 'enter'
                LIMIT 1)) AS "logId"
       FROM "CreditEntry" e
       LEFT JOIN "Message" m ON m.id = e."messageId" AND m."shopId" = e."shopId"
      WHERE e."shopId" = $1 ${ofView} ${beyond}
      ORDER BY e.seq ${order} LIMIT ${PAGE_SIZE + 1}`,
    [shop.id, view ? ledgerViews[view] : null, ...(cursor ? [Number(cursor)] : [])],
  );
  const page = pageOf(found, PAGE_SIZE, place, (row) => String(row.seq));
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
      // A purchase notes which pack it was.
      note: row.note && (packOf(row.note)?.name ?? row.note),
      text: row.to === null ? null : { to: showPhone(row.to), logId: row.logId },
    })),
  };
}
