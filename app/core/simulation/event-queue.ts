import { Heap } from "../heap.ts";
import { priorityOf } from "../engine/advance.ts";
import { compareDue, type DueOrder } from "../engine/due-order.ts";
import type { Instant } from "../time/time.ts";
import type { SimulatedRun } from "./simulated-runs.ts";

/**
 * What is due at one instant is worked off in rounds, as live runs do, who claim all that is due, and then what has
 * come of it. What follows a call comes after all that needed none: a call takes its time.
 */
interface Round {
  /** Calls of this instant that lie behind it. */
  calls: number;
  place: number;
}
const FIRST: Round = { calls: 0, place: 0 };

/** A step's appointment; kept only while the walk has made none since. */
interface Appointment extends DueOrder {
  walk: SimulatedRun;
  turn: number;
  dueMs: number;
  round: Round;
}

const inOrder = (a: Appointment, b: Appointment): number =>
  a.dueMs - b.dueMs || a.round.calls - b.round.calls || a.round.place - b.round.place || compareDue(a, b);

/** Which walk of a trial is due when, and which of those that are due at once comes first. */
export class EventQueue {
  readonly #due = new Heap<Appointment>((a, b) => inOrder(a, b) < 0);
  #kept: Appointment | null = null;

  /**
   * Makes a walk's step due; what it had before is off.
   * @param called it follows a message, for which somebody was called
   */
  appoint(walk: SimulatedRun, dueAt: Instant, called: boolean): void {
    const dueMs = dueAt.epochMilliseconds;
    this.#due.push({
      walk,
      turn: ++walk.turn,
      dueMs,
      dueAt,
      round: this.#roundAt(dueMs, called),
      priority: priorityOf(walk.definition),
      sequenceId: walk.sequenceId,
    });
  }

  /** When the first is due, in milliseconds; null when none is. */
  get next(): number | null {
    return this.#first()?.dueMs ?? null;
  }

  /** Keeps all that is due before an instant (milliseconds), and what that leads to. */
  keepBefore(end: number, keep: (walk: SimulatedRun, dueMs: number) => void): void {
    for (let first = this.#first(); first && first.dueMs < end; first = this.#first()) {
      this.#due.pop();
      this.#kept = first;
      keep(first.walk, first.dueMs);
    }
    this.#kept = null;
  }

  #first(): Appointment | null {
    for (let first = this.#due.first(); first; first = this.#due.first()) {
      if (first.walk.running && first.turn === first.walk.turn) return first;
      this.#due.pop();
    }
    return null;
  }

  #roundAt(dueMs: number, called: boolean): Round {
    if (this.#kept?.dueMs !== dueMs) return FIRST;
    const { calls, place } = this.#kept.round;
    return called ? { calls: calls + 1, place: 0 } : { calls, place: place + 1 };
  }
}
