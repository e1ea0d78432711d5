import { Command } from "commander";
import { listAutomations } from "#shell/repositories/automations/automations.server.ts";
import { shopOrFail } from "../find-shop.ts";
import { columns, type Perform } from "../perform.ts";

export const listCommand = ({ withContext }: Perform): Command =>
  new Command("list")
    .description("a shop's automations")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const rows = await listAutomations(context.db.pool, (await shopOrFail(context, domain)).id);
        const data = rows.map(({ id, name, trigger, status, libraryKey }) => ({
          id,
          name,
          trigger,
          status,
          libraryKey,
        }));
        const text = data.length
          ? columns([
              ["ID", "NAME", "TRIGGER", "STATUS", "LIBRARY KEY"],
              ...data.map((row) => [row.id, row.name, row.trigger, row.status, row.libraryKey ?? ""]),
            ])
          : `${domain} has no automation`;
        return { data, text };
      }),
    );
