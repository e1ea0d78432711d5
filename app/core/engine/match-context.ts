import { awaitedBy } from "../actions/index.ts";
import { placementOf } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { recipientZones } from "../sending/quiet-hours/zones.ts";
import { customerValuesOf, type CustomerFacts } from "../customers/facts.ts";
import type { Facts, NormalizedEvent } from "../intake/define.ts";
import type { AutomationStatus } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { concerns, recogniseAll } from "../triggers/index.ts";
import { decideEntry, dedupeKeyOf, restartsWait, type EntryDecision } from "./entry.ts";
import { exitThatEnds, hasAwaitedEvent, type SequenceInterest, type RecordedExit } from "./exits.ts";

/** A store event, understood and with its customer known. */
export interface IncomingEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  normalizedEvent: NormalizedEvent;
  /** Null where the event names nobody. */
  customer: CustomerFacts | null;
  shop: { name: string; url: string; /** IANA. */ timezone: string };
  /** How many of our own actions lie before it, and the sequence of the last. */
  hop: number;
  causedBy: string | null;
}

/** An automation that events may concern: one that is on, or one that was and is paused. */
export interface ListeningAutomation {
  id: string;
  versionId: string;
  status: AutomationStatus;
  definition: Definition;
}

/** A sequence under way, or one that was. */
export interface MatchedSequence extends SequenceInterest {
  sequenceId: string;
  automationId: string;
  dedupeKey: string;
  running: boolean;
  /** Its first step has not been started. */
  inFirstWait: boolean;
  startedAt: Instant;
  /** The step it waits at, since when. */
  waiting: { stepId: string; since: Instant } | null;
}

/** What a batch of events meets: one shop's sequences and exits as far as they concern it. The batch's own copy. */
export interface MatchContext {
  automations: readonly ListeningAutomation[];
  members: MatchedSequence[];
  exits: RecordedExit[];
}

/** What one event sets off. */
export interface MatchResult {
  /** The triggers that it is an entry for, and what it says is over. */
  recognised: string[];
  cancelled: { member: MatchedSequence; because: string }[];
  /** Steps that waited for it. */
  woken: { sequenceId: string; stepId: string }[];
  extended: { sequenceId: string; stepId: string; dueAt: Instant; facts: Facts; factsAt: Instant }[];
  entered: {
    automation: ListeningAutomation;
    sequenceId: string;
    decision: Extract<EntryDecision, { kind: "enter" }>;
  }[];
  refused: { automation: ListeningAutomation; decision: Extract<EntryDecision, { kind: "refuse" }> }[];
}

/**
 * Lets one event meet the roster: exits first, then whoever waits for it, then each automation that it may enter. The
 * roster is kept up to date, so that the next event of the batch meets what this one left.
 * @param newId makes the id of a sequence
 */
export function matchEvent(event: IncomingEvent, roster: MatchContext, now: Instant, newId: () => string): MatchResult {
  const { subject, relatedSubject, targetAutomationId } = event.normalizedEvent;
  const { candidateFor, planned, over } = recogniseAll(event.topic, event.normalizedEvent);
  const recognised = [...candidateFor, ...over];
  const exit: RecordedExit = {
    recognised,
    subject,
    relatedSubject,
    customerId: event.customer?.id ?? null,
    triggeredAt: event.triggeredAt,
  };

  const consequences: MatchResult = { recognised, cancelled: [], woken: [], extended: [], entered: [], refused: [] };
  for (const member of roster.members.filter(({ running }) => running)) {
    const ended = exitThatEnds(member, [exit]);
    if (ended) {
      member.running = false;
      consequences.cancelled.push({ member, because: ended.on });
    } else if (member.waiting && hasAwaitedEvent(awaitedAt(member), member, member.waiting.since, [exit])) {
      consequences.woken.push({ sequenceId: member.sequenceId, stepId: member.waiting.stepId });
    }
  }
  for (const automation of roster.automations) {
    const { trigger } = automation.definition;
    const isMeant = targetAutomationId === null || targetAutomationId === automation.id;
    if (isMeant && [...candidateFor, ...planned].includes(trigger.type) && concerns(trigger, event.normalizedEvent))
      enter(event, automation, candidateFor.includes(trigger.type), { roster, now, newId, into: consequences });
  }
  roster.exits.push(exit);
  return consequences;
}

