import { Command } from "commander";
import { runTask, tasks } from "#services/run-task.server.ts";
import { columns, type Perform } from "./perform.ts";

export function taskCommands({ plainly, withContext }: Perform): Command[] {
  const list = new Command("list").description("the app's own scheduled work").action(
    plainly(() => {
      const data = Object.entries(tasks).map(([name, { description, pattern }]) => ({ name, pattern, description }));
      return { data, text: columns([["NAME", "PATTERN", "DESCRIPTION"], ...data.map(({ name, pattern, description }) => [name, pattern, description])]) };
    }),
  );
  const run = new Command("run")
    .description("run one now")
    .argument("<name>")
    .action(
      withContext(async (context, name: string) => {
        await runTask(context, name);
        return { data: { name, ran: true }, text: `${name} has run` };
      }),
    );
  return [new Command("task").description("the app's own scheduled work").addCommand(list).addCommand(run)];
}
