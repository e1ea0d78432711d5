import type { Holdings } from "../ledger.ts";
import { named, type Discrepancy } from "./discrepancy.ts";
import type { EntriesTotals } from "./entries.ts";

/** The shop's own figures against the whole ledger. @param shop with its domain as `name` */
export const compareHoldings = (
  { length, sum }: EntriesTotals,
  shop: Holdings & { name: string; length: number },
): Discrepancy[] =>
  named(`Shop ${shop.name}`, [
    [shop.balance !== sum.balance, `balance is ${shop.balance}, the ledger adds up to ${sum.balance}`],
    [shop.reserved !== sum.reserved, `${shop.reserved} held, the ledger adds up to ${sum.reserved}`],
    [shop.length !== length, `counts ${shop.length} entries, the ledger has ${length}`],
  ]);