/**
 * Lets an event into each automation as if it were just what that waits for: each still asks whether its customer may
 * enter.
 */
export function enrolDirectly(
  event: IncomingEvent,
  roster: MatchContext,
  now: Instant,
  newId: () => string,
): MatchResult {
  const consequences: MatchResult = {
    recognised: [],
    cancelled: [],
    woken: [],
    extended: [],
    entered: [],
    refused: [],
  };
  for (const automation of roster.automations)
    enter(event, automation, true, { roster, now, newId, into: consequences });
  return consequences;
}

function awaitedAt({ definition, waiting }: MatchedSequence): ReturnType<typeof awaitedBy> {
  const place = waiting && placementOf(definition, waiting.stepId);
  return place ? awaitedBy(place.step) : null;
}

interface Desk {
  roster: MatchContext;
  now: Instant;
  newId: () => string;
  into: MatchResult;
}

/** @param candidate the event itself lets somebody in, not only a date that it carries */
function enter(
  event: IncomingEvent,
  automation: ListeningAutomation,
  candidate: boolean,
  { roster, now, newId, into }: Desk,
): void {
  const { definition } = automation;
  const { subject, facts } = event.normalizedEvent;
  const customerId = event.customer?.id ?? null;
  const dedupeKey = dedupeKeyOf(definition, { subject, customerId, storeEventId: event.id });
  const ofAutomation = roster.members.filter((member) => member.automationId === automation.id);
  const ofCustomer = ofAutomation.filter((member) => member.customerId === customerId);
  // Told again, a checkout is still the same checkout, also where each event could enter for itself.
  const toldAgain = restartsWait(definition)
    ? ofCustomer.find((member) => member.running && member.inFirstWait && member.subject === subject)
    : undefined;
  const before = toldAgain ?? ofAutomation.find((member) => member.dedupeKey === dedupeKey);
  const decision = decideEntry(definition, {
    now,
    triggeredAt: event.triggeredAt,
    timezone: timezoneOf(event),
    shopTimezone: event.shop.timezone,
    values: customerValuesOf(facts, {}, event.customer, event.shop),
    facts,
    automationStatus: automation.status,
    storeEventId: event.id,
    subject,
    customerId,
    hop: event.hop,
    ended: exitThatEnds(
      { definition, subject, customerId: customerId ?? "", factsAt: event.triggeredAt },
      roster.exits,
    ),
    existing: !before ? "none" : before.running && before.inFirstWait ? "in_first_wait" : "beyond",
    entries: ofCustomer.map(({ startedAt }) => startedAt).sort((a, b) => Temporal.Instant.compare(b, a)),
    inside: ofCustomer.filter(({ running }) => running).length,
  });
  // A date that is told again of someone who is in, or has been, is no news.
  const isNews = candidate || decision.kind !== "refuse" || decision.reason !== "duplicate";
  if (decision.kind === "refuse" && isNews) into.refused.push({ automation, decision });
  else if (decision.kind === "extend" && before) {
    // A late delivery of older facts changes nothing.
    if (Temporal.Instant.compare(event.triggeredAt, before.factsAt) < 0) return;
    before.factsAt = event.triggeredAt;
    into.extended.push({ sequenceId: before.sequenceId, ...decision.first, facts, factsAt: event.triggeredAt });
  } else if (decision.kind === "enter" && customerId) {
    const sequenceId = newId();
    const waiting = { stepId: decision.first.stepId, since: now };
    roster.members.push({
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
    into.entered.push({ automation, sequenceId, decision });
  }
}

function timezoneOf({ customer, shop: { timezone } }: IncomingEvent): string {
  const { countryCode = null, provinceCode = null, phone = null } = customer ?? {};
  return recipientZones({ countryCode, provinceCode, phone, shopTimezone: timezone }).zones[0] ?? timezone;
}
