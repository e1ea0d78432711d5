import { takeEvents } from "#services/intake/ingest-events.server.ts";
import { runBackgroundJobs } from "#services/operations/run-background-jobs.server.ts";
import { runSteps } from "#services/engine/run-steps.server.ts";
import { runTaskNow } from "#services/operations/run-due-tasks.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Handlers } from "#shell/queue/queue.server.ts";

/** Handlers by job name; each calls one service, and the queue retries. A missing handler does not compile. */
export const handlersFor = (context: AppContext): Handlers => ({
  "events.ingest": () => takeEvents(context),
  "steps.run": async () => void (await runSteps(context)),
  "background.run": async () => void (await runBackgroundJobs(context)),
  "campaigns.run": async () => void (await runCampaigns(context)),
  "task.run": async ({ name }) => void (await runTaskNow(context, name)),
});
