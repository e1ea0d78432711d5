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
 * Moves credits, with all that follows of it in the same transaction: merchants are told of a balance that runs out,
 * and texts that waited for credits are let go where some came in.
 * @param locked what the shops hold, locked; brought up to date
 * @returns the steps that are let go, to be reminded of after the commit
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
