import { healthFindingsOf, type HealthFinding } from "#core/operations/health-findings.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { patternBy } from "#core/time/next-run.ts";
import { knownFailure } from "#core/sending/failure-codes.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listFailedEvents, listFailedSteps, type ListedFailure } from "#shell/repositories/sending/failures.server.ts";
import { listTasks, type ScheduledTaskRow } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatPattern } from "#text/pattern.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { ownsInstallation } from "./change-scheduled-tasks.server.ts";
import { readQueueStats, type QueueStats } from "./queue-stats.server.ts";
import { countReceivedTopics, type ReceivedTopicCount } from "../intake/parts/count-received-topics.server.ts";
import { listUnknownMessages } from "../sending/list-unknown-messages.server.ts";
import { retryBlockerOf } from "../sending/retry-failed.server.ts";
import { tasks as known } from "./run-task.server.ts";

/** Failures listed per kind; `FAILED_WITHIN_DAYS` limits steps. */
const MAX_FAILURES = 25;
const FAILED_WITHIN_DAYS = 7;

interface TaskLine {
  name: string;
  description: string;
  pattern: string;
  enabled: boolean;
  running: boolean;
  last: ShownMoment | null;
  failed: boolean;
  /** Null if the run succeeded, or if the shop may not see the error. */
  error: string | null;
  next: ShownMoment | null;
}

interface FailureLine {
  id: string;
  what: "event" | "step";
  /** The topic, or the automation's name. */
  name: string;
  customer: string | null;
  at: ShownMoment;
  error: string;
  logId: string | null;
  /** Why it cannot be retried; null if it can. */
  objection: string | null;
}

interface UnknownLine {
  messageId: string;
  entryId: string | null;
  to: string;
  since: ShownMoment;
  looks: number;
  /** Null while the provider request may still return. */
  next: ShownMoment | null;
}

export interface Health {
  findings: HealthFinding[];
  stats: QueueStats;
  tasks: TaskLine[];
  /** Whether the shop may run and change the scheduled tasks. */
  ownsTasks: boolean;
  unknown: UnknownLine[];
  failures: FailureLine[];
  received: ReceivedTopicCount[];
}

/** Health of the installation if the shop is its only one, else of the shop. */
export async function readHealth(context: AppContext, shop: Shop): Promise<Health> {
  const { db, clock } = context;
  const now = clock.now();
  const ownsTasks = await ownsInstallation(context, shop.id);
  const [stats, rows, unknown, events, steps, received] = await Promise.all([
    readQueueStats(context, ownsTasks ? null : shop.id),
    listTasks(db.pool),
    listUnknownMessages(context, shop.domain),
    listFailedEvents(db.pool, shop.id, MAX_FAILURES),
    listFailedSteps(db.pool, shop.id, now.subtract({ hours: 24 * FAILED_WITHIN_DAYS }), MAX_FAILURES),
    countReceivedTopics(context, shop),
  ]);
  // Ignore tasks that an earlier release registered.
  const registered = rows.filter(({ name }) => Object.hasOwn(known, name));
  const momentAt = (at: Instant) => momentOf(at, shop.timezone, now);
  const failures = [
    ...events.map(({ id, topic, receivedAt, reason }): FailureLine => ({
      id,
      what: "event",
      name: topic,
      customer: null,
      at: momentAt(receivedAt),
      error: reason ?? "",
      logId: null,
      objection: null,
    })),
    ...steps.map((step) => toFailure(step, momentAt)),
  ];
  return {
    findings: healthFindingsOf({
      queueAway: stats.problem !== null,
      idleSeconds: idleSecondsOf(registered, now),
      overdueSeconds: stats.oldestOverdueSeconds,
      unknownTexts: unknown.length,
      failedEvents: events.length,
      failedSteps: failures.filter(({ what, objection }) => what === "step" && objection === null).length,
      tasks: registered.map(({ name, enabled, lastError }) => ({ name, enabled, failed: lastError !== null })),
      silentTopics: received.filter(({ silent }) => silent).map(({ topic }) => topic),
    }),
    stats,
    tasks: registered.map((row) => toTask(row, { alone: ownsTasks, now, zone: shop.timezone, momentAt })),
    ownsTasks,
    unknown: unknown.map(({ messageId, entryId, to, since, looks, nextLookAt }) => ({
      messageId,
      entryId,
      to: /^\+\d/.test(to) ? showPhone(to) : to,
      since: momentAt(since),
      looks,
      next: nextLookAt && momentAt(nextLookAt),
    })),
    failures,
    received,
  };
}

const isLeased = ({ leaseUntil }: ScheduledTaskRow, now: Instant): boolean =>
  leaseUntil !== null && Temporal.Instant.compare(leaseUntil, now) >= 0;

/** Seconds that the oldest due task has waited while no worker runs any; null if none is due. */
function idleSecondsOf(tasks: readonly ScheduledTaskRow[], now: Instant): number | null {
  if (tasks.some((task) => isLeased(task, now))) return null;
  const due = tasks.flatMap(({ enabled, nextRunAt }) =>
    enabled && nextRunAt && Temporal.Instant.compare(nextRunAt, now) < 0
      ? [Math.floor(now.since(nextRunAt).total("seconds"))]
      : [],
  );
  return due.length > 0 ? Math.max(...due) : null;
}

function toTask(
  row: ScheduledTaskRow,
  {
    alone: ownsTasks,
    now,
    zone,
    momentAt,
  }: { alone: boolean; now: Instant; zone: string; momentAt: (at: Instant) => ShownMoment },
): TaskLine {
  const { name, description, pattern, timezone, enabled, lastRunAt, lastError, nextRunAt } = row;
  return {
    name,
    description,
    pattern: formatPattern(patternBy(zone, pattern, timezone, now)),
    enabled,
    running: isLeased(row, now),
    last: lastRunAt && momentAt(lastRunAt),
    failed: lastError !== null,
    // The error may name other shops.
    error: ownsTasks ? lastError : null,
    next: enabled && nextRunAt ? momentAt(nextRunAt) : null,
  };
}

/** Replaces a leading Twilio code or reason key of an error by its text. */
function formatError(error: string): string {
  const [, code = ""] = /^(\d{5}): /.exec(error) ?? [];
  const registered = knownFailure(code);
  if (registered) return registered;
  const [, key = ""] = /^([a-z_]+): /.exec(error) ?? [];
  const { label } = formatReason(key);
  return label === key ? error : label;
}

const toFailure = (step: ListedFailure, momentAt: (at: Instant) => ShownMoment): FailureLine => ({
  id: step.id,
  what: "step",
  name: step.automation,
  customer: step.customerName ?? (step.customerPhone ? showPhone(step.customerPhone) : null),
  at: momentAt(step.failedAt),
  error: formatError(step.error ?? ""),
  logId: step.logId,
  objection: retryBlockerOf(step),
});
