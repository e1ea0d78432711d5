import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import { archiveOf } from "#services/activity/take-archive.server.ts";
import { shopOrFail } from "./find-shop.ts";
import type { Perform } from "./perform.ts";

export function archiveCommands({ cwd, withContext }: Perform): Command[] {
  return [
    new Command("archive")
      .description("write all that a shop has to one zip file: subscribers with their proof, automations, log, ledger")
      .argument("<domain>")
      .argument("<file>")
      .action(
        withContext(async (context, domain: string, name: string) => {
          const { parts } = await archiveOf(context, await shopOrFail(context, domain), "operator");
          const file = path.resolve(cwd, name);
          let rows = 0;
          async function* chunks() {
            for await (const part of parts) {
              rows += part.rows;
              yield part.text;
            }
          }
          await pipeline(Readable.from(chunks()), createWriteStream(file)).catch((error: unknown) => {
            throw new Error(`cannot write ${name}: ${(error as Error).message}`, { cause: error });
          });
          return { data: { file, rows }, text: `written to ${file}` };
        }),
      ),
  ];
}
