import { Command } from "commander";
import { queueNames } from "#core/jobs.ts";
import { readQueueStats } from "#services/queue-stats.server.ts";
import { columns, type Perform } from "./perform.ts";

export function queueCommands({ withContext }: Perform): Command[] {
  const stats = new Command("stats").description("what waits, in the queue and in the database").action(
    withContext(async (context) => {
      const data = await readQueueStats(context);
      const rows = queueNames.map((name) => {
        const { waiting, active, delayed, completed, failed } = data.queues[name];
        return [name, waiting, active, delayed, completed, failed];
      });
      const { eventsWaiting, stepsDue, stepsScheduled, stepsHeld, eventsFailed, stepsFailed } = data.rows;
      const summary = `driver ${data.driver}; in the database: ${eventsWaiting} events wait, ${stepsDue} steps due, ${stepsScheduled} scheduled, ${stepsHeld} held; ${eventsFailed} events and ${stepsFailed} steps failed`;
      return { data, text: `${columns([["QUEUE", "WAITING", "ACTIVE", "DELAYED", "COMPLETED", "FAILED"], ...rows])}\n${summary}` };
    }),
  );
  return [new Command("queue").description("the queue").addCommand(stats)];
}
