import type { Holdings } from "../ledger.ts";
import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";
import type { EntriesTotals } from "./entries.ts";

/**
 * Compares the shop's stored balances with its ledger.
 * @param shop `name` is the domain
 */
export const compareHoldings = (
  { length, sum }: EntriesTotals,
  shop: Holdings & { name: string; length: number },
): Discrepancy[] =>
  discrepanciesOf(`Shop ${shop.name}`, [
    [shop.balance !== sum.balance, `balance is ${shop.balance}, the ledger adds up to ${sum.balance}`],
    [shop.reserved !== sum.reserved, `${shop.reserved} held, the ledger adds up to ${sum.reserved}`],
    [shop.length !== length, `counts ${shop.length} entries, the ledger has ${length}`],
  ]);
