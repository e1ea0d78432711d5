import { Command } from "commander";
import { registerTasks, runTaskNow } from "#services/operations/run-due-tasks.server.ts";
import { enableTask, listTasks } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { columns, type Perform } from "./perform.ts";

export function taskCommands({ withContext }: Perform): Command[] {
  const list = new Command("list").description("the app's own scheduled work").action(
    withContext(async (context) => {
      await registerTasks(context);
      const data = await listTasks(context.db.pool);
      const lines = data.map(({ name, pattern, enabled, lastRunAt, lastError, nextRunAt, description }) => [
        name,
        pattern,
        enabled ? "on" : "off",
        lastRunAt?.toString() ?? "never",
        nextRunAt?.toString() ?? "never",
        lastError ?? description,
      ]);
      return {
        data,
        text: columns([["NAME", "PATTERN", "IS", "LAST RUN", "NEXT RUN", "DESCRIPTION, OR ITS LAST ERROR"], ...lines]),
      };
    }),
  );
  const run = new Command("run")
    .description("run one now")
    .argument("<name>")
    .action(
      withContext(async (context, name: string) => {
        await registerTasks(context);
        const ran = await runTaskNow(context, name);
        if (ran === "running") throw new Error(`${name} is running already`);
        if (ran.error !== null) throw new Error(ran.error);
        return { data: { name, ran: true }, text: `${name} has run` };
      }),
    );
  const turn = (word: "enable" | "disable") =>
    new Command(word)
      .description(`${word} one`)
      .argument("<name>")
      .action(
        withContext(async (context, name: string) => {
          await registerTasks(context);
          if (!(await enableTask(context.db.pool, name, word === "enable")))
            throw new Error(`there is no task "${name}"`);
          return { data: { name, enabled: word === "enable" }, text: `${name} is ${word === "enable" ? "on" : "off"}` };
        }),
      );
  return [
    new Command("task")
      .description("the app's own scheduled work")
      .addCommand(list)
      .addCommand(run)
      .addCommand(turn("enable"))
      .addCommand(turn("disable")),
  ];
}
