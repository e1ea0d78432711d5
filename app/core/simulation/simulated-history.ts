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

/** What was decided at a step, once it was due; a step that is put off is decided again. */
interface StationDecision {
  at: Instant;
  checks: readonly Check[];
  /** Null where nothing is logged of it: a wait that is over, or a step that is put off. */
  status: LogStatus | null;
  reason: Reason | null;
  /** Until when it is put off; null where it is not. */
  until: Instant | null;
}

/** A step that a walk has come to. */
export interface StepVisit {
  stepId: string;
  reached: Instant;
  decisions: StationDecision[];
  text: Omit<PlannedText, "links"> | null;
  /** Of a step with several ways: the one that was gone, null for none. */
  arm: string | null;
}

/** Writes down one walk, step by step. */
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
    const station = this.#at(stepId);
    if (station) station.text = text;
  }
  deferred({ stepId, until, reason }: SimulatedDeferral): void {
    const decision = this.#at(stepId)?.decisions.at(-1);
    if (decision) Object.assign(decision, { until, reason });
  }
  reached(stepId: string, at: Instant): void {
    this.stations.push({ stepId, reached: at, decisions: [], text: null, arm: null });
  }
  chose(stepId: string, arm: string | null): void {
    const station = this.#at(stepId);
    if (station) station.arm = arm;
  }
  ended(end: SimulatedEnd): void {
    this.end = end;
  }

  #at(stepId: string): StepVisit | undefined {
    return this.stations.find((station) => station.stepId === stepId);
  }
}
