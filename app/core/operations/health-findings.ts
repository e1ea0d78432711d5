/** What is wrong, as far as the figures tell; each has its remedy among the words of the page. */
export type HealthFinding =
  | { kind: "queue_away" }
  | { kind: "not_working"; seconds: number }
  | { kind: "overdue"; seconds: number }
  | { kind: "unknown_texts"; count: number }
  | { kind: "failed"; events: number; steps: number }
  | { kind: "task_failed"; names: string[] }
  | { kind: "task_off"; names: string[] }
  | { kind: "silent"; topics: string[] };

/** critical: texts do not go out, or late. warning: somebody should look. */
export type FindingSeverity = "critical" | "warning";

export interface HealthFacts {
  queueAway: boolean;
  /** For how long the app's own work has been due that nobody does; null where it is done. */
  idleSeconds: number | null;
  overdueSeconds: number;
  unknownTexts: number;
  /** What can be tried again. */
  failedEvents: number;
  failedSteps: number;
  tasks: readonly { name: string; enabled: boolean; failed: boolean }[];
  silentTopics: readonly string[];
}

/** Workers look for tasks every 15 seconds: after so long nobody is there. */
const IDLE_AFTER = 120;
/** A worker that is merely busy is not late by that much. */
const LATE_AFTER = 120;

/** What is wrong, the gravest first. */
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
    idleSeconds !== null && idleSeconds > IDLE_AFTER && { kind: "not_working", seconds: idleSeconds },
    queueAway && { kind: "queue_away" },
    overdueSeconds > LATE_AFTER && { kind: "overdue", seconds: overdueSeconds },
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
