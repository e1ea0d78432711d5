import type { Definition } from "../automation/definition.ts";
import type { Facts, Occurrence } from "../intake/define.ts";
import { zonesOf, type Whereabouts } from "../compliance/zones.ts";
import { Temporal, type Instant } from "../time.ts";
import { recogniseAll } from "../triggers/index.ts";
import { decideEntry, dedupeKeyOf, type EntryDecision } from "./entry.ts";
import { endedBy, type Inside, type SeenExit } from "./exits.ts";

/** A store event, understood and with its customer known. */
export interface MetEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  occurrence: Occurrence;
  /** Our customer's id; null where the event names nobody. */
  customerId: string | null;
  whereabouts: Whereabouts;
}

export interface ActiveAutomation {
  id: string;
  versionId: string;
  definition: Definition;
}

/** A sequence under way, or one that was. */
export interface Member extends Inside {
  sequenceId: string;
  automationId: string;
  dedupeKey: string;
  running: boolean;
  /** Its first step has not been started. */
  inFirstWait: boolean;
}

/** What a batch of events meets: one shop's sequences and exits as far as they concern it. The batch's own copy. */
export interface Roster {
  automations: readonly ActiveAutomation[];
  members: Member[];
  exits: SeenExit[];
}

/** What one event sets off. */
export interface Consequences {
  /** The triggers that it is an entry for, and what it says is over. */
  recognised: string[];
  cancelled: { member: Member; because: string }[];
  extended: { sequenceId: string; stepId: string; dueAt: Instant; facts: Facts; factsAt: Instant }[];
  entered: { automation: ActiveAutomation; sequenceId: string; decision: Extract<EntryDecision, { kind: "enter" }> }[];
  refused: { automation: ActiveAutomation; decision: Extract<EntryDecision, { kind: "refuse" }> }[];
}

/**
 * Lets one event meet the roster: exits first, then each automation that it may enter. The roster is kept up to date, so
 * that the next event of the batch meets what this one left.
 * @param newId makes the id of a sequence
 */
export function meet(event: MetEvent, roster: Roster, now: Instant, newId: () => string): Consequences {
  const { subject, relatedSubject } = event.occurrence;
  const { candidateFor, over } = recogniseAll(event.topic, event.occurrence);
  const exit: SeenExit = { recognised: [...candidateFor, ...over], subject, relatedSubject, customerId: event.customerId, triggeredAt: event.triggeredAt };

  const consequences: Consequences = { recognised: [...candidateFor, ...over], cancelled: [], extended: [], entered: [], refused: [] };
  for (const member of roster.members.filter(({ running }) => running)) {
    const ended = endedBy(member, [exit]);
    if (!ended) continue;
    member.running = false;
    consequences.cancelled.push({ member, because: ended.on });
  }
  for (const automation of roster.automations) {
    if (candidateFor.includes(automation.definition.trigger.type)) enter(event, automation, roster, now, newId, consequences);
  }
  roster.exits.push(exit);
  return consequences;
}

function enter(event: MetEvent, automation: ActiveAutomation, roster: Roster, now: Instant, newId: () => string, into: Consequences): void {
  const { definition } = automation;
  const { subject, facts } = event.occurrence;
  const dedupeKey = dedupeKeyOf(definition, { subject, customerId: event.customerId, storeEventId: event.id });
  const before = roster.members.find((member) => member.automationId === automation.id && member.dedupeKey === dedupeKey);
  const decision = decideEntry(definition, {
    now,
    triggeredAt: event.triggeredAt,
    timezone: zonesOf(event.whereabouts).zones[0] ?? event.whereabouts.shopTimezone,
    storeEventId: event.id,
    subject,
    customerId: event.customerId,
    ended: endedBy({ definition, subject, customerId: event.customerId ?? "", factsAt: event.triggeredAt }, roster.exits),
    existing: !before ? "none" : before.running && before.inFirstWait ? "in_first_wait" : "beyond",
  });
  if (decision.kind === "refuse") into.refused.push({ automation, decision });
  else if (decision.kind === "extend" && before) {
    // A late delivery of older facts changes nothing.
    if (Temporal.Instant.compare(event.triggeredAt, before.factsAt) < 0) return;
    before.factsAt = event.triggeredAt;
    into.extended.push({ sequenceId: before.sequenceId, ...decision.first, facts, factsAt: event.triggeredAt });
  } else if (decision.kind === "enter" && event.customerId) {
    const sequenceId = newId();
    roster.members.push({ sequenceId, automationId: automation.id, definition, dedupeKey, subject, customerId: event.customerId, running: true, inFirstWait: true, factsAt: event.triggeredAt });
    into.entered.push({ automation, sequenceId, decision });
  }
}
