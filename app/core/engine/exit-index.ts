import type { RecordedExit } from "./exits.ts";

export interface IdentifiedExit extends RecordedExit {
  /** The event's id. */
  id: string;
}

/** Events of one shop that may end or wake sequences, indexed by subject and customer. */
export class ExitIndex {
  readonly #listened: ReadonlySet<string> | null;
  readonly #bySubject = new Map<string, IdentifiedExit[]>();
  readonly #byCustomer = new Map<string, IdentifiedExit[]>();

  /** @param listened the trigger keys that any sequence reacts to; other events are dropped. Without it, none is */
  constructor(listened?: Iterable<string>) {
    this.#listened = listened ? new Set(listened) : null;
  }

  add(exit: IdentifiedExit): void {
    if (this.#listened && !exit.recognised.some((trigger) => this.#listened?.has(trigger))) return;
    add(this.#bySubject, exit.subject, exit);
    if (exit.relatedSubject !== null && exit.relatedSubject !== exit.subject)
      add(this.#bySubject, exit.relatedSubject, exit);
    if (exit.customerId !== null) add(this.#byCustomer, exit.customerId, exit);
  }

  /** The events about a subject or of a customer, each once. */
  concerning(subject: string, customerId: string | null): IdentifiedExit[] {
    return [
      ...new Set([
        ...(this.#bySubject.get(subject) ?? []),
        ...(customerId === null ? [] : (this.#byCustomer.get(customerId) ?? [])),
      ]),
    ];
  }
}

function add(index: Map<string, IdentifiedExit[]>, key: string, exit: IdentifiedExit): void {
  const known = index.get(key);
  if (known) known.push(exit);
  else index.set(key, [exit]);
}
