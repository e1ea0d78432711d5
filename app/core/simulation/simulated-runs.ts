import type { Facts } from "../intake/define.ts";
import type { Deferral } from "../engine/conclude.ts";
import type { MatchableSequence } from "../engine/match-context.ts";
import type { Instant } from "../time/time.ts";

/** A customer's sequence in the simulation. */
export interface SimulatedRun extends MatchableSequence {
  /** The event that started it. */
  storeEventId: string;
  facts: Facts;
  outputs: Facts;
  /** The current step; null after the end. */
  at: {
    stepId: string;
    since: Instant;
    dueAt: Instant;
    /** Why it was put off or held last. */ deferral: Deferral | null;
  } | null;
  /** Counts schedules: the queue ignores a schedule with an older count. */
  turn: number;
}

/** All runs of a simulation, indexed for matching. */
export class SimulatedRuns {
  readonly #bySubject = new Map<string, SimulatedRun[]>();
  readonly #byCustomer = new Map<string, SimulatedRun[]>();
  readonly #byKey = new Map<string, SimulatedRun>();

  add(run: SimulatedRun): void {
    this.#byKey.set(run.dedupeKey, run);
    addTo(this.#bySubject, run.subject, run);
    addTo(this.#byCustomer, run.customerId, run);
  }

  /** Adds a run under the subject of the newer event that extended it. */
  index(run: SimulatedRun, subject: string): void {
    if (!this.#bySubject.get(subject)?.includes(run)) addTo(this.#bySubject, subject, run);
  }

  /** The runs that an event may end, wake or restart, each once. */
  concerning(
    subjects: readonly (string | null)[],
    customerId: string | null,
    dedupeKey: string | null,
  ): SimulatedRun[] {
    const same = dedupeKey === null ? undefined : this.#byKey.get(dedupeKey);
    const aboutSubject = subjects.flatMap((subject) =>
      subject === null ? [] : (this.#bySubject.get(subject) ?? []).filter(({ running }) => running),
    );
    return [...new Set([...aboutSubject, ...this.of(customerId), ...(same ? [same] : [])])];
  }

  of(customerId: string | null): readonly SimulatedRun[] {
    return customerId === null ? [] : (this.#byCustomer.get(customerId) ?? []);
  }
}

function addTo(index: Map<string, SimulatedRun[]>, key: string, run: SimulatedRun): void {
  const known = index.get(key);
  if (known) known.push(run);
  else index.set(key, [run]);
}
