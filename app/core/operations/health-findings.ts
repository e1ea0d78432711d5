import type { ReconciliationProblem } from "../intake/reconciliation/changes.ts";

/** Problems of a shop; its status page has a remedy for each. */
export type HealthFinding =
  | { kind: "late"; seconds: number | null }
  | { kind: "unknown_texts"; count: number }
  | { kind: "failed"; events: number; steps: number }
  | { kind: "silent"; topics: string[] }
  | { kind: "not_compared"; why: ReconciliationProblem }
  | { kind: "not_granted"; scopes: string[] }
  | { kind: "not_added"; count: number; detail: string };

/** Problems of the installation; its operator's command has a remedy for each. */
export type OperationFinding =
  | { kind: "queue_away" }
  | { kind: "not_working"; seconds: number }
  | { kind: "overdue"; seconds: number }
  | { kind: "task_failed"; names: string[] }
  | { kind: "task_off"; names: string[] };

/** critical: texts are not sent, or late. warning: someone should look. */
export type FindingSeverity = "critical" | "warning";

interface LateFacts {
  queueAway: boolean;
  /** How long a due scheduled task has waited for a worker; null when none waits. */
  idleSeconds: number | null;
  overdueSeconds: number;
}

export interface HealthFacts extends LateFacts {
  unknownTexts: number;
  /** Failed rows that can be retried. */
  failedEvents: number;
  failedSteps: number;
  silentTopics: readonly string[];
  /** Why events cannot be compared with Shopify; null when they can. */
  notCompared: ReconciliationProblem | null;
  /** The scopes that the app needs and the store does not grant. */
  missingScopes: readonly string[];
  /** New subscribers that Shopify did not take as customers lately, and what it said of the last one. */
  notAdded: { count: number; detail: string };
}

export interface OperationFacts extends LateFacts {
  tasks: readonly { name: string; enabled: boolean; failed: boolean }[];
}

/** Workers check for tasks every 15 seconds, so after this time no worker is running. */
const MAX_IDLE_SECONDS = 120;
/** Steps this late exceed the delay of a busy worker. */
const MAX_LATE_SECONDS = 120;

/** A shop's problems, the most serious first. */
export function healthFindingsOf(facts: HealthFacts): HealthFinding[] {
  const { unknownTexts, failedEvents, failedSteps, silentTopics, notCompared, missingScopes, notAdded } = facts;
  const late = lateFindings(facts);
  const found: (HealthFinding | false)[] = [
    late.length > 0 && {
      kind: "late",
      seconds: Math.max(...late.map((finding) => ("seconds" in finding ? finding.seconds : 0))) || null,
    },
    missingScopes.length > 0 && { kind: "not_granted", scopes: [...missingScopes] },
    unknownTexts > 0 && { kind: "unknown_texts", count: unknownTexts },
    failedEvents + failedSteps > 0 && { kind: "failed", events: failedEvents, steps: failedSteps },
    silentTopics.length > 0 && { kind: "silent", topics: [...silentTopics] },
    notCompared !== null && { kind: "not_compared", why: notCompared },
    notAdded.count > 0 && { kind: "not_added", ...notAdded },
  ];
  return found.filter((finding) => finding !== false);
}

/** The installation's problems, the most serious first. */
export function operationFindingsOf({ tasks, ...facts }: OperationFacts): OperationFinding[] {
  const failing = tasks.filter(({ enabled, failed }) => enabled && failed).map(({ name }) => name);
  const off = tasks.filter(({ enabled }) => !enabled).map(({ name }) => name);
  const found: (OperationFinding | false)[] = [
    failing.length > 0 && { kind: "task_failed", names: failing },
    off.length > 0 && { kind: "task_off", names: off },
  ];
  return [...lateFindings(facts), ...found.filter((finding) => finding !== false)];
}

type LateFinding = Extract<OperationFinding, { kind: "queue_away" | "not_working" | "overdue" }>;

function lateFindings({ queueAway, idleSeconds, overdueSeconds }: LateFacts): LateFinding[] {
  const found: (LateFinding | false)[] = [
    idleSeconds !== null && idleSeconds > MAX_IDLE_SECONDS && { kind: "not_working", seconds: idleSeconds },
    queueAway && { kind: "queue_away" },
    overdueSeconds > MAX_LATE_SECONDS && { kind: "overdue", seconds: overdueSeconds },
  ];
  return found.filter((finding) => finding !== false);
}

export const severityOf = ({ kind }: HealthFinding): FindingSeverity => (kind === "late" ? "critical" : "warning");
