import type { Facts } from "../intake/define.ts";
import type { Deferral } from "../engine/conclude.ts";
import type { MatchedSequence } from "../engine/match-context.ts";
import type { Instant } from "../time/time.ts";

/** A customer's walk through the automation on trial. */
export interface SimulatedRun extends MatchedSequence {
  /** The event it entered by. */
  storeEventId: string;
  facts: Facts;
  outputs: Facts;
  /** The step that it has come to; null when it is over. */
  at: {
    stepId: string;
    since: Instant;
    dueAt: Instant;
    /** Why it was put off or held last. */ deferral: Deferral | null;
  } | null;
  /** Counts its appointments: one of an earlier count is no longer kept. */
  turn: number;
}

/** All walks of a trial, found by whatever an event may meet them by. */
export class SimulatedRuns {
  readonly #bySubject = new Map<string, SimulatedRun[]>();
  readonly #byCustomer = new Map<string, SimulatedRun[]>();
  readonly #byKey = new Map<string, SimulatedRun>();

  add(walk: SimulatedRun): void {
    this.#byKey.set(walk.dedupeKey, walk);
    push(this.#bySubject, walk.subject, walk);
    push(this.#byCustomer, walk.customerId, walk);
  }

  /** Those that an event may end, wake or enter again, each once. */
  meeting(subjects: readonly (string | null)[], customerId: string | null, dedupeKey: string | null): SimulatedRun[] {
    const same = dedupeKey === null ? undefined : this.#byKey.get(dedupeKey);
    const about = subjects.flatMap((subject) =>
      subject === null ? [] : (this.#bySubject.get(subject) ?? []).filter(({ running }) => running),
    );
    return [...new Set([...about, ...this.of(customerId), ...(same ? [same] : [])])];
  }

  of(customerId: string | null): readonly SimulatedRun[] {
    return customerId === null ? [] : (this.#byCustomer.get(customerId) ?? []);
  }
}

function push(index: Map<string, SimulatedRun[]>, key: string, walk: SimulatedRun): void {
  const known = index.get(key);
  if (known) known.push(walk);
  else index.set(key, [walk]);
}
