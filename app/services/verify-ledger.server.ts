import type { Discrepancy } from "#core/credits/proof/discrepancy.ts";
import { notWalked, walk } from "#core/credits/proof/entries.ts";
import { compareHoldings } from "#core/credits/proof/holdings.ts";
import { checkLog } from "#core/credits/proof/logs.ts";
import { checkMessage } from "#core/credits/proof/messages.ts";
import { checkPurchase } from "#core/credits/proof/purchases.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query, transaction } from "#shell/db/sql.server.ts";
import { billedLogPages, ledgerPages, messagePages, purchasePages, readHoldings } from "#shell/repositories/ledger-proof.server.ts";
import { listShops, type ShopRow } from "#shell/repositories/shops.server.ts";

export interface Proof {
  domain: string;
  entries: number;
  balance: number;
  reserved: number;
  discrepancies: Discrepancy[];
}

/** Proves that ledger, balance, purchases, messages and logs agree, of all shops or of one, each at one moment. */
export async function verifyLedger(context: AppContext, domain?: string): Promise<Proof[]> {
  const shops = (await listShops(context.db.pool)).filter((shop) => !domain || shop.domain === domain);
  const proofs: Proof[] = [];
  for (const shop of shops) proofs.push(...(await prove(context, shop)));
  return proofs;
}

/** Reads page after page, so that a ledger of a million entries takes no more memory than a short one. */
const prove = (context: AppContext, { id, domain }: ShopRow): Promise<Proof[]> =>
  transaction(context.db.pool, async (sql) => {
    await query(sql, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const shop = await readHoldings(sql, id);
    if (!shop) return [];
    const discrepancies: Discrepancy[] = [];
    let walked = notWalked;
    for await (const page of ledgerPages(sql, id)) {
      const next = walk(walked, page);
      walked = next.walked;
      discrepancies.push(...next.found);
    }
    discrepancies.push(...compareHoldings(walked, shop));
    for await (const page of purchasePages(sql, id)) discrepancies.push(...page.flatMap(checkPurchase));
    for await (const page of messagePages(sql, id)) discrepancies.push(...page.flatMap(checkMessage));
    for await (const page of billedLogPages(sql, id)) discrepancies.push(...page.flatMap(checkLog));
    return [{ domain, entries: walked.length, balance: shop.balance, reserved: shop.reserved, discrepancies }];
  });
