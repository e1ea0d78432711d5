import type { RecordedExit } from "../engine/exits.ts";

export interface SimulatedExit extends RecordedExit {
  /** The event's id. */
  id: string;
}

/** Events that may end or wake sequences, indexed by subject and customer. */
export class SimulatedExits {
  readonly #listened: ReadonlySet<string>;
  readonly #bySubject = new Map<string, SimulatedExit[]>();
  readonly #byCustomer = new Map<string, SimulatedExit[]>();

  /** @param listened the trigger keys that any sequence reacts to; other events are dropped */
  constructor(listened: Iterable<string>) {
    this.#listened = new Set(listened);
  }

  add(exit: SimulatedExit): void {
    if (!exit.recognised.some((trigger) => this.#listened.has(trigger))) return;
    add(this.#bySubject, exit.subject, exit);
    if (exit.relatedSubject !== null && exit.relatedSubject !== exit.subject)
      add(this.#bySubject, exit.relatedSubject, exit);
    if (exit.customerId !== null) add(this.#byCustomer, exit.customerId, exit);
  }

  /** The events about a subject or of a customer, each once. */
  concerning(subject: string, customerId: string | null): SimulatedExit[] {
    return [
      ...new Set([
        ...(this.#bySubject.get(subject) ?? []),
        ...(customerId === null ? [] : (this.#byCustomer.get(customerId) ?? [])),
      ]),
    ];
  }
}

function add(index: Map<string, SimulatedExit[]>, key: string, exit: SimulatedExit): void {
  const known = index.get(key);
  if (known) known.push(exit);
  else index.set(key, [exit]);
}
