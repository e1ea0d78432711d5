import { verify, type Discrepancy } from "#core/credits/proof.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query, transaction } from "#shell/db/sql.server.ts";
import { readBilled, readLedger } from "#shell/repositories/ledger.server.ts";
import { listShops, type ShopRow } from "#shell/repositories/shops.server.ts";

export interface Proof {
  domain: string;
  entries: number;
  balance: number;
  reserved: number;
  discrepancies: Discrepancy[];
}

/** Proves the ledgers of all shops, or of one, each at one moment. */
export async function verifyLedger(context: AppContext, domain?: string): Promise<Proof[]> {
  const shops = (await listShops(context.db.pool)).filter((shop) => !domain || shop.domain === domain);
  const proofs: Proof[] = [];
  for (const shop of shops) proofs.push(await prove(context, shop));
  return proofs;
}

const prove = (context: AppContext, { id, domain }: ShopRow): Promise<Proof> =>
  transaction(context.db.pool, async (sql) => {
    await query(sql, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const [shop] = await query<{ balance: number; reserved: number }>(sql, `SELECT "creditBalance" AS "balance", "creditReserved" AS "reserved" FROM "Shop" WHERE "id" = $1`, [id]);
    const holdings = shop ?? { balance: 0, reserved: 0 };
    const entries = await readLedger(sql, id);
    return { domain, entries: entries.length, ...holdings, discrepancies: verify(entries, holdings, await readBilled(sql, id)) };
  });
