import { readSettings, type ShopSettings } from "#core/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/audit.server.ts";
import { lockHoldings } from "#shell/repositories/ledger.server.ts";
import { mergeSettings } from "#shell/repositories/shops.server.ts";
import { refuse, type Result } from "./change-automation.server.ts";

/** What of a shop's settings is about its credits. */
export type CreditSettings = Pick<ShopSettings, "lowBalanceAt" | "holdTransactionalUntilToppedUp">;

const creditSettings = ({ lowBalanceAt, holdTransactionalUntilToppedUp }: ShopSettings): CreditSettings => ({ lowBalanceAt, holdTransactionalUntilToppedUp });

/** Sets when a merchant is told of a low balance, and what becomes of texts about orders while there are no credits. */
export async function changeCreditSettings(context: AppContext, { shopId, actor, settings }: { shopId: string; actor: string; settings: CreditSettings }): Promise<Result<object>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<Result<object>> => {
    const shop = (await lockHoldings(sql, [shopId])).get(shopId);
    if (!shop) return refuse("not_found", "there is no such shop");
    const before = creditSettings(readSettings(shop.settings));
    if (before.lowBalanceAt === settings.lowBalanceAt && before.holdTransactionalUntilToppedUp === settings.holdTransactionalUntilToppedUp) return { ok: true };
    await mergeSettings(sql, shopId, settings);
    await recordAudit(sql, [{ id: context.newId(now), shopId, actor, action: "settings.changed", target: `shop:${shopId}`, before: { ...before }, after: { ...settings }, createdAt: now }]);
    return { ok: true };
  });
}
