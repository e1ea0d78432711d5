import { alertText } from "#core/credits/alert-text.ts";
import { alertOf, endedAlerts, type AlertKind, type BalanceMovement } from "#core/credits/alerts.ts";
import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { spentPerDay, type LockedHoldings } from "#shell/repositories/credits/ledger.server.ts";
import {
  notifyOnce,
  retireNotifications,
  type NewNotification,
} from "#shell/repositories/team/notifications.server.ts";

export interface BalanceChange extends BalanceMovement {
  shopId: string;
  settings: unknown;
}

/**
 * Notifies merchants once when their balance falls below the alert level or to zero; a top-up retires the notification.
 * Requires locked holdings.
 */
export async function alertOnLowBalance(
  context: AppContext,
  sql: Sql,
  moves: readonly BalanceChange[],
  now: Instant,
): Promise<void> {
  for (const move of moves) {
    const { lowBalanceAt } = readSettings(move.settings);
    const ended = endedAlerts(move, lowBalanceAt);
    await retireNotifications(
      sql,
      ended.map((kind) => ({ shopId: move.shopId, dedupeKey: kind, readAt: now })),
    );
    const kind = alertOf(move, lowBalanceAt);
    if (kind) await notifyOnce(sql, [await alertFor(context, sql, kind, move.shopId, move.after, now)]);
  }
}

/**
 * Notifies merchants that the app skips texts because the balance does not cover them; shares the dedupe key of the
 * empty-balance alert.
 */
export async function notifyOutOfCredits(
  context: AppContext,
  sql: Sql,
  shopIds: Iterable<string>,
  holdings: ReadonlyMap<string, LockedHoldings>,
  now: Instant,
): Promise<void> {
  for (const shopId of new Set(shopIds))
    await notifyOnce(sql, [
      await alertFor(context, sql, "credits_empty", shopId, holdings.get(shopId)?.balance ?? 0, now),
    ]);
}

async function alertFor(
  context: AppContext,
  sql: Sql,
  kind: AlertKind,
  shopId: string,
  balance: number,
  now: Instant,
): Promise<NewNotification> {
  const days = kind === "credits_low" ? daysLeft(balance, await spentPerDay(sql, shopId, now, FORECAST_DAYS)) : null;
  return { id: context.newId(now), shopId, kind, ...alertText[kind](balance, days), dedupeKey: kind, createdAt: now };
}
