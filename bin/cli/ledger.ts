import { Command } from "commander";
import { verifyLedger, type LedgerProof } from "#services/credits/verify-ledger.server.ts";
import { shopOrFail } from "./find-shop.ts";
import type { Perform } from "./perform.ts";

export function ledgerCommand({ withContext }: Perform): Command {
  const verify = new Command("verify")
    .description("prove that ledger, balances, purchases, messages, billed segments and logs agree")
    .argument("[domain]", "one shop; without it all")
    .action(
      withContext(async (context, domain?: string) => {
        if (domain) await shopOrFail(context, domain);
        const proofs = await verifyLedger(context, domain);
        return {
          data: proofs,
          text: proofs.map(formatProof).join("\n") || "no shop is installed",
          failed: proofs.some(({ discrepancies }) => discrepancies.length > 0),
        };
      }),
    );
  return new Command("ledger").description("the ledger of credits").addCommand(verify);
}

const formatProof = ({ domain, entries, balance, reserved, discrepancies }: LedgerProof): string =>
  discrepancies.length === 0
    ? `${domain}: ${entries} entries agree with a balance of ${balance} and ${reserved} held`
    : [
        `${domain}: ${discrepancies.length} do not agree`,
        ...discrepancies.map(({ row, problem }) => `  ${row} ${problem}`),
      ].join("\n");
