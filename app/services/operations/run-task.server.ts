import { z } from "zod";
import { problemsOf, type Problem } from "#core/problem.ts";
import { taskErrorMap } from "#core/operations/own-task.ts";
import { priorities, type Priority } from "#core/operations/jobs.ts";
import { onBackgroundPool, type AppContext } from "#shell/context.server.ts";
import { backUp } from "./parts/back-up.server.ts";
import { cleanUp } from "./parts/clean-up.server.ts";
import { recoverTexts } from "../sending/parts/recover-texts.server.ts";
import { resolveUnknownOutcomes } from "../sending/parts/resolve-unknown-outcomes.server.ts";
import { mailNotifications } from "../team/parts/mail-notifications.server.ts";
import { runImports } from "../intake/parts/run-imports.server.ts";
import { reconcileShops } from "../intake/parts/reconcile-shops.server.ts";
import { remindOfOverdueTasks } from "../team/parts/remind-overdue.server.ts";
import { scanCalendar } from "../scheduled/parts/scan-calendar.server.ts";
import { refreshStatistics } from "#shell/db/statistics.server.ts";
import { lookAfterSenders } from "../senders/parts/look-after-senders.server.ts";
import { readDeactivations } from "../senders/parts/read-deactivations.server.ts";
import { runCampaigns } from "../campaigns/run-campaigns.server.ts";
import { recountSegments } from "../segments/parts/recount-segments.server.ts";
import { sweep } from "./parts/sweep.server.ts";
import { recoverCharges } from "../credits/parts/recover-charges.server.ts";
import { checkSubscriptions } from "../credits/parts/check-subscriptions.server.ts";
import { topUpShops } from "../credits/parts/top-up.server.ts";
import { verifyLedgers } from "../credits/verify-ledger.server.ts";
import { addToShopify } from "../consent/parts/add-to-shopify.server.ts";
import { alertRepeatedFailures } from "./parts/alert-repeated-failures.server.ts";
import { remindOfDataRequests } from "../consent/parts/remind-of-data-requests.server.ts";
import { eraseCustomers } from "../consent/parts/erase-customers.server.ts";
import { tellFlow } from "../automations/parts/tell-flow.server.ts";
import { publishFormWordings } from "../consent/parts/publish-form-wordings.server.ts";
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
  /** What an operator's task may give to the job; a job without it takes no payload. */
  payload?: z.ZodType;
  /** @param payload of an operator's task, as `payload` parses it; undefined for the app's task */
  run(context: AppContext, payload?: unknown): Promise<void>;
}

/** The part of a job that takes a payload. */
const taking = <P>(payload: z.ZodType<P>, run: (context: AppContext, payload: P | undefined) => Promise<void>) => ({
  payload,
  run: (context: AppContext, given?: unknown) => run(context, given === undefined ? undefined : payload.parse(given)),
});

const domain = z
  .string()
  .regex(/^[a-z0-9-]+\.myshopify\.com$/, "must be a shop's domain, such as juniper.myshopify.com");
