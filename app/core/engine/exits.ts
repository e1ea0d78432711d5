import { awaitedBy } from "../actions/index.ts";
import type { Definition, Exit } from "../automations/definition.ts";
import { outline } from "../automations/outline.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { triggerOf } from "../triggers/index.ts";

/** An event that may end sequences. */
export interface RecordedExit {
  /** Keys of the triggers that the event matches, and of those that it ends. */
  recognised: readonly string[];
  subject: string;
  relatedSubject: string | null;
  customerId: string | null;
  triggeredAt: Instant;
}

/** The part of a sequence that decides which events concern it. */
export interface SequenceInterest {
  definition: Definition;
  subject: string;
  customerId: string;
  factsAt: Instant;
}

/**
 * Finds the first event that ends a sequence: an event with the sequence's subject, or an event of the same customer
 * that is newer than the sequence's facts. Webhooks arrive in any order, so an exit may be delivered before its entry.
 */
export function exitThatEnds(
  sequence: SequenceInterest,
  exits: readonly RecordedExit[],
): { on: string; at: Instant } | null {
  for (const exit of exits) {
    const on =
      sequence.definition.exits.find((rule) => matches(rule, exit, sequence))?.on ?? endedByOwnTrigger(exit, sequence);
    if (on) return { on, at: exit.triggeredAt };
  }
  return null;
}

/**
 * Keys of all triggers that a sequence of this definition reacts to: those of its exit rules, the one that ends its own
 * trigger, and those that its wait steps await.
 */
export const listenedTriggersOf = (definition: Definition): string[] =>
  [
    ...definition.exits.map(({ on }) => on),
    triggerOf(definition.trigger.type).endsTrigger ?? [],
    ...[...outline(definition).values()].flatMap(({ step }) => awaitedBy(step)?.on ?? []),
  ].flat();

/**
 * Finds the first event that a wait-for-event step awaits.
 * @param since the start of the wait; older events do not count
 */
export function awaitedEventOf(
  awaited: { on: string; match: Exit["match"] } | null,
  sequence: SequenceInterest,
  since: Instant,
  events: readonly RecordedExit[],
): { on: string; at: Instant } | null {
  if (!awaited) return null;
  const awaitedEvents = events.filter(
    (event) => Temporal.Instant.compare(event.triggeredAt, since) >= 0 && matches(awaited, event, sequence),
  );
  const [first] = awaitedEvents.sort((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt));
  return first ? { on: awaited.on, at: first.triggeredAt } : null;
}

/** The trigger that ends the sequence's own trigger, such as an order for an abandoned checkout. */
function endedByOwnTrigger(exit: RecordedExit, { definition, subject }: SequenceInterest): string | null {
  const { endsTrigger } = triggerOf(definition.trigger.type);
  return endsTrigger && exit.subject === subject && exit.recognised.includes(endsTrigger) ? endsTrigger : null;
}

function matches(rule: { on: string; match: Exit["match"] }, exit: RecordedExit, sequence: SequenceInterest): boolean {
  if (!exit.recognised.includes(rule.on)) return false;
  // An event at the same instant as the entry belongs to the entry: a checkout that gave consent also created the
  // order.
  const isLater = Temporal.Instant.compare(exit.triggeredAt, sequence.factsAt) > 0;
  if (rule.match === "customer") return exit.customerId !== null && exit.customerId === sequence.customerId && isLater;
  const isSameSubject = exit.subject === sequence.subject || exit.relatedSubject === sequence.subject;
  return isSameSubject && (isLater || !isLasting(sequence.subject));
}

/**
 * Subjects with a repeating lifecycle: a tag removed last week does not end a sequence started by the same tag today.
 */
const LASTING_SUBJECTS = new Set(["customer", "segment", "subscription", "product", "variant", "browsing"]);

/**
 * The instant after which an event about the subject of a sequence may end or wake it; null when it always may. Of the
 * sequence's customer only later events may.
 */
export const subjectCountsSince = (subject: string, factsAt: Instant): Instant | null =>
  isLasting(subject) ? factsAt : null;

/**
 * Whether a subject outlasts its events. Orders and checkouts end once, so their exit counts whenever it is delivered.
 */
const isLasting = (subject: string): boolean => LASTING_SUBJECTS.has(subject.split(":", 1)[0] ?? "");
