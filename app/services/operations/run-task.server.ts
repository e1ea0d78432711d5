import { priorities, type Priority } from "#core/operations/jobs.ts";
import { onBackgroundPool, type AppContext } from "#shell/context.server.ts";
import { backUp } from "./parts/back-up.server.ts";
import { cleanUp } from "./parts/clean-up.server.ts";
import { resolveUnknownOutcomes } from "../sending/parts/resolve-unknown-outcomes.server.ts";
import { mailNotifications } from "../team/parts/mail-notifications.server.ts";
import { remindOfOverdueTasks } from "../team/parts/remind-overdue.server.ts";
import { scanCalendar } from "../scheduled/parts/scan-calendar.server.ts";
import { refreshStatistics } from "#shell/db/statistics.server.ts";
import { lookAfterSenders } from "../senders/parts/look-after-senders.server.ts";
import { readDeactivations } from "../senders/parts/read-deactivations.server.ts";
import { sweep } from "./parts/sweep.server.ts";
import { verifyLedgers } from "../credits/verify-ledger.server.ts";
import { alertRepeatedFailures } from "./parts/alert-repeated-failures.server.ts";
import { writeBackConsents } from "../consent/parts/write-back-consent.server.ts";

/** A scheduled task. Its pattern has seconds, and is in UTC. */
interface ScheduledTask {
  description: string;
  pattern: string;
  /** Of the tasks that are due together, those with a lower one start first. */
  priority: Priority;
  /** The longest time that a run may take; then it counts as failed. */
  minutes: number;
  /** Whether its statements may take minutes. */
  isLong?: boolean;
  run(context: AppContext): Promise<void>;
}

/** Scheduled tasks by name. */
export const tasks: Readonly<Record<string, ScheduledTask>> = {
  sweep: {
    description: "Queues the reminders again that the queue may have lost",
    pattern: "*/15 * * * * *",
    priority: priorities.critical,
    minutes: 5,
    run: sweep,
  },
  "find-out": {
    description: "Asks Twilio about texts with unconfirmed delivery",
    pattern: "0 * * * * *",
    priority: priorities.high,
    minutes: 30,
    run: async (context) => void (await resolveUnknownOutcomes(context)),
  },
  "scan-calendar": {
    description: "Looks for birthdays, inactive customers, dates and schedules that have come",
    pattern: "5 * * * * *",
    priority: priorities.high,
    minutes: 30,
    run: scanCalendar,
  },
  "verify-ledgers": {
    description: "Verifies that ledger, balances, messages and logs of every shop agree",
    pattern: "0 30 3 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    run: verifyLedgers,
  },
  "remind-overdue": {
    description: "Reminds the team of tasks that are overdue, of each once",
    pattern: "20 */5 * * * *",
    priority: priorities.normal,
    minutes: 15,
    run: remindOfOverdueTasks,
  },
  "watch-failures": {
    description: "Alerts teams to steps that fail again and again",
    pattern: "40 */5 * * * *",
    priority: priorities.normal,
    minutes: 15,
    run: alertRepeatedFailures,
  },
  "mail-alerts": {
    description: "Emails alerts to the teams that want them",
    pattern: "*/30 * * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: mailNotifications,
  },
  "clean-up": {
    description: "Deletes old data: bodies of old events, expired sign-ins, old results and read notices",
    pattern: "0 15 4 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    run: cleanUp,
  },
  "back-up": {
    description: "Backs the database up to BACKUP_DIR, if that is set",
    pattern: "0 45 2 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    run: backUp,
  },
  statistics: {
    description: "Refreshes the database's statistics of tables that have grown",
    pattern: "*/15 * * * * *",
    priority: priorities.low,
    minutes: 15,
    isLong: true,
    run: ({ db }) => refreshStatistics(db.pool),
  },
  "look-after-senders": {
    description: "Asks Twilio about senders: their set-up, their registrations and their accounts",
    pattern: "50 * * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: lookAfterSenders,
  },
  "read-deactivations": {
    description: "Reads the carriers' lists of numbers that were given up, and texts them no more",
    pattern: "0 10 5 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    run: readDeactivations,
  },
  "write-back-consent": {
    description: "Writes consent that came by text or form back to Shopify",
    pattern: "35 */5 * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: writeBackConsents,
  },
};

/** @throws when there is no such task */
export function knownTask(name: string) {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task)
    throw Object.assign(new Error(`there is no task "${name}"; there are ${Object.keys(tasks).join(", ")}`), {
      retryable: false,
    });
  return task;
}

/** @throws when there is no such task */
export async function runTask(context: AppContext, name: string): Promise<void> {
  const { run, isLong } = knownTask(name);
  await run(isLong ? onBackgroundPool(context) : context);
}
