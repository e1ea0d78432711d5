import type { AppContext } from "#shell/context.server.ts";
import { verifyLedger } from "../verify-ledger.server.ts";

/** Discrepancies logged per shop; `ledger verify` lists all. */
const MAX_LOGGED = 20;

/**
 * Verifies all ledgers and logs each discrepancy for the operator; merchants cannot fix one, so they get no
 * notification.
 * @throws if a ledger does not add up; the message names the shops
 */
export async function verifyLedgers(context: AppContext): Promise<void> {
  const wrong = (await verifyLedger(context)).filter(({ discrepancies }) => discrepancies.length > 0);
  for (const { domain, discrepancies } of wrong)
    context.log.error(
      { shop: domain, wrong: discrepancies.length, rows: discrepancies.slice(0, MAX_LOGGED) },
      "a shop's ledger does not agree",
    );
  if (wrong.length === 0) return;
  const summary = wrong
    .map(
      ({ domain, discrepancies }) =>
        `${domain} (${discrepancies.length} ${discrepancies.length === 1 ? "row" : "rows"})`,
    )
    .join(", ");
  throw Object.assign(new Error(`ledgers do not agree: ${summary}; see "shopbell ledger verify"`), {
    retryable: false,
  });
}
