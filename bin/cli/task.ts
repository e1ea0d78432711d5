import { Command } from "commander";
import {
  addTask,
  readTasks,
  removeTask,
  switchTask,
  type TaskRefusal,
} from "#services/operations/custom-tasks.server.ts";
import { registerTasks, runTaskNow } from "#services/operations/run-due-tasks.server.ts";
import { columns, type Perform } from "./perform.ts";

export function taskCommands({ withContext }: Perform): Command[] {
  const list = new Command("list").description("the app's own scheduled work, and tasks that you added").action(
    withContext(async (context) => {
      const data = await readTasks(context);
      const lines = data.map(
        ({ name, job, pattern, enabled, lastRunAt, lastError, nextRunAt, description, custom }) => [
          name,
          custom ? job : "-",
          pattern,
          enabled ? "on" : "off",
          lastRunAt?.toString() ?? "never",
          nextRunAt?.toString() ?? "never",
          lastError ?? description,
        ],
      );
      const head = ["NAME", "RUNS", "PATTERN", "IS", "LAST RUN", "NEXT RUN", "DESCRIPTION, OR ITS LAST ERROR"];
      return { data, text: columns([head, ...lines]) };
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
          const switched = await switchTask(context, name, word === "enable");
          if (!switched.ok) throw refused(switched);
          return { data: { name, enabled: word === "enable" }, text: `${name} is ${word === "enable" ? "on" : "off"}` };
        }),
      );
  const add = new Command("add")
    .description("run a built-in job at times of your own")
    .argument("<name>", "lower-case letters, digits and hyphens")
    .requiredOption("--cron <pattern>", "five parts, or six with seconds first")
    .requiredOption("--job <name>", "the built-in job: the name of a task of the app")
    .option("--payload <json>", 'input of the job, such as {"shop":"juniper.myshopify.com"}')
    .option("--timezone <zone>", "IANA time zone of the pattern", "UTC")
    .option("--description <text>", "what it is for")
    .action(
      withContext(async (context, name: string, { payload, ...options }: Record<string, string>) => {
        const added = await addTask(context, { name, ...options, ...(payload && { payload: jsonOf(payload) }) });
        if (!added.ok) throw refused(added);
        return { data: added.task, text: `${name} runs next at ${added.task.nextRunAt?.toString()}` };
      }),
    );
  const remove = new Command("remove")
    .description("remove a task that you added")
    .argument("<name>")
    .action(
      withContext(async (context, name: string) => {
        const removed = await removeTask(context, name);
        if (!removed.ok) throw refused(removed);
        return { data: { name, removed: true }, text: `${name} is removed` };
      }),
    );
  const task = new Command("task").description("the app's own scheduled work, and tasks that you added");
  for (const command of [list, run, turn("enable"), turn("disable"), add, remove]) task.addCommand(command);
  return [task];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`payload is not JSON: write it as --payload '{"shop":"juniper.myshopify.com"}'`);
  }
}

const refused = (refusal: TaskRefusal): Error =>
  new Error(
    refusal.reason === "invalid"
      ? refusal.problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("\n")
      : refusal.message,
  );
