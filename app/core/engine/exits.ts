import { awaitedBy } from "../actions/index.ts";
import type { Definition, Exit } from "../automations/definition.ts";
import { outline } from "../automations/outline.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { triggerOf } from "../triggers/index.ts";

/** An event that may end sequences. */
export interface RecordedExit {
  /** The triggers that took it for theirs, and what it says is over. */
  recognised: readonly string[];
  subject: string;
  relatedSubject: string | null;
  customerId: string | null;
  triggeredAt: Instant;
}

/** Who is inside a sequence, what it is about, and how new its facts are. */
export interface SequenceInterest {
  definition: Definition;
  subject: string;
  customerId: string;
  factsAt: Instant;
}

/**
 * The first of several events that ends a sequence: one about the same thing, or one of the same customer later than
 * the sequence's facts. Deliveries come in any order, so an exit may be told before the entry.
 */
export function exitThatEnds(
  inside: SequenceInterest,
  exits: readonly RecordedExit[],
): { on: string; at: Instant } | null {
  for (const exit of exits) {
    const on = inside.definition.exits.find((rule) => matches(rule, exit, inside))?.on ?? ownEnd(exit, inside);
    if (on) return { on, at: exit.triggeredAt };
  }
  return null;
}

/**
 * What a sequence of this definition listens for: what its exits name, what its own trigger calls over, what its
 * steps wait for.
 */
export const endingsOf = (definition: Definition): string[] =>
  [
    ...definition.exits.map(({ on }) => on),
    triggerOf(definition.trigger.type).over ?? [],
    ...[...outline(definition).values()].flatMap(({ step }) => awaitedBy(step)?.on ?? []),
  ].flat();

/**
 * What a step that waits for an event has heard: the first such event, not older than its waiting.
 * @param since when it began to wait
 */
export function hasAwaitedEvent(
  awaited: { on: string; match: Exit["match"] } | null,
  inside: SequenceInterest,
  since: Instant,
  events: readonly RecordedExit[],
): { on: string; at: Instant } | null {
  if (!awaited) return null;
  const heard = events.filter(
    (event) => Temporal.Instant.compare(event.triggeredAt, since) >= 0 && matches(awaited, event, inside),
  );
  const [first] = heard.sort((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt));
  return first ? { on: awaited.on, at: first.triggeredAt } : null;
}

/** What a sequence was entered for is over, in its own trigger's eyes. */
function ownEnd(exit: RecordedExit, { definition, subject }: SequenceInterest): string | null {
  const { over } = triggerOf(definition.trigger.type);
  return over && exit.subject === subject && exit.recognised.includes(over) ? over : null;
}

function matches(rule: { on: string; match: Exit["match"] }, exit: RecordedExit, inside: SequenceInterest): boolean {
  if (!exit.recognised.includes(rule.on)) return false;
  // What happened at the same instant is part of what they came in with, such as the order of a checkout that gave
  // consent.
  const isLater = Temporal.Instant.compare(exit.triggeredAt, inside.factsAt) > 0;
  if (rule.match === "customer") return exit.customerId !== null && exit.customerId === inside.customerId && isLater;
  const isSameThing = exit.subject === inside.subject || exit.relatedSubject === inside.subject;
  return isSameThing && (isLater || !lasts(inside.subject));
}

/**
 * Things that something can begin and end for again and again: a tag that was taken away last week says nothing of
 * one given today.
 */
const LASTING = new Set(["customer", "segment", "subscription", "product", "variant"]);

/**
 * Whether a thing outlasts what happens to it. An order or a checkout does not: what ended it ended it, whenever that
 * is told.
 */
const lasts = (subject: string): boolean => LASTING.has(subject.split(":", 1)[0] ?? "");
