import { Command } from "commander";
import { diffCommand } from "./automation/diff.ts";
import { fileCommands } from "./automation/files.ts";
import { listCommand } from "./automation/list.ts";
import { publishCommand } from "./automation/publish.ts";
import { startCommand } from "./automation/start.ts";
import { switchCommands } from "./automation/switch.ts";
import type { Perform } from "./perform.ts";

export function automationCommands(perform: Perform): Command[] {
  const group = new Command("automation").description("automations");
  for (const command of [
    listCommand(perform),
    ...switchCommands(perform),
    startCommand(perform),
    publishCommand(perform),
    diffCommand(perform),
    ...fileCommands(perform),
  ])
    group.addCommand(command);
  return [group];
}
