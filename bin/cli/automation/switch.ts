import { Command } from "commander";
import type { AutomationStatus } from "#core/statuses.ts";
import { archiveAutomation, unarchiveAutomation } from "#services/automations/archive-automation.server.ts";
import {
  activateFromLibrary,
  pauseAutomation,
  resumeAutomation,
} from "#services/automations/change-automation-status.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAutomations } from "#shell/repositories/automations/automations.server.ts";
import { shopOrFail } from "../find-shop.ts";
import type { CommandOutput, Perform } from "../perform.ts";
import { ACTOR, automationOrFail, findNamed, NAMED } from "./find.ts";

interface StatusChange {
  domain: string;
  key: string;
  automationId: string;
  status: AutomationStatus;
}

export function switchCommands({ withContext }: Perform): Command[] {
  const statusCommand = (
    name: string,
    description: string,
    named: string,
    from: string,
    change: (context: AppContext, domain: string, key: string) => Promise<StatusChange>,
  ) =>
    new Command(name)
      .description(description)
      .argument("<domain>")
      .argument("[automation...]", named)
      .option("--all", `every one that is ${from}`)
      .action(
        withContext(async (context, domain: string, keys: string[], { all }: { all?: boolean }, command: Command) => {
          if (keys.length === 0 && !all) command.error("error: name an automation, or say --all");
          const { id: shopId } = await shopOrFail(context, domain);
          const every = all
            ? (await listAutomations(context.db.pool, shopId))
                .filter(({ status }) => status === from)
                .map(({ id }) => id)
            : [];
          return runForAll([...new Set([...keys, ...every])], domain, (key) => change(context, domain, key));
        }),
      );

  return [
    statusCommand(
      "activate",
      "turn some on; a library key makes and publishes it first",
      `${NAMED}, or a key of the library`,
      "paused",
      activate,
    ),
    statusCommand("pause", "turn some off; what is due waits", NAMED, "active", pause),
    new Command("archive")
      .description("put one away; whoever is inside leaves for good")
      .argument("<domain>")
      .argument("<automation>", NAMED)
      .action(
        withContext(async (context, domain: string, key: string) => {
          const { shopId, automation } = await automationOrFail(context, domain, key);
          const outcome = await archiveAutomation(context, { shopId, automationId: automation.id, actor: ACTOR });
          if (!outcome.ok) throw new Error(outcome.message);
          const { automationId, cancelled } = outcome;
          return {
            data: { domain, key, automationId, status: "archived", cancelled },
            text: `${key} is archived in ${domain}; ${cancelled} inside were cancelled`,
          };
        }),
      ),
    new Command("unarchive")
      .description("take one out of the archive; it stays off")
      .argument("<domain>")
      .argument("<automation>", NAMED)
      .action(
        withContext(async (context, domain: string, key: string) => {
          const { shopId, automation } = await automationOrFail(context, domain, key);
          const outcome = await unarchiveAutomation(context, { shopId, automationId: automation.id, actor: ACTOR });
          if (!outcome.ok) throw new Error(outcome.message);
          return {
            data: { domain, key, automationId: outcome.automationId },
            text: `${key} is out of the archive in ${domain}, and off`,
          };
        }),
      ),
  ];
}

async function activate(context: AppContext, domain: string, key: string): Promise<StatusChange> {
  const { id: shopId } = await shopOrFail(context, domain);
  const known = await findNamed(context, shopId, key);
  const outcome = known
    ? await resumeAutomation(context, { shopId, automationId: known.id, actor: ACTOR })
    : await activateFromLibrary(context, { shopId, libraryKey: key, actor: ACTOR });
  if (!outcome.ok) throw new Error(outcome.message);
  return { domain, key, automationId: outcome.automationId, status: outcome.status };
}

async function pause(context: AppContext, domain: string, key: string): Promise<StatusChange> {
  const { shopId, automation } = await automationOrFail(context, domain, key);
  const outcome = await pauseAutomation(context, { shopId, automationId: automation.id, actor: ACTOR });
  if (!outcome.ok) throw new Error(outcome.message);
  return { domain, key, automationId: automation.id, status: outcome.status };
}

/** Returns one result for one key, a list for several; a failure does not stop the others. */
async function runForAll(
  keys: readonly string[],
  domain: string,
  change: (key: string) => Promise<StatusChange>,
): Promise<CommandOutput> {
  const [only] = keys;
  if (keys.length === 1 && only) {
    const data = await change(only);
    return { data, text: line(data) };
  }
  const done: StatusChange[] = [];
  const failed: { domain: string; key: string; error: string }[] = [];
  for (const key of keys) {
    try {
      done.push(await change(key));
    } catch (error) {
      failed.push({ domain, key, error: error instanceof Error ? error.message : String(error) });
    }
  }
  const faults = failed.map(({ key, error }) => `${key}: ${error}`).join("\n");
  return {
    data: [...done, ...failed],
    text: done.map(line).join("\n") || "nothing was changed",
    ...(faults && { faults }),
  };
}

const line = ({ key, status, domain }: StatusChange): string => `${key} is ${status} in ${domain}`;