const oneShop = z.strictObject({ shop: domain.optional() });
const copies = z.strictObject({
  folder: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,40}$/,
      "must be the name of a folder in BACKUP_DIR: lower-case letters, digits, hyphens",
    ),
  keep: z.int().min(1).max(1_000).optional(),
});

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
  "recover-texts": {
    description: "After a restore, reads from Twilio what was sent and answered since the copy",
    pattern: "5 * * * * *",
    priority: priorities.critical,
    minutes: 120,
    run: async (context) => void (await recoverTexts(context)),
  },
  "recover-charges": {
    description: "After a restore, reads from Shopify what was paid since the copy",
    pattern: "35 * * * * *",
    priority: priorities.high,
    minutes: 60,
    run: async (context) => void (await recoverCharges(context)),
  },
  reconcile: {
    description: "Compares what webhooks told with Shopify, and fetches what is missing",
    pattern: "10 */15 * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: reconcileShops,
  },
  "run-campaigns": {
    description: "Brings campaigns on: starts them, sends what is due, and records what became of it",
    pattern: "25 * * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: async (context) => void (await runCampaigns(context)),
  },
  import: {
    description: "Imports what newly installed stores had before: customers, orders, checkouts",
    pattern: "25 * * * * *",
    priority: priorities.low,
    minutes: 240,
    run: runImports,
  },
  "scan-calendar": {
    description: "Looks for birthdays, inactive customers, dates and schedules that have come",
    pattern: "5 * * * * *",
    priority: priorities.high,
    minutes: 30,
    run: scanCalendar,
  },
  "recount-segments": {
    description: "Counts the members of segments in use again",
    pattern: "25 */5 * * * *",
    priority: priorities.low,
    minutes: 30,
    isLong: true,
    run: recountSegments,
  },
  "verify-ledgers": {
    description: "Verifies that ledger, balances, messages and logs of every shop agree",
    pattern: "0 30 3 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    ...taking(oneShop, (context, only) => verifyLedgers(context, only?.shop)),
  },
  "top-up": {
    description: "Buys the packs of shops whose balance is under their auto top-up",
    pattern: "*/15 * * * * *",
    priority: priorities.high,
    minutes: 15,
    run: topUpShops,
  },
  "check-subscriptions": {
    description: "Asks Shopify about subscriptions and their charges",
    pattern: "25 * * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: checkSubscriptions,
  },
  "remind-overdue": {
    description: "Reminds the team of tasks that are overdue, and of data requests that are due, of each once",
    pattern: "20 */5 * * * *",
    priority: priorities.normal,
    minutes: 15,
    run: async (context) => {
      await remindOfOverdueTasks(context);
      await remindOfDataRequests(context);
    },
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
  "erase-customers": {
    description: "Goes on with erasures of customers that were cut off",
    pattern: "45 * * * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    run: (context) => eraseCustomers(context),
  },
  "back-up": {
    description: "Backs the database up to BACKUP_DIR, if that is set",
    pattern: "0 45 2 * * *",
    priority: priorities.low,
    minutes: 240,
    isLong: true,
    ...taking(copies, backUp),
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
  "tell-flow": {
    description: "Tells Shopify Flow what happened in the shops that want it to know",
    pattern: "*/20 * * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: tellFlow,
  },
  "publish-form-wordings": {
    description: "Tells Shopify what the storefront's opt-in form shows",
    pattern: "50 * * * * *",
    priority: priorities.normal,
    minutes: 15,
    run: publishFormWordings,
  },
  "write-back-consent": {
    description: "Writes consent that came by text or form back to Shopify",
    pattern: "35 */5 * * * *",
    priority: priorities.normal,
    minutes: 30,
    run: writeBackConsents,
  },
  "add-to-shopify": {
    description: "Adds new subscribers to Shopify's customers",
    pattern: "40 * * * * *",
    priority: priorities.low,
    minutes: 10,
    run: addToShopify,
  },
};

/** The error of a name that no task has. */
export const noSuchTask = (name: string, names: readonly string[]): Error =>
  Object.assign(new Error(`there is no task "${name}"; there are ${names.join(", ")}`), { retryable: false });

/** @throws when this release has no such job */
export function knownTask(job: string) {
  const task = Object.hasOwn(tasks, job) ? tasks[job] : undefined;
  if (!task) throw noSuchTask(job, Object.keys(tasks));
  return task;
}

/** The problems of a payload that an operator gives to a job of this release. */
export function payloadProblems(job: string, payload: unknown): Problem[] {
  const schema = knownTask(job).payload ?? z.strictObject({});
  const parsed = schema.safeParse(payload, { error: taskErrorMap });
  return parsed.success ? [] : problemsOf(parsed.error.issues);
}

/** @throws when there is no such job, or when it cannot read the payload */
export async function runTask(context: AppContext, job: string, payload?: unknown): Promise<void> {
  const { run, isLong } = knownTask(job);
  const [problem] = payload === undefined ? [] : payloadProblems(job, payload);
  if (problem)
    throw Object.assign(new Error(`payload${problem.path && `.${problem.path}`}: ${problem.message}`), {
      retryable: false,
    });
  await run(isLong ? onBackgroundPool(context) : context, payload);
}
