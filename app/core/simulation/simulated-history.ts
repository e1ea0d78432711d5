import type { PlannedText } from "../engine/decide.ts";
import type { Check } from "../activity/explanation.ts";
import type { Reason } from "../activity/reasons.ts";
import type { LogStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";
import type {
  SimulatedDecision,
  SimulatedDeferral,
  SimulatedEnd,
  SimulatedRow,
  SimulatedText,
  SimulationListener,
} from "./simulation.ts";

/** One decision on a due step; a deferred step has several. */
interface StepDecision {
  at: Instant;
  checks: readonly Check[];
  /** Null without a log entry: an elapsed wait or a deferred step. */
  status: LogStatus | null;
  reason: Reason | null;
  /** Null unless deferred. */
  until: Instant | null;
}

/** A step that the run reached. */
export interface StepVisit {
  stepId: string;
  reached: Instant;
  decisions: StepDecision[];
  text: Omit<PlannedText, "links"> | null;
  /** The arm taken by a step with arms; null for none. */
  arm: string | null;
}

/** Records one run step by step. */
export class SimulatedHistory implements SimulationListener {
  entry: { at: Instant; entered: boolean; reason: Reason | null; checks: readonly Check[] } | null = null;
  readonly stations: StepVisit[] = [];
  end: SimulatedEnd | null = null;

  explained({ at, stepId, checks }: SimulatedDecision): void {
    if (stepId === null)
      this.entry = { at, entered: this.entry?.entered ?? false, reason: this.entry?.reason ?? null, checks };
    else this.#at(stepId)?.decisions.push({ at, checks, status: null, reason: null, until: null });
  }
  row({ at, stepId, action, status, reason }: SimulatedRow): void {
    if (action === "enter") this.entry = { at, entered: status === "done", reason, checks: [] };
    const decision = stepId === null ? undefined : this.#at(stepId)?.decisions.at(-1);
    if (decision) Object.assign(decision, { status, reason });
  }
  text({ at: _at, customerId: _customerId, stepId, ...text }: SimulatedText): void {
    const visit = this.#at(stepId);
    if (visit) visit.text = text;
  }
  /** The walk says why a text is left out, not what it reads. */
  skippedText(): void {}
  deferred({ stepId, until, reason }: SimulatedDeferral): void {
    const decision = this.#at(stepId)?.decisions.at(-1);
    if (decision) Object.assign(decision, { until, reason });
  }
  reached(stepId: string, at: Instant): void {
    this.stations.push({ stepId, reached: at, decisions: [], text: null, arm: null });
  }
  chose(stepId: string, arm: string | null): void {
    const visit = this.#at(stepId);
    if (visit) visit.arm = arm;
  }
  ended(end: SimulatedEnd): void {
    this.end = end;
  }

  #at(stepId: string): StepVisit | undefined {
    return this.stations.find((visit) => visit.stepId === stepId);
  }
}
