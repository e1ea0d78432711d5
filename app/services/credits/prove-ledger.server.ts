import { proofAgrees, type ProofComparison } from "#core/credits/proof/compared.ts";
import type { Discrepancy } from "#core/credits/proof/discrepancy.ts";
import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { verifyLedger } from "./verify-ledger.server.ts";

/** Discrepancies shown. */
const MAX_SHOWN = 20;

/** A ledger verification, for the credits page. */
export interface LedgerProofView {
  at: ShownMoment;
  holds: boolean;
  compared: (ProofComparison & { agrees: boolean })[];
  discrepancies: Discrepancy[];
}

/**
 * Verifies the shop's ledger now.
 * @returns null if the shop no longer exists
 */
export async function proveLedger(context: AppContext, shop: Shop): Promise<LedgerProofView | null> {
  const [proof] = await verifyLedger(context, shop.domain);
  const now = context.clock.now();
  if (!proof) return null;
  return {
    at: momentOf(now, shop.timezone, now),
    holds: proof.discrepancies.length === 0,
    compared: proof.compared.map((comparison) => ({ ...comparison, agrees: proofAgrees(comparison) })),
    discrepancies: proof.discrepancies.slice(0, MAX_SHOWN),
  };
}
