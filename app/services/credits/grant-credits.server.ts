import { manualMovement, type ManualEntryType } from "#core/credits/manual-entry.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { moveCredits } from "./parts/move-credits.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";

interface Change {
  shopId: string;
  /** Whole credits; below zero what is taken. */
  credits: number;
  /** Why, for whoever reads the ledger. */
  note: string;
  actor: string;
}

/** Gives a shop credits. @returns its balance afterwards @throws RangeError for what is no whole number above zero */
export const grantCredits = (context: AppContext, grant: Change & { type: "grant" }): Promise<number> =>
  change(context, grant);

/**
 * Puts a shop's credits right, up or down.
 * @returns its balance afterwards
 * @throws RangeError where it would go below zero
 */
export const adjustCredits = (context: AppContext, adjustment: Change): Promise<number> =>
  change(context, { ...adjustment, type: "adjust" });

/** A change by hand, on record with who made it and why. What cannot be changed so leaves all as it was. */
async function change(
  context: AppContext,
  { shopId, type, credits, note, actor }: Change & { type: ManualEntryType },
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
