import { Command } from "commander";
import { bundleOf, readDataRequests } from "#services/consent/data-requests.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { writeOwnFile } from "./own-file.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

/** Customers' requests for their data. */
export function dataRequestCommands({ cwd, withContext }: Perform): Command[] {
  const list = new Command("list")
    .description("customers' requests for their data, open ones first")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const requests = await readDataRequests(context, await shopOrFail(context, domain));
        const rows = requests.map(({ id, name, requestedAt, dueAt, answeredAt }) => [
          id,
          name,
          requestedAt.iso,
          dueAt.iso,
          answeredAt ? "answered" : "open",
        ]);
        return {
          data: requests,
          text: rows.length ? columns([["ID", "CUSTOMER", "ASKED", "DUE", "STATE"], ...rows]) : "nobody has asked",
        };
      }),
    );
  const bundle = new Command("bundle")
    .description("write all that is kept about the customer of a request to a file; the merchant sees that it was read")
    .argument("<domain>")
    .argument("<request>", "the request's id")
    .argument("<file>")
    .action(
      withContext(async (context, domain: string, requestId: string, name: string) => {
        const shop = await shopOrFail(context, domain);
        const made = await bundleOf(context, shop, { requestId, actor: ACTOR });
        if (!made) throw new Error("there is no such request, or nothing is kept about its customer");
        let written = "";
        for await (const part of made.texts) written += part;
        const file = writeOwnFile(cwd, name, written);
        return { data: { file }, text: `written to ${file}` };
      }),
    );
  return [
    new Command("data-request").description("customers' requests for their data").addCommand(list).addCommand(bundle),
  ];
}
