import { Command } from "commander";
import { grantCredits } from "#services/grant-credits.server.ts";
import { verifyLedger, type Proof } from "#services/verify-ledger.server.ts";
import { shopOrFail } from "./find-shop.ts";
import type { Perform } from "./perform.ts";
import { wholeNumber } from "./shop.ts";

export function creditCommands({ withContext }: Perform): Command[] {
  const grant = new Command("grant")
    .description("give a shop credits")
    .argument("<domain>")
    .argument("<credits>", "a whole number", wholeNumber)
    .option("--note <text>", "why", "granted by the operator")
    .action(
      withContext(async (context, domain: string, credits: number, { note }: { note: string }) => {
        const { id } = await shopOrFail(context, domain);
        const balance = await grantCredits(context, { shopId: id, credits, type: "grant", note, actor: "operator" });
        return { data: { domain, credits, balance }, text: `${domain} has ${balance} credits` };
      }),
    );
  const verify = new Command("verify")
    .description("prove that ledger, balances and messages agree")
    .argument("[domain]", "one shop; without it all")
    .action(
      withContext(async (context, domain?: string) => {
        if (domain) await shopOrFail(context, domain);
        const proofs = await verifyLedger(context, domain);
        return { data: proofs, text: proofs.map(tell).join("\n") || "no shop is installed", failed: proofs.some(({ discrepancies }) => discrepancies.length > 0) };
      }),
    );
  return [new Command("credits").description("credits").addCommand(grant), new Command("ledger").description("the ledger of credits").addCommand(verify)];
}

const tell = ({ domain, entries, balance, reserved, discrepancies }: Proof): string =>
  discrepancies.length === 0
    ? `${domain}: ${entries} entries agree with a balance of ${balance} and ${reserved} held`
    : [`${domain}: ${discrepancies.length} do not agree`, ...discrepancies.map(({ row, problem }) => `  ${row} ${problem}`)].join("\n");
