import { Command, CommanderError } from "commander";
import type { AppContext } from "#shell/context.server.ts";
import { archiveCommands } from "./archive.ts";
import { automationCommands } from "./automation.ts";
import { backtestCommands } from "./backtest.ts";
import { creditCommands } from "./credits.ts";
import { explainCommands } from "./explain.ts";
import { libraryCommands } from "./library.ts";
import { operatorCommands } from "./operator.ts";
import type { CommandOutput, Perform } from "./perform.ts";
import { queueCommands } from "./queue.ts";
import { restoreCommands } from "./restore.ts";
import { campaignCommands } from "./campaign.ts";
import { contactCommands } from "./contacts.ts";
import { dataRequestCommands } from "./data-request.ts";
import { importCommands } from "./import.ts";
import { segmentCommands } from "./segment.ts";
import { senderCommands } from "./sender.ts";
import { restoredCommands } from "./restored.ts";
import { shopCommands } from "./shop.ts";
import { taskCommands } from "./task.ts";

/** Exit codes; 0 is success. */
const FAILED = 1;
const USAGE = 2;

/** Environment of the CLI. */
export interface CliContext {
  /** The operator's working directory; defaults to this process's. */
  cwd?: string;
  open(): Promise<AppContext & { close(): Promise<void> }>;
  out(text: string): void;
  err(text: string): void;
}

/** The operator's CLI. Prints text, or one JSON document with --json, to `out`, and errors to `err`. */
export function createCli({ open, out, err, cwd = process.cwd() }: CliContext) {
  let code = 0;
  const program = new Command("shopbell")
    .description("Operate a Shopbell installation: the one that DATABASE_URL, or DATA_DIR, names.")
    .option("--json", "answer with JSON")
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .configureHelp({ showGlobalOptions: true });

  const print = ({ data, text, failed, faults }: CommandOutput) => {
    const answer = program.opts<{ json?: boolean }>().json ? JSON.stringify(data, null, 2) : text;
    if (answer) out(`${answer}\n`);
    if (faults) err(`${faults}\n`);
    if (failed || faults) code = FAILED;
  };
  const perform: Perform = {
    cwd,
    plainly:
      (work) =>
      async (...given) =>
        print(await work(...given)),
    withContext:
      (work) =>
      async (...given) => {
        const context = await open();
        try {
          print(await work(context, ...given));
        } finally {
          await context.close();
        }
      },
  };
  for (const group of [
    shopCommands,
    creditCommands,
    libraryCommands,
    automationCommands,
    queueCommands,
    taskCommands,
    senderCommands,
    campaignCommands,
    contactCommands,
    dataRequestCommands,
    importCommands,
    segmentCommands,
    operatorCommands,
    explainCommands,
    archiveCommands,
    restoreCommands,
    restoredCommands,
    backtestCommands,
  ]) {
    for (const command of group(perform)) program.addCommand(command.exitOverride());
  }
  inherit(program);

  return {
    async run(args: readonly string[]): Promise<number> {
      try {
        await program.parseAsync(args, { from: "user" });
        return code;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
        err(`${error instanceof Error ? error.message : String(error)}\n`);
        return FAILED;
      }
    },
  };
}

/** Accepts --json anywhere on the line, and returns exit codes instead of ending the process. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child
      .exitOverride()
      .copyInheritedSettings(command)
      .option("--json", "answer with JSON")
      .hook("preAction", (_this, action) => {
        if (action.opts<{ json?: boolean }>().json) rootOf(action).setOptionValue("json", true);
      });
    inherit(child);
  }
}

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);
