import type { AppContext } from "#shell/context.server.ts";
import { verifyLedger } from "../verify-ledger.server.ts";

/** How many rows of a shop are told; `ledger verify` names them all. */
const MOST_TOLD = 20;

/**
 * Proves all ledgers, and tells the operator of each that does not hold. Merchants are not told: it is not theirs to
 * mend.
 * @throws when one does not hold; the message names the shops
 */
export async function verifyLedgers(context: AppContext): Promise<void> {
  const wrong = (await verifyLedger(context)).filter(({ discrepancies }) => discrepancies.length > 0);
  for (const { domain, discrepancies } of wrong)
    context.log.error(
      { shop: domain, wrong: discrepancies.length, rows: discrepancies.slice(0, MOST_TOLD) },
      "a shop's ledger does not agree",
    );
  if (wrong.length === 0) return;
  const told = wrong
    .map(
      ({ domain, discrepancies }) =>
        `${domain} (${discrepancies.length} ${discrepancies.length === 1 ? "row" : "rows"})`,
    )
    .join(", ");
  throw Object.assign(new Error(`ledgers do not agree: ${told}; see "shopbell ledger verify"`), { retryable: false });
}
