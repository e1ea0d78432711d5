import { awaitedBy } from "../actions/index.ts";
import type { Definition } from "../automations/definition.ts";
import { placementOf } from "../automations/outline.ts";
import { type CustomerFacts, type CustomerRecord, customerValuesOf, factsOf } from "../customers/record.ts";
import type { Facts, NormalizedEvent } from "../intake/define.ts";
import { happenedAtOf } from "../intake/imported.ts";
import { recipientZones } from "../sending/quiet-hours/zones.ts";
import type { AutomationStatus } from "../statuses.ts";
import { nameInTexts } from "../team/settings.ts";
import { type Instant, Temporal } from "../time/time.ts";
import { concerns, entrySubjectOf, matchTriggers } from "../triggers/index.ts";
import { decideEntry, dedupeKeyOf, type EntryDecision, restartsWait } from "./entry.ts";
import { awaitedEventOf, exitThatEnds, type RecordedExit, type SequenceInterest } from "./exits.ts";

/** A normalised store event with its customer. */
export interface IncomingEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  /** Shopify sent the event as a test: it starts and ends nothing. */
  isTest: boolean;
  normalizedEvent: NormalizedEvent;
  /** Null when the event names no customer. */
  customer: CustomerFacts | null;
  shop: { name: string; url: string; /** IANA. */ timezone: string };
  /** The number of the app's own actions in the chain that caused the event. */
  hop: number;
  causedBy: string | null;
}

/** An automation that events may concern: active, or paused with sequences. */
export interface ListeningAutomation {
  id: string;
  versionId: string;
  status: AutomationStatus;
  definition: Definition;
}

/** A sequence of any status, as far as matching needs it. */
export interface MatchableSequence extends SequenceInterest {
  sequenceId: string;
  automationId: string;
  dedupeKey: string;
  running: boolean;
  /** The first step has not started. */
  inFirstWait: boolean;
  startedAt: Instant;
  /** The step that the sequence waits at; null when it waits at none. */
  waiting: { stepId: string; since: Instant } | null;
}

/** The sequences and exits of one shop that a batch of events may concern. `matchEvent` mutates it. */
export interface MatchContext {
  automations: readonly ListeningAutomation[];
  members: MatchableSequence[];
  exits: RecordedExit[];
}

/** The effects of one event on sequences. */
export interface MatchResult {
  /** Keys of the triggers that the event matches, and of those that it ends. */
  matchedTriggers: string[];
  cancelled: { member: MatchableSequence; because: string }[];
  /** Steps that awaited the event. */
  woken: { sequenceId: string; stepId: string }[];
  extended: {
    sequenceId: string;
    stepId: string;
    dueAt: Instant;
    /** The subject of the newer event: with one entry a day it may be another checkout. */
    subject: string;
    facts: Facts;
    factsAt: Instant;
  }[];
  entered: {
    automation: ListeningAutomation;
    sequenceId: string;
    decision: Extract<EntryDecision, { kind: "enter" }>;
  }[];
  refused: { automation: ListeningAutomation; decision: Extract<EntryDecision, { kind: "refuse" }> }[];
}

/**
 * Matches one event: first exits, then awaiting steps, then entries. Updates the context, so that the next event of the
 * batch sees the result.
 * @param newId creates a sequence id
 */
export function matchEvent(
  event: IncomingEvent,
  context: MatchContext,
  now: Instant,
  newId: () => string,
): MatchResult {
  const { subject, relatedSubject, targetAutomationId } = event.normalizedEvent;
  const { candidateFor, planned, over } = matchTriggers(event.topic, event.normalizedEvent);
  const recognised = [...candidateFor, ...over];
  const exit: RecordedExit = {
    recognised,
    subject,
    relatedSubject,
    customerId: event.customer?.id ?? null,
    triggeredAt: event.triggeredAt,
  };

  const result: MatchResult = {
    matchedTriggers: event.isTest ? [] : recognised,
    cancelled: [],
    woken: [],
    extended: [],
    entered: [],
    refused: [],
  };
  for (const member of event.isTest ? [] : context.members.filter(({ running }) => running)) {
    const ended = exitThatEnds(member, [exit]);
    if (ended) {
      member.running = false;
      result.cancelled.push({ member, because: ended.on });
    } else if (member.waiting && awaitedEventOf(awaitedByStep(member), member, member.waiting.since, [exit])) {
      result.woken.push({ sequenceId: member.sequenceId, stepId: member.waiting.stepId });
    }
  }
  for (const automation of context.automations) {
    const { trigger } = automation.definition;
    const isTargeted = targetAutomationId === null || targetAutomationId === automation.id;
    if (isTargeted && [...candidateFor, ...planned].includes(trigger.type) && concerns(trigger, event.normalizedEvent))
      enterAutomation(event, automation, candidateFor.includes(trigger.type), { context, now, newId, result });
  }
  if (!event.isTest) context.exits.push(exit);
  return result;
}

/**
 * Enrols the event's customer in every automation of the context without matching triggers. The entry checks still
 * apply.
 */
export function enrolDirectly(
  event: IncomingEvent,
  context: MatchContext,
  now: Instant,
  newId: () => string,
): MatchResult {
  const result: MatchResult = {
    matchedTriggers: [],
    cancelled: [],
    woken: [],
    extended: [],
    entered: [],
    refused: [],
  };
  for (const automation of context.automations)
    enterAutomation(event, automation, true, { context, now, newId, result });
  return result;
}

function awaitedByStep({ definition, waiting }: MatchableSequence): ReturnType<typeof awaitedBy> {
  const place = waiting && placementOf(definition, waiting.stepId);
  return place ? awaitedBy(place.step) : null;
}

