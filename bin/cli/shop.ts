import { Command, InvalidArgumentError } from "commander";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { domainProblem, ensureShop } from "#services/team/install-shop.server.ts";
import { listShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { columns, type Perform } from "./perform.ts";

/** @throws InvalidArgumentError unless it is a positive integer */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new InvalidArgumentError("must be a whole number above 0");
  return value;
}

function domainArgument(text: string): string {
  const problem = domainProblem(text);
  if (problem) throw new InvalidArgumentError(problem);
  return text;
}

const toData = ({ domain, name, timezone, creditBalance, creditReserved, installedAt, uninstalledAt }: ShopRow) => ({
  domain,
  name,
  timezone,
  creditBalance,
  creditReserved,
  installedAt: installedAt.toString(),
  uninstalledAt: uninstalledAt?.toString() ?? null,
});

export function shopCommands({ withContext }: Perform): Command[] {
  const list = new Command("list").description("all shops, with their credits").action(
    withContext(async (context) => {
      const shops = (await listShops(context.db.pool)).map(toData);
      const rows = shops.map((shop) => [
        shop.domain,
        shop.name,
        shop.creditBalance,
        shop.creditReserved,
        shop.uninstalledAt ? "uninstalled" : "installed",
      ]);
      return {
        data: shops,
        text: shops.length
          ? columns([["DOMAIN", "NAME", "CREDITS", "HELD", "STATE"], ...rows])
          : "no shop is installed",
      };
    }),
  );
  const install = new Command("install")
    .description("make a shop known, as its first visit would")
    .argument("<domain>", "such as juniper.myshopify.com", domainArgument)
    .option("--credits <n>", "credits to begin with", wholeNumber)
    .action(
      withContext(async (context, domain: string, { credits }: { credits?: number }) => {
        const { id } = await ensureShop(context, domain);
        if (credits)
          await grantCredits(context, {
            shopId: id,
            credits,
            type: "grant",
            note: "at installation",
            actor: "operator",
          });
        const shop = toData(await ensureShop(context, domain));
        return { data: shop, text: `${shop.domain} is installed, with ${shop.creditBalance} credits` };
      }),
    );
  return [new Command("shop").description("shops").addCommand(list).addCommand(install)];
}
