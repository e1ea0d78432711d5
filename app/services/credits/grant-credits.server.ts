import { manualMovement, type ManualEntryType } from "#core/credits/manual-entry.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { moveCredits } from "./parts/move-credits.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";

interface ManualChange {
  shopId: string;
  /** Whole credits; negative to deduct. */
  credits: number;
  /** Reason, shown in the ledger. */
  note: string;
  actor: string;
}

/**
 * Grants credits to a shop.
 * @returns the balance afterwards
 * @throws RangeError unless `credits` is a positive integer
 */
export const grantCredits = (context: AppContext, grant: ManualChange & { type: "grant" }): Promise<number> =>
  postManualEntry(context, grant);

/**
 * Corrects a shop's balance, up or down.
 * @returns the balance afterwards
 * @throws RangeError if the balance would fall below zero
 */
export const adjustCredits = (context: AppContext, adjustment: ManualChange): Promise<number> =>
  postManualEntry(context, { ...adjustment, type: "adjust" });

/** Posts a manual entry and audits it, in one transaction. */
async function postManualEntry(
  context: AppContext,
  { shopId, type, credits, note, actor }: ManualChange & { type: ManualEntryType },
): Promise<number> {
  const now = context.clock.now();
  const { balance, due } = await transaction(context.db.pool, async (sql) => {
    const holdings = await lockHoldings(sql, [shopId]);
    const before = holdings.get(shopId)?.balance ?? 0;
    const released = await moveCredits(
      context,
      sql,
      holdings,
      new Map([[shopId, [manualMovement(type, credits, note, before)]]]),
      now,
    );
    const after = holdings.get(shopId)?.balance ?? 0;
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: `credits.${type}`,
        target: `shop:${shopId}`,
        before: { balance: before },
        after: { balance: after, credits, note },
        createdAt: now,
      },
    ]);
    return { balance: after, due: released };
  });
  await remind(context, remindersFor(due, now));
  return balance;
}
