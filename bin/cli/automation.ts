import { Command } from "commander";
import { activateFromLibrary, pauseAutomation, resumeAutomation, type Outcome } from "#services/switch-automation.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAutomations, type AutomationRow } from "#shell/repositories/automations.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

export function automationCommands({ withContext }: Perform): Command[] {
  const list = new Command("list")
    .description("a shop's automations")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const rows = await listAutomations(context.db.pool, (await shopOrFail(context, domain)).id);
        const data = rows.map(({ id, name, trigger, status, libraryKey }) => ({ id, name, trigger, status, libraryKey }));
        const text = data.length ? columns([["ID", "NAME", "TRIGGER", "STATUS", "LIBRARY KEY"], ...data.map((row) => [row.id, row.name, row.trigger, row.status, row.libraryKey ?? ""])]) : `${domain} has no automation`;
        return { data, text };
      }),
    );
  const activate = new Command("activate")
    .description("turn one on; a library key makes and publishes it first")
    .argument("<domain>")
    .argument("<key>", "a library key, or an automation's id")
    .action(
      withContext(async (context, domain: string, key: string) => {
        const shop = await shopOrFail(context, domain);
        const known = await findAutomation(context, shop.id, key);
        const outcome = known
          ? await resumeAutomation(context, { shopId: shop.id, automationId: known.id, actor: ACTOR })
          : await activateFromLibrary(context, { shopId: shop.id, libraryKey: key, actor: ACTOR });
        return report(outcome, domain, key, "active");
      }),
    );
  const pause = new Command("pause")
    .description("turn one off; what is due waits")
    .argument("<domain>")
    .argument("<key>", "its library key or id")
    .action(
      withContext(async (context, domain: string, key: string) => {
        const shop = await shopOrFail(context, domain);
        const known = await findAutomation(context, shop.id, key);
        if (!known) throw new Error(`${domain} has no automation "${key}"; see "shopbell automation list ${domain}"`);
        return report(await pauseAutomation(context, { shopId: shop.id, automationId: known.id, actor: ACTOR }), domain, key, "paused");
      }),
    );
  return [new Command("automation").description("automations").addCommand(list).addCommand(activate).addCommand(pause)];
}

const findAutomation = async (context: AppContext, shopId: string, key: string): Promise<AutomationRow | undefined> =>
  (await listAutomations(context.db.pool, shopId)).find(({ id, libraryKey }) => id === key || libraryKey === key);

function report(outcome: Outcome, domain: string, key: string, status: string) {
  if (!outcome.ok) throw new Error(outcome.message);
  return { data: { domain, key, automationId: outcome.automationId, status }, text: `${key} is ${status} in ${domain}` };
}
