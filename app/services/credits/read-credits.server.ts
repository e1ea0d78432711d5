import type { Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { type LedgerView, ledgerViews } from "#core/credits/ledger-views.ts";
import { readPurchaseNote } from "#core/credits/purchase.ts";
import { packOf } from "#core/credits/packs.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import type { CreditType } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readLedgerLines } from "#shell/repositories/credits/ledger-lines.server.ts";
import { spentPerDay } from "#shell/repositories/credits/ledger.server.ts";
import { text } from "#text/en.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";

const PAGE_SIZE = 50;

/** One line of the ledger: a movement, or all movements of a text. */
export interface CreditRow {
  id: string;
  at: ShownMoment;
  /** For a text, its newest entry's type: what became of the credits. */
  type: CreditType;
  /** Change of the free credits; `held` is the change of the reserved ones. */
  amount: number;
  held: number;
  balanceAfter: number;
  note: string | null;
  /** The recipient, and the log that explains the text: the send log, or the enter log until the send log exists. */
  text: { to: string; logId: string | null } | null;
  /** The entries that the line folds, oldest first; empty for a single one. */
  entries: { at: ShownMoment; type: CreditType; amount: number; held: number; balanceAfter: number }[];
}

/** Ledger cursor: the entry's `seq`. */
export const LEDGER_CURSOR = /^\d{1,9}$/;

/**
 * One page of the ledger, newest first.
 * @param view filters by type; without it, the whole ledger
 */
export async function readCredits(
  { db, clock }: AppContext,
  shop: Shop,
  { view, when, from, to, ...position }: PagePosition & Days & { view?: LedgerView | undefined },
): Promise<PageOf<CreditRow>> {
  const now = clock.now();
  const cursor = position.newer ?? position.older;
  const found = await readLedgerLines(db.pool, {
    shopId: shop.id,
    period: daysRangeOf({ when, from, to }, now, shop.timezone),
    types: view ? ledgerViews[view] : null,
    beyond: cursor ? { seq: Number(cursor), towards: position.newer ? "newer" : "older" } : null,
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, position, (row) => String(row.seq));
  const toMoment = (at: Temporal.Instant) => momentOf(at, shop.timezone, now);
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      at: toMoment(row.createdAt),
      type: row.type,
      amount: row.amount,
      held: row.reserved,
      balanceAfter: row.balanceAfter,
      note: row.note && noteOf(row.note),
      text: row.to === null ? null : { to: showPhone(row.to), logId: row.logId },
      entries:
        row.entries === null || row.entries.length < 2
          ? []
          : row.entries.map(({ createdAt, reserved, ...entry }) => ({
              ...entry,
              at: toMoment(Temporal.Instant.from(createdAt)),
              held: reserved,
            })),
    })),
  };
}

/** The note of a purchase is the pack's key. */
function noteOf(note: string): string {
  const { packKey, isTopUp } = readPurchaseNote(note);
  const name = packOf(packKey)?.name;
  if (!name) return note;
  return isTopUp ? text.topUp.bought(name) : name;
}

/** Whole days that the balance lasts at the recent daily spend; null if the shop spent nothing. */
export async function readForecast(
  { db, clock }: AppContext,
  shop: Pick<Shop, "id" | "creditBalance">,
): Promise<number | null> {
  return daysLeft(shop.creditBalance, await spentPerDay(db.pool, shop.id, clock.now(), FORECAST_DAYS));
}
