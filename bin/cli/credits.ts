import { Command, InvalidArgumentError } from "commander";
import { packs } from "#core/credits/packs.ts";
import { adjustCredits, grantCredits } from "#services/credits/grant-credits.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { ledgerCommand } from "./ledger.ts";
import { columns, type Perform } from "./perform.ts";
import { wholeNumber } from "./shop.ts";

const ACTOR = "operator";

/** @throws InvalidArgumentError unless it is a non-zero integer, optionally signed */
function signedInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError("must be a whole number such as +50 or -50");
  return Number(text);
}

export function creditCommands(perform: Perform): Command[] {
  const { plainly, withContext } = perform;
  const grant = new Command("grant")
    .description("give a shop credits")
    .argument("<domain>")
    .argument("<credits>", "a whole number", wholeNumber)
    .option("--note <text>", "why", "granted by the operator")
    .action(
      withContext(async (context, domain: string, credits: number, { note }: { note: string }) => {
        const { id } = await shopOrFail(context, domain);
        const balance = await grantCredits(context, { shopId: id, credits, type: "grant", note, actor: ACTOR });
        return { data: { domain, credits, balance }, text: `${domain} has ${balance} credits` };
      }),
    );
  const adjust = new Command("adjust")
    .description("put a shop's credits right, up or down; the balance does not go below zero")
    .argument("<domain>")
    .argument("<change>", "such as +50 or -50", signedInteger)
    .requiredOption("--note <text>", "why: it stands in the ledger, where the merchant reads it")
    .action(
      withContext(async (context, domain: string, credits: number, { note }: { note: string }) => {
        const { id } = await shopOrFail(context, domain);
        const balance = await adjustCredits(context, { shopId: id, credits, note, actor: ACTOR });
        return { data: { domain, credits, balance }, text: `${domain} has ${balance} credits` };
      }),
    );
  const list = new Command("packs").description("the packs of credits that merchants can buy").action(
    plainly(() => ({
      data: packs,
      text: columns([
        ["PACK", "CREDITS", "PRICE", "NAME"],
        ...packs.map(({ key, credits, price, currency, name }) => [key, credits, `${price} ${currency}`, name]),
      ]),
    })),
  );
  return [
    new Command("credits").description("credits").addCommand(grant).addCommand(adjust).addCommand(list),
    ledgerCommand(perform),
  ];
}
