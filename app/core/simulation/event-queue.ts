import { Heap } from "../heap.ts";
import { priorityOf } from "../engine/advance.ts";
import { compareDue, type DueOrder } from "../engine/due-order.ts";
import type { Instant } from "../time/time.ts";
import type { SimulatedRun } from "./simulated-runs.ts";

/**
 * Steps due at one instant run in rounds, like live runs: a worker claims all due steps, then the steps that follow
 * from them. Steps after a provider call come after steps without one, because the call takes time.
 */
interface Round {
  /** Provider calls made earlier at the same instant. */
  calls: number;
  place: number;
}
const FIRST_ROUND: Round = { calls: 0, place: 0 };

/** A scheduled step; valid while its run has no later one. */
interface ScheduledStep extends DueOrder {
  run: SimulatedRun;
  turn: number;
  dueMs: number;
  round: Round;
}

const compareScheduled = (a: ScheduledStep, b: ScheduledStep): number =>
  a.dueMs - b.dueMs || a.round.calls - b.round.calls || a.round.place - b.round.place || compareDue(a, b);

/** The due steps of a simulation in execution order. */
export class EventQueue {
  readonly #due = new Heap<ScheduledStep>((a, b) => compareScheduled(a, b) < 0);
  #current: ScheduledStep | null = null;

  /**
   * Schedules a run's next step and replaces its earlier schedule.
   * @param called the step follows a message, which took a provider call
   */
  schedule(run: SimulatedRun, dueAt: Instant, called: boolean): void {
    const dueMs = dueAt.epochMilliseconds;
    this.#due.push({
      run,
      turn: ++run.turn,
      dueMs,
      dueAt,
      round: this.#roundAt(dueMs, called),
      priority: priorityOf(run.definition),
      sequenceId: run.sequenceId,
    });
  }

  /** The earliest due time in epoch milliseconds; null when nothing is due. */
  get next(): number | null {
    return this.#first()?.dueMs ?? null;
  }

  /** Runs all steps due before `end` (epoch milliseconds), including the steps that they schedule. */
  runBefore(end: number, execute: (run: SimulatedRun, dueMs: number) => void): void {
    for (let first = this.#first(); first && first.dueMs < end; first = this.#first()) {
      this.#due.pop();
      this.#current = first;
      execute(first.run, first.dueMs);
    }
    this.#current = null;
  }

  #first(): ScheduledStep | null {
    for (let first = this.#due.first(); first; first = this.#due.first()) {
      if (first.run.running && first.turn === first.run.turn) return first;
      this.#due.pop();
    }
    return null;
  }

  #roundAt(dueMs: number, called: boolean): Round {
    if (this.#current?.dueMs !== dueMs) return FIRST_ROUND;
    const { calls, place } = this.#current.round;
    return called ? { calls: calls + 1, place: 0 } : { calls, place: place + 1 };
  }
}
