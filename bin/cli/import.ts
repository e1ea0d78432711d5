import { Command } from "commander";
import { startImport } from "#services/intake/start-import.server.ts";
import { readImportState } from "#services/intake/read-import.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { columns, type Perform } from "./perform.ts";

export function importCommands({ withContext }: Perform): Command[] {
  const show = new Command("show")
    .description("how far the import of a shop's past is")
    .requiredOption("--shop <domain>")
    .action(
      withContext(async (context, { shop }: { shop: string }) => {
        const { id } = await shopOrFail(context, shop);
        const data = await readImportState(context, id);
        return { data, text: describe(data) };
      }),
    );
  const start = new Command("start")
    .description("import a shop's past again; starts no automation, and turns no opt-out into a consent")
    .requiredOption("--shop <domain>")
    .action(
      withContext(async (context, { shop }: { shop: string }) => {
        const { id, uninstalledAt } = await shopOrFail(context, shop);
        if (uninstalledAt) throw new Error(`${shop} has uninstalled the app`);
        const { resources } = await startImport(context, { shopId: id, which: "ended", actor: "operator" });
        if (resources.length === 0)
          throw new Error(`the import of ${shop} is under way: see "import show --shop ${shop}"`);
        return { data: { shop, resources }, text: `the import of ${resources.join(", ")} begins` };
      }),
    );
  return [
    new Command("import")
      .description("what shops had before they installed the app: customers, orders, abandoned checkouts")
      .addCommand(show)
      .addCommand(start),
  ];
}

const describe = ({ rows, history }: Awaited<ReturnType<typeof readImportState>>): string =>
  rows.length === 0
    ? "never imported"
    : [
        columns([
          ["RESOURCE", "IS", "WRITTEN", "OF", "UNREADABLE", "PROBLEM", "STARTED", "ENDED"],
          ...rows.map(({ resource, status, done, total, unreadable, problem, startedAt, endedAt }) => [
            resource,
            status,
            done,
            total ?? "-",
            unreadable,
            problem ?? "-",
            startedAt.toString(),
            endedAt?.toString() ?? "-",
          ]),
        ]),
        `${history} objects for backtests`,
      ].join("\n");
