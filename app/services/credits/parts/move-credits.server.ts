import { isTopUp, type Movement } from "#core/credits/ledger.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { writeMovements, type LockedHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { releaseHeld } from "#shell/repositories/engine/scheduled.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { alertOnLowBalance } from "./low-balance-alerts.server.ts";

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
            before: before.get(shopId)?.balance ?? 0,
            after: after.balance,
            toppedUp: list.some(isTopUp),
          },
        ]
      : [];
  });
  await alertOnLowBalance(context, sql, moves, now);
  const released: Due[] = [];
  for (const { shopId, toppedUp } of moves)
    if (toppedUp)
      released.push(...(await releaseHeld(sql, { shopId, customerId: null, reason: WAITS_FOR_CREDITS, now })));
  return released;
}
