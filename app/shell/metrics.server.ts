import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { QueueName } from "#core/operations/jobs.ts";

/** How things stand at this moment, in all processes: read from the database when the figures are asked for. */
export interface Levels {
  queues: Readonly<Record<QueueName, { waiting: number; active: number; delayed: number }>>;
  overdueSeconds: number;
  unknownTexts: number;
  failed: { events: number; steps: number };
}

/** What one process has done since it started, counted by what came of it. */
export interface Metrics {
  /** Deliveries of webhooks: stored, duplicate, unknown_shop, refused. */
  delivered(outcome: string, count?: number): void;
  /** Store events: processed, ignored, failed. */
  ingested(outcome: string, count?: number): void;
  /** Steps: as their log says, or done, cancelled. */
  executed(outcome: string, count?: number): void;
  /** Texts: what came of the call, or skipped. */
  texted(outcome: string, count?: number): void;
  /** All figures in Prometheus' text form. @param levels null where the database cannot be asked */
  tell(levels: Levels | null): Promise<string>;
  /** The form's media type. */
  contentType: string;
}

/**
 * A registry of its own: there is one a context, so that a process has one and tests none in common.
 * @param ofProcess also tells of the process itself: memory, processor, event loop
 */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string) => {
    const counted = new Counter({ name, help, labelNames: ["outcome"], registers });
    return (outcome: string, count = 1) => counted.inc({ outcome }, count);
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
  const failed = gauge("shopbell_failed", "What failed for good and was not tried again: events, steps", "what");
  const database = gauge("shopbell_database_up", "Whether the database answers");

  const set = ({ queues, overdueSeconds, unknownTexts, failed: stuck }: Levels) => {
    for (const [queue, { waiting, active, delayed }] of Object.entries(queues)) {
      queueJobs.set({ queue, state: "waiting" }, waiting);
      queueJobs.set({ queue, state: "active" }, active);
      queueJobs.set({ queue, state: "delayed" }, delayed);
    }
    overdue.set(overdueSeconds);
    unknown.set(unknownTexts);
    failed.set({ what: "events" }, stuck.events);
    failed.set({ what: "steps" }, stuck.steps);
  };

  return {
    delivered: counter("shopbell_deliveries_total", "Webhook deliveries received by this process"),
    ingested: counter("shopbell_events_total", "Store events taken in by this process"),
    executed: counter("shopbell_steps_total", "Steps ended by this process"),
    texted: counter("shopbell_texts_total", "Texts by what came of them, as far as this process heard of it first"),
    tell: async (levels) => {
      // Levels that nobody could read are not told, rather than told as they were.
      for (const level of [queueJobs, overdue, unknown, failed]) level.reset();
      if (levels) set(levels);
      else for (const level of [overdue, unknown]) level.set(Number.NaN);
      database.set(levels ? 1 : 0);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
