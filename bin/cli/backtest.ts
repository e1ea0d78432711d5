import { existsSync, readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { runBacktest } from "#services/simulation/run-backtest.server.ts";
import type { Instant } from "#core/time/time.ts";
import { shopOrFail } from "./find-shop.ts";
import type { Perform } from "./perform.ts";
import { sinceArgument } from "./since.ts";
import { formatBacktest } from "./format-backtest.ts";

interface Options {
  since: (now: Instant) => Instant;
  credits: "history" | "unlimited";
  draft?: boolean;
}

export function backtestCommands({ withContext }: Perform): Command[] {
  return [
    new Command("backtest")
      .description(
        "replay a shop's own past with one automation on: who would have got what, and what it would have cost; sends nothing",
      )
      .argument("<domain>")
      .argument("<automation>", "a file with a definition, an automation's id or name, or a library key")
      .option("--since <time>", 'how far back: "90d", "12h", "6w", or a day', sinceArgument, sinceArgument("90d"))
      .addOption(
        new Option("--credits <limit>", "whether the shop's balance, as it was, sets a limit")
          .choices(["history", "unlimited"])
          .default("history"),
      )
      .option("--draft", "of an automation, what is being edited instead of what is published")
      .action(
        withContext(async (context, domain: string, named: string, { since, credits, draft = false }: Options) => {
          const shop = await shopOrFail(context, domain);
          const given = existsSync(named) ? { document: readDocument(named) } : { key: named, draft };
          const found = await runBacktest(context, shop, { target: given, since: since(context.clock.now()), credits });
          return { data: found, text: formatBacktest(found) };
        }),
      ),
  ];
}

function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is no JSON document: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
