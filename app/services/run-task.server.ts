import type { AppContext } from "#shell/context.server.ts";
import { findOut } from "./find-out.server.ts";
import { sweep } from "./sweep.server.ts";

/** The app's own work, by name: what it does, and how often (a cron pattern, UTC). */
export const tasks: Readonly<Record<string, { description: string; pattern: string; run(context: AppContext): Promise<void> }>> = {
  sweep: { description: "Makes again the reminders that the queue may have lost", pattern: "*/15 * * * * *", run: sweep },
  "find-out": { description: "Asks the phone company about texts whose outcome is not known", pattern: "0 * * * * *", run: async (context) => void (await findOut(context)) },
};

/** @throws when there is no such task */
export async function runTask(context: AppContext, name: string): Promise<void> {
  const task = tasks[name];
  if (!task) throw Object.assign(new Error(`there is no task "${name}"; there are ${Object.keys(tasks).join(", ")}`), { retryable: false });
  await task.run(context);
}
