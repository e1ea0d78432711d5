import { proofAgrees, type ProofComparison } from "#core/credits/proof/compared.ts";
import type { Discrepancy } from "#core/credits/proof/discrepancy.ts";
import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { verifyLedger } from "./verify-ledger.server.ts";

/** How many rows that do not agree are shown. */
const MOST_SHOWN = 20;

/** The proof of a shop's ledger, for somebody who wants to see it. */
export interface LedgerProofView {
  at: ShownMoment;
  holds: boolean;
  compared: (ProofComparison & { agrees: boolean })[];
  discrepancies: Discrepancy[];
}

/** Proves the shop's ledger now. */
export async function proveLedger(context: AppContext, shop: Shop): Promise<LedgerProofView | null> {
  const [proof] = await verifyLedger(context, shop.domain);
  const now = context.clock.now();
  if (!proof) return null;
  return {
    at: momentOf(now, shop.timezone, now),
    holds: proof.discrepancies.length === 0,
    compared: proof.compared.map((one) => ({ ...one, agrees: proofAgrees(one) })),
    discrepancies: proof.discrepancies.slice(0, MOST_SHOWN),
  };
}
