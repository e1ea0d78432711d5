/** Problems of the app's operation; the page has a remedy for each. */
export type HealthFinding =
  | { kind: "queue_away" }
  | { kind: "not_working"; seconds: number }
  | { kind: "overdue"; seconds: number }
  | { kind: "unknown_texts"; count: number }
  | { kind: "failed"; events: number; steps: number }
  | { kind: "task_failed"; names: string[] }
  | { kind: "task_off"; names: string[] }
  | { kind: "silent"; topics: string[] };

/** critical: texts are not sent, or late. warning: someone should look. */
export type FindingSeverity = "critical" | "warning";

export interface HealthFacts {
  queueAway: boolean;
  /** How long a due scheduled task has waited for a worker; null when none waits. */
  idleSeconds: number | null;
  overdueSeconds: number;
  unknownTexts: number;
  /** Failed rows that can be retried. */
  failedEvents: number;
  failedSteps: number;
  tasks: readonly { name: string; enabled: boolean; failed: boolean }[];
  silentTopics: readonly string[];
}

/** Workers check for tasks every 15 seconds, so after this time no worker is running. */
const MAX_IDLE_SECONDS = 120;
/** Steps this late exceed the delay of a busy worker. */
const MAX_LATE_SECONDS = 120;

/** The problems, the most serious first. */
export function healthFindingsOf({
  queueAway,
  idleSeconds,
  overdueSeconds,
  unknownTexts,
  failedEvents,
  failedSteps,
  tasks,
  silentTopics,
}: HealthFacts): HealthFinding[] {
  const failing = tasks.filter(({ enabled, failed }) => enabled && failed).map(({ name }) => name);
  const off = tasks.filter(({ enabled }) => !enabled).map(({ name }) => name);
  const found: (HealthFinding | false)[] = [
    idleSeconds !== null && idleSeconds > MAX_IDLE_SECONDS && { kind: "not_working", seconds: idleSeconds },
    queueAway && { kind: "queue_away" },
    overdueSeconds > MAX_LATE_SECONDS && { kind: "overdue", seconds: overdueSeconds },
    unknownTexts > 0 && { kind: "unknown_texts", count: unknownTexts },
    failedEvents + failedSteps > 0 && { kind: "failed", events: failedEvents, steps: failedSteps },
    failing.length > 0 && { kind: "task_failed", names: failing },
    off.length > 0 && { kind: "task_off", names: off },
    silentTopics.length > 0 && { kind: "silent", topics: [...silentTopics] },
  ];
  return found.filter((finding) => finding !== false);
}

const critical: ReadonlySet<HealthFinding["kind"]> = new Set(["queue_away", "not_working", "overdue"]);

export const severityOf = ({ kind }: HealthFinding): FindingSeverity => (critical.has(kind) ? "critical" : "warning");
