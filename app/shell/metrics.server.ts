import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { QueueName } from "#core/operations/jobs.ts";

/** Gauges for all processes, read from the database at scrape time. */
export interface Levels {
  queues: Readonly<Record<QueueName, { waiting: number; active: number; delayed: number }>>;
  overdueSeconds: number;
  unknownTexts: number;
  failed: { events: number; steps: number };
  /** Comparisons of webhooks with the Admin API: the shop that is furthest behind, and shops without an answer. */
  reconciliation: { behindSeconds: number | null; withProblem: number };
  tasks: readonly { name: string; lastRunSeconds: number | null; failures: number; enabled: boolean }[];
}

/** Counters of one process by outcome. */
export interface Metrics {
  /** Webhook deliveries: stored, duplicate, unknown_shop, refused. */
  delivered(outcome: string, count?: number): void;
  /** Store events: processed, ignored, failed. */
  ingested(outcome: string, count?: number): void;
  /** Events that no webhook told and that were fetched from the Admin API, by topic. */
  fetched(topic: string): void;
  /** Steps: log status, or done, cancelled. */
  executed(outcome: string, count?: number): void;
  /** Texts: send outcome, or skipped. */
  texted(outcome: string, count?: number): void;
  /** Texts that a guard skipped, by reason. */
  skipped(reason: string): void;
  /**
   * All metrics in Prometheus' text format.
   * @param levels null if the database does not answer
   */
  render(levels: Levels | null): Promise<string>;
  /** Media type of the text format. */
  contentType: string;
}

/**
 * Creates metrics in their own registry: one per process, and none shared between tests.
 * @param ofProcess also collect process metrics: memory, CPU, event loop
 */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, label = "outcome") => {
    const counted = new Counter({ name, help, labelNames: [label], registers });
    return (outcome: string, count = 1) => counted.inc({ [label]: outcome }, count);
  };
  const gauge = <L extends string = never>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });

  const queueJobs = gauge(
    "shopbell_queue_jobs",
    "Work in the database, by queue and state: waiting, active, delayed",
    "queue",
    "state",
  );
  const overdue = gauge("shopbell_step_overdue_seconds", "How long the oldest step has been due and is not done");
  const unknown = gauge("shopbell_texts_unknown", "Texts of which it cannot be told whether they went out");
  const failed = gauge(
    "shopbell_failed",
    "What failed for good in seven days and was neither tried again nor settled: events, steps",
    "what",
  );
  const reconciled = gauge(
    "shopbell_reconciliation_behind_seconds",
    "For how long the webhooks of the shop that is furthest behind were not compared with the Admin API",
  );
  const unreconciled = gauge("shopbell_reconciliation_shops_failing", "Shops that cannot be compared at present");
  const taskRun = gauge("shopbell_task_last_run_timestamp_seconds", "When a scheduled task last ran", "task");
  const taskFailures = gauge("shopbell_task_failures", "Failed runs in a row of a scheduled task", "task");
  const taskEnabled = gauge("shopbell_task_enabled", "Whether a scheduled task is enabled", "task");
  const database = gauge("shopbell_database_up", "Whether the database answers");

  const setGauges = ({ queues, overdueSeconds, unknownTexts, failed: failures, reconciliation, tasks }: Levels) => {
    for (const [queue, { waiting, active, delayed }] of Object.entries(queues)) {
      queueJobs.set({ queue, state: "waiting" }, waiting);
      queueJobs.set({ queue, state: "active" }, active);
      queueJobs.set({ queue, state: "delayed" }, delayed);
    }
    overdue.set(overdueSeconds);
    unknown.set(unknownTexts);
    failed.set({ what: "events" }, failures.events);
    failed.set({ what: "steps" }, failures.steps);
    reconciled.set(reconciliation.behindSeconds ?? 0);
    unreconciled.set(reconciliation.withProblem);
    for (const { name: task, lastRunSeconds, failures: inARow, enabled } of tasks) {
      if (lastRunSeconds !== null) taskRun.set({ task }, lastRunSeconds);
      taskFailures.set({ task }, inARow);
      taskEnabled.set({ task }, enabled ? 1 : 0);
    }
  };

  return {
    delivered: counter("shopbell_deliveries_total", "Webhook deliveries received by this process"),
    ingested: counter("shopbell_events_total", "Store events taken in by this process"),
    fetched: counter(
      "shopbell_events_fetched_total",
      "Store events that no webhook told and that this process fetched, by topic",
      "topic",
    ),
    executed: counter("shopbell_steps_total", "Steps ended by this process"),
    texted: counter("shopbell_texts_total", "Texts by what came of them, as far as this process heard of it first"),
    skipped: counter("shopbell_texts_skipped_total", "Texts that were skipped by this process, by reason", "reason"),
    render: async (levels) => {
      // Omit unreadable levels instead of repeating stale ones.
      const levelsOfAll = [
        queueJobs,
        overdue,
        unknown,
        failed,
        reconciled,
        unreconciled,
        taskRun,
        taskFailures,
        taskEnabled,
      ];
      for (const level of levelsOfAll) level.reset();
      if (levels) setGauges(levels);
      else for (const level of [overdue, unknown, reconciled, unreconciled]) level.set(Number.NaN);
      database.set(levels ? 1 : 0);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
