import { Command } from "commander";
import { openRunStates } from "#core/engine/run-state.ts";
import { queueNames } from "#core/operations/jobs.ts";
import { readJobMetrics, type JobMetrics } from "#services/operations/queue-stats.server.ts";
import { readOperationFindings } from "#services/operations/read-operation.server.ts";
import { listUnknownMessages } from "#services/sending/list-unknown-messages.server.ts";
import { retryJob } from "#services/sending/retry-failed.server.ts";
import { text as words } from "#text/en.ts";
import { columns, type Perform } from "./perform.ts";

export function queueCommands({ withContext }: Perform): Command[] {
  const stats = new Command("stats").description("what waits, in the queue and in the database").action(
    withContext(async (context) => {
      const data = await readJobMetrics(context);
      const findings = (await readOperationFindings(context)).map((finding) => words.health.say(finding));
      const rows = queueNames.map((name) => {
        const { waiting, active, delayed, completed, failed, meanProcessingMs } = data.queues[name];
        return [
          name,
          waiting,
          active,
          delayed,
          completed,
          failed,
          meanProcessingMs === null ? "-" : `${meanProcessingMs} ms`,
        ];
      });
      return {
        data,
        text: [
          columns([["QUEUE", "WAITING", "ACTIVE", "DELAYED", "COMPLETED", "FAILED", "MEAN"], ...rows]),
          summarise(data),
          ...findings.map(({ title, body }) => `${title}. ${body}`),
        ].join("\n"),
      };
    }),
  );
  const unknown = new Command("unknown").description("texts of which it cannot be told whether they went out").action(
    withContext(async (context) => {
      const data = await listUnknownMessages(context);
      const rows = data.map(({ domain, to, messageId, status, since, looks, nextLookAt, detail }) => [
        domain,
        to,
        messageId,
        status,
        since.toString(),
        looks,
        nextLookAt?.toString() ?? "-",
        detail ?? "",
      ]);
      const text = columns([["SHOP", "TO", "MESSAGE", "STATUS", "SINCE", "LOOKS", "NEXT LOOK", "WHY"], ...rows]);
      return { data, text: data.length > 0 ? text : "every outcome is known" };
    }),
  );
  const retry = new Command("retry")
    .description("try again what has failed for good: a store event, a step, or a job of the queue")
    .argument("<id>")
    .action(
      withContext(async (context, id: string) => {
        const data = await retryJob(context, id, "operator");
        if (!data.ok) throw new Error(data.message);
        return { data, text: `the ${data.what} is tried again` };
      }),
    );
  return [new Command("queue").description("the queue").addCommand(stats).addCommand(unknown).addCommand(retry)];
}

function summarise({
  driver,
  problem,
  finishedWithinHours,
  successRate,
  oldestOverdueSeconds,
  rows,
  runs,
}: JobMetrics): string {
  const { eventsWaiting, stepsDue, stepsScheduled, stepsHeld, eventsFailed, stepsFailed, messagesUnknown } = rows;
  return [
    `driver ${driver}${problem ? `, which cannot be asked: ${problem}` : ""}; completed and ` +
      `failed are of the last ${finishedWithinHours} hours` +
      (successRate === null ? "" : `, ${Math.round(successRate * 1_000) / 10} % went well`),
    `in the database: ${eventsWaiting} events wait, ${stepsDue} steps due` +
      `${oldestOverdueSeconds > 0 ? ` (the oldest for ${oldestOverdueSeconds} s)` : ""}, ` +
      `${stepsScheduled} scheduled, ${stepsHeld} held; ${eventsFailed} events and ${stepsFailed} ` +
      `steps failed; ${messagesUnknown} texts with unknown outcome`,
    `runs: ${openRunStates.map((state) => `${runs[state]} ${state}`).join(", ")}`,
  ].join("\n");
}
