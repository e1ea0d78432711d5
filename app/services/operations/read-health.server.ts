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

/** How many failures of each kind are listed, and how far back steps are. */
const MOST_FAILURES = 25;
const FAILED_WITHIN_DAYS = 7;

interface TaskLine {
  name: string;
  description: string;
  pattern: string;
  enabled: boolean;
  running: boolean;
  last: ShownMoment | null;
  failed: boolean;
  /** Null where it went well, or where it is not this shop's to know. */
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
  /** Why it cannot be tried again; null where it can. */
  objection: string | null;
}

interface UnknownLine {
  messageId: string;
  entryId: string | null;
  to: string;
  since: ShownMoment;
  looks: number;
  /** Null while its call may still come back. */
  next: ShownMoment | null;
}

export interface Health {
  findings: HealthFinding[];
  stats: QueueStats;
  tasks: TaskLine[];
  /** Whether the app's own tasks are this shop's to run and to switch. */
  ownsTasks: boolean;
  unknown: UnknownLine[];
  failures: FailureLine[];
  received: ReceivedTopicCount[];
}

/** How everything stands: of the installation where the shop is alone in it, else of the shop. */
export async function readHealth(context: AppContext, shop: Shop): Promise<Health> {
  const { db, clock } = context;
  const now = clock.now();
  const alone = await ownsInstallation(context, shop.id);
  const [stats, rows, unknown, events, steps, received] = await Promise.all([
    readQueueStats(context, alone ? null : shop.id),
    listTasks(db.pool),
    listUnknownMessages(context, shop.domain),
    listFailedEvents(db.pool, shop.id, MOST_FAILURES),
    listFailedSteps(db.pool, shop.id, now.subtract({ hours: 24 * FAILED_WITHIN_DAYS }), MOST_FAILURES),
    countReceivedTopics(context, shop),
  ]);
  // What an earlier release has left behind is nobody's task any more.
  const ours = rows.filter(({ name }) => Object.hasOwn(known, name));
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
      idleSeconds: idleSecondsOf(ours, now),
      overdueSeconds: stats.oldestOverdueSeconds,
      unknownTexts: unknown.length,
      failedEvents: events.length,
      failedSteps: failures.filter(({ what, objection }) => what === "step" && objection === null).length,
      tasks: ours.map(({ name, enabled, lastError }) => ({ name, enabled, failed: lastError !== null })),
      silentTopics: received.filter(({ silent }) => silent).map(({ topic }) => topic),
    }),
    stats,
    tasks: ours.map((row) => toTask(row, { alone, now, zone: shop.timezone, momentAt })),
    ownsTasks: alone,
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

/** For how long a task has been due that nobody has taken up; null where none is. */
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
    alone,
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
    // It may name other shops.
    error: alone ? lastError : null,
    next: enabled && nextRunAt ? momentAt(nextRunAt) : null,
  };
}

/** The phone company's code, or a reason of ours, at an error's beginning, in words. */
function sayError(error: string): string {
  const [, code = ""] = /^(\d{5}): /.exec(error) ?? [];
  const ours = knownFailure(code);
  if (ours) return ours;
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
  error: sayError(step.error ?? ""),
  logId: step.logId,
  objection: retryBlockerOf(step),
});
