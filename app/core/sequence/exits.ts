import type { Definition, Exit } from "../automation/definition.ts";
import { Temporal, type Instant } from "../time.ts";
import { triggerOf } from "../triggers/index.ts";

/** An event that may end sequences. */
export interface SeenExit {
  /** The triggers that took it for theirs, and what it says is over. */
  recognised: readonly string[];
  subject: string;
  relatedSubject: string | null;
  customerId: string | null;
  triggeredAt: Instant;
}

/** Who is inside a sequence, what it is about, and how new its facts are. */
export interface Inside {
  definition: Definition;
  subject: string;
  customerId: string;
  factsAt: Instant;
}

/**
 * The first of several events that ends a sequence: one about the same thing at any time, or one of the same customer not
 * older than the sequence's facts. Deliveries come in any order, so an exit may be told before the entry.
 */
export function endedBy(inside: Inside, exits: readonly SeenExit[]): { on: string; at: Instant } | null {
  for (const exit of exits) {
    const on = inside.definition.exits.find((rule) => matches(rule, exit, inside))?.on ?? ownEnd(exit, inside);
    if (on) return { on, at: exit.triggeredAt };
  }
  return null;
}

/** What may end a sequence of this definition: the triggers that its exits name, and what its own trigger calls over. */
export const endingsOf = (definition: Definition): string[] => [...definition.exits.map(({ on }) => on), triggerOf(definition.trigger.type).over ?? []].flat();

/** What a sequence was entered for is over, in its own trigger's eyes. */
function ownEnd(exit: SeenExit, { definition, subject }: Inside): string | null {
  const { over } = triggerOf(definition.trigger.type);
  return over && exit.subject === subject && exit.recognised.includes(over) ? over : null;
}

function matches(rule: Exit, exit: SeenExit, inside: Inside): boolean {
  if (!exit.recognised.includes(rule.on)) return false;
  if (rule.match === "subject") return exit.subject === inside.subject || exit.relatedSubject === inside.subject;
  return exit.customerId !== null && exit.customerId === inside.customerId && Temporal.Instant.compare(exit.triggeredAt, inside.factsAt) >= 0;
}