interface MatchRun {
  context: MatchContext;
  now: Instant;
  newId: () => string;
  result: MatchResult;
}

/** @param candidate the event itself matches the trigger, not only a date in its facts */
function enterAutomation(
  event: IncomingEvent,
  automation: ListeningAutomation,
  candidate: boolean,
  { context, now, newId, result }: MatchRun,
): void {
  const { definition } = automation;
  const { subject, facts } = event.normalizedEvent;
  const customerId = event.customer?.id ?? null;
  const dedupeKey = entryKeyOf(definition, event);
  const ofAutomation = context.members.filter((member) => member.automationId === automation.id);
  const ofCustomer = ofAutomation.filter((member) => member.customerId === customerId);
  // A repeated checkout event restarts the wait even when the re-entry rule allows one entry per event.
  const restarted = restartsWait(definition)
    ? ofCustomer.find((member) => member.running && member.inFirstWait && member.subject === subject)
    : undefined;
  const previous = restarted ?? ofAutomation.find((member) => member.dedupeKey === dedupeKey);
  const decision = decideEntry(definition, {
    now,
    triggeredAt: event.triggeredAt,
    happenedAt: happenedAtOf(event.normalizedEvent, event.triggeredAt),
    isTest: event.isTest,
    day: dayOf(event),
    timezone: timezoneOf(event),
    shopTimezone: event.shop.timezone,
    values: customerValuesOf(facts, {}, event.customer, event.shop),
    facts,
    automationStatus: automation.status,
    storeEventId: event.id,
    subject: entrySubjectOf(definition.trigger, event.normalizedEvent),
    customerId,
    hop: event.hop,
    ended: exitThatEnds(
      { definition, subject, customerId: customerId ?? "", factsAt: event.triggeredAt },
      context.exits,
    ),
    existing: !previous ? "none" : previous.running && previous.inFirstWait ? "in_first_wait" : "beyond",
    entries: ofCustomer.map(({ startedAt }) => startedAt).sort((a, b) => Temporal.Instant.compare(b, a)),
    activeCount: ofCustomer.filter(({ running }) => running).length,
  });
  // A date repeated by a later update of the same customer is no refusal worth a log entry.
  const isLogged = candidate || decision.kind !== "refuse" || decision.reason !== "duplicate";
  if (decision.kind === "refuse" && isLogged) result.refused.push({ automation, decision });
  else if (decision.kind === "extend" && previous) {
    // A late delivery of older facts must not restart the wait.
    if (Temporal.Instant.compare(event.triggeredAt, previous.factsAt) < 0) return;
    previous.factsAt = event.triggeredAt;
    previous.subject = subject;
    result.extended.push({
      sequenceId: previous.sequenceId,
      ...decision.first,
      subject,
      facts,
      factsAt: event.triggeredAt,
    });
  } else if (decision.kind === "enter" && customerId) {
    const sequenceId = newId();
    const waiting = { stepId: decision.first.stepId, since: now };
    context.members.push({
      sequenceId,
      automationId: automation.id,
      definition,
      dedupeKey,
      subject,
      customerId,
      running: true,
      inFirstWait: true,
      startedAt: now,
      waiting,
      factsAt: event.triggeredAt,
    });
    result.entered.push({ automation, sequenceId, decision });
  }
}

/** The idempotency key of the event's entry into an automation. */
export const entryKeyOf = (definition: Definition, event: IncomingEvent): string =>
  dedupeKeyOf(definition, {
    subject: entrySubjectOf(definition.trigger, event.normalizedEvent),
    customerId: event.customer?.id ?? null,
    storeEventId: event.id,
    day: dayOf(event),
  });

const dayOf = (event: IncomingEvent): string =>
  event.triggeredAt.toZonedDateTimeISO(timezoneOf(event)).toPlainDate().toString();

function timezoneOf({ customer, shop: { timezone } }: IncomingEvent): string {
  const { countryCode = null, provinceCode = null, phone = null } = customer ?? {};
  return recipientZones({ countryCode, provinceCode, phone, shopTimezone: timezone }).zones[0] ?? timezone;
}

/** An inbox row with its normalised payload. */
export interface StoredEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  isTest: boolean;
  normalizedEvent: NormalizedEvent;
}

/** The chain of the app's own actions that caused an event: its length, and the sequence of the last action. */
export interface EventCause {
  hop: number;
  causedBy: string | null;
}

interface EventContext {
  /** Null when the event names no customer. */
  customer: CustomerRecord | null;
  /** Names of the customer's segments. */
  segments: readonly string[];
  shop: { name: string; domain: string; /** IANA. */ timezone: string; settings: unknown };
  cause: EventCause;
}

/** Joins an event with its customer and shop for matching. */
export const incomingEventOf = (
  { id, topic, triggeredAt, isTest, normalizedEvent }: StoredEvent,
  { customer, segments, shop, cause }: EventContext,
): IncomingEvent => ({
  id,
  topic,
  triggeredAt,
  isTest,
  normalizedEvent,
  customer: customer && factsOf(customer, segments),
  shop: { name: nameInTexts(shop), url: `https://${shop.domain}`, timezone: shop.timezone },
  ...cause,
});

/** Sorts a batch by `triggeredAt`, then by arrival (ids are UUIDv7). */
export const inTriggeredOrder = <T extends { id: string; triggeredAt: Instant }>(events: readonly T[]): T[] =>
  events.toSorted((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt) || (a.id < b.id ? -1 : 1));
