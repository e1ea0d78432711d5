import type { Definition, Exit } from "../automation/definition.ts";
import { Temporal, type Instant } from "../time.ts";

/** An event that may end sequences. */
export interface SeenExit {
  /** The triggers that took it for theirs. */
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
    const rule = inside.definition.exits.find((candidate) => matches(candidate, exit, inside));
    if (rule) return { on: rule.on, at: exit.triggeredAt };
  }
  return null;
}

function matches(rule: Exit, exit: SeenExit, inside: Inside): boolean {
  if (!exit.recognised.includes(rule.on)) return false;
  if (rule.match === "subject") return exit.subject === inside.subject || exit.relatedSubject === inside.subject;
  return exit.customerId !== null && exit.customerId === inside.customerId && Temporal.Instant.compare(exit.triggeredAt, inside.factsAt) >= 0;
}
