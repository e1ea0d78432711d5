import type { Reason } from "#core/activity/reasons.ts";
import { alertText } from "#core/credits/alert-text.ts";
import { type AlertKind, alertOf, type BalanceMovement, endedAlerts } from "#core/credits/alerts.ts";
import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { isTopUp, type Movement } from "#core/credits/ledger.ts";
import { fellUnderTopUp } from "#core/credits/top-up.ts";
import { spendAlerts, spendAlertText, type SpendAlert } from "#core/credits/spend.ts";
import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import { remind, type Due } from "#services/engine/parts/remind.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { afterCommit, type Sql } from "#shell/db/sql.server.ts";
import {
  type LockedHoldings,
  spendNow,
  spentPerDay,
  writeMovements,
} from "#shell/repositories/credits/ledger.server.ts";
import { releaseHeld } from "#shell/repositories/engine/scheduled.server.ts";
import {
  type NewNotification,
  notifyOnce,
  retireNotifications,
} from "#shell/repositories/team/notifications.server.ts";

/** Reminds of the task `top-up`, which also runs by itself. */
const topUpReminder = (now: Instant): Reminder => ({
  name: "task.run",
  id: `top-up-${Math.floor(now.epochMilliseconds / 1_000)}`,
  payload: { name: "top-up" },
  priority: priorities.high,
});

const WAITS_FOR_CREDITS = "credits_held" satisfies Reason;

/**
 * Posts ledger entries, sends low-balance alerts, and releases the steps that waited for credits, in one transaction.
 * @param locked locked holdings by shop id; updated in place
 * @returns the released scheduled automations; remind of them after the commit
 */
export async function moveCredits(
  context: AppContext,
  sql: Sql,
  locked: Map<string, LockedHoldings>,
  movements: ReadonlyMap<string, readonly Movement[]>,
  now: Instant,
): Promise<Due[]> {
  const before = new Map(locked);
  await writeMovements(sql, locked, movements, now, context.newId);
  const moves = [...movements].flatMap(([shopId, list]) => {
    const after = locked.get(shopId);
    return after && list.length > 0
      ? [
          {
            shopId,
            settings: after.settings,
            spendBefore: spendNow(before.get(shopId) ?? after, now),
            spend: after.spend,
            before: before.get(shopId)?.balance ?? 0,
            after: after.balance,
            toppedUp: list.some(isTopUp),
          },
        ]
      : [];
  });
  await alertOnLowBalance(context, sql, moves, now);
  if (moves.some(({ settings, before: from, after }) => fellUnderTopUp(readSettings(settings).autoTopUp, from, after)))
    afterCommit(sql, () => void remind(context, [topUpReminder(now)]));
  for (const { shopId, settings, spendBefore, spend } of moves)
    await notifyOfSpend(context, sql, shopId, spendAlerts(spendBefore, spend, readSettings(settings)), now);
  const released: Due[] = [];
  for (const { shopId, toppedUp } of moves)
    if (toppedUp)
      released.push(...(await releaseHeld(sql, { shopId, customerId: null, reason: WAITS_FOR_CREDITS, now })));
  return released;
}

/** Tells the merchant once per day or month that its spend cap is near, or reached. Requires locked holdings. */
export async function notifyOfSpend(
  context: AppContext,
  sql: Sql,
  shopId: string,
  alerts: readonly SpendAlert[],
  now: Instant,
): Promise<void> {
  if (alerts.length === 0) return;
  await notifyOnce(
    sql,
    alerts.map((alert) => ({
      id: context.newId(now),
      shopId,
      kind: alert.kind,
      ...spendAlertText(alert),
      dedupeKey: alert.dedupeKey,
      createdAt: now,
    })),
  );
}

interface BalanceChange extends BalanceMovement {
  shopId: string;
  settings: unknown;
}

/**
 * Notifies merchants once when their balance falls below the alert level or to zero; a top-up retires the notification.
 * Requires locked holdings.
 */
async function alertOnLowBalance(
  context: AppContext,
  sql: Sql,
  moves: readonly BalanceChange[],
  now: Instant,
): Promise<void> {
  for (const move of moves) {
    const { lowBalanceAt } = readSettings(move.settings);
    const ended = endedAlerts(move, lowBalanceAt);
    if (ended.length > 0)
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
