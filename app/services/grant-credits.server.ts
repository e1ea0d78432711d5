import type { CreditType } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/audit.server.ts";
import { lockHoldings, writeMovements } from "#shell/repositories/ledger.server.ts";

export interface Grant {
  shopId: string;
  /** Whole credits, more than none. */
  credits: number;
  type: Extract<CreditType, "grant" | "purchase">;
  note: string;
  actor: string;
}

/** Adds credits to a shop. @returns its balance afterwards */
export function grantCredits(context: AppContext, { shopId, credits, type, note, actor }: Grant): Promise<number> {
  if (!Number.isInteger(credits) || credits <= 0) throw new RangeError(`credits must be a whole number above 0, not ${credits}`);
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const holdings = await lockHoldings(sql, [shopId]);
    await writeMovements(sql, holdings, new Map([[shopId, [{ type, amount: credits, reserved: 0, messageId: null, note }]]]), now, context.newId);
    await recordAudit(sql, [{ id: context.newId(now), shopId, actor, action: `credits.${type}`, target: `shop:${shopId}`, before: null, after: { credits, note }, createdAt: now }]);
    return holdings.get(shopId)?.balance ?? 0;
  });
}
