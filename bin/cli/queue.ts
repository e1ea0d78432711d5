import { Command } from "commander";
import { queueNames } from "#core/jobs.ts";
import { readQueueStats } from "#services/queue-stats.server.ts";
import { readUnknown } from "#services/read-unknown.server.ts";
import { retryFailed } from "#services/retry-failed.server.ts";
import { columns, type Perform } from "./perform.ts";

export function queueCommands({ withContext }: Perform): Command[] {
  const stats = new Command("stats").description("what waits, in the queue and in the database").action(
    withContext(async (context) => {
      const data = await readQueueStats(context);
      const rows = queueNames.map((name) => {
        const { waiting, active, delayed, completed, failed } = data.queues[name];
        return [name, waiting, active, delayed, completed, failed];
      });
      const { eventsWaiting, stepsDue, stepsScheduled, stepsHeld, eventsFailed, stepsFailed, messagesUnknown } = data.rows;
      const summary = `driver ${data.driver}; in the database: ${eventsWaiting} events wait, ${stepsDue} steps due, ${stepsScheduled} scheduled, ${stepsHeld} held; ${eventsFailed} events and ${stepsFailed} steps failed; ${messagesUnknown} texts with unknown outcome`;
      return { data, text: `${columns([["QUEUE", "WAITING", "ACTIVE", "DELAYED", "COMPLETED", "FAILED"], ...rows])}\n${summary}` };
    }),
  );
  const unknown = new Command("unknown").description("texts of which it cannot be told whether they went out").action(
    withContext(async (context) => {
      const data = await readUnknown(context);
      const rows = data.map(({ domain, to, messageId, status, since, looks, nextLookAt, detail }) => [domain, to, messageId, status, since.toString(), looks, nextLookAt?.toString() ?? "-", detail ?? ""]);
      const text = columns([["SHOP", "TO", "MESSAGE", "STATUS", "SINCE", "LOOKS", "NEXT LOOK", "WHY"], ...rows]);
      return { data, text: data.length > 0 ? text : "every outcome is known" };
    }),
  );
  const retry = new Command("retry")
    .description("try again what has failed for good: a store event or a step")
    .argument("<id>")
    .action(
      withContext(async (context, id: string) => {
        const data = await retryFailed(context, id, "operator");
        if (!data.ok) throw new Error(data.message);
        return { data, text: `the ${data.what} is tried again` };
      }),
    );
  return [new Command("queue").description("the queue").addCommand(stats).addCommand(unknown).addCommand(retry)];
}
