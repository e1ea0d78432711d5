import type { Definition } from "../automation/definition.ts";
import { dueAtOf } from "../actions/index.ts";
import type { Check } from "../explanation.ts";
import type { Reason } from "../reasons.ts";
import { after, isOlderThan } from "../schedule/duration.ts";
import { Temporal, type Instant } from "../time.ts";
import { delayOf, triggerOf } from "../triggers/index.ts";

export interface Entrance {
  now: Instant;
  /** When the store saw the event. */
  triggeredAt: Instant;
  /** IANA zone in which the first step's time is counted. */
  timezone: string;
  storeEventId: string;
  subject: string;
  customerId: string | null;
  /** An event that ends such a sequence, seen already although it happened later: deliveries come in any order. */
  ended: { on: string; at: Instant } | null;
  /** Whether a sequence with this dedupe key exists: running still in its first wait, or beyond that. */
  existing: "none" | "in_first_wait" | "beyond";
}

export type EntryDecision =
  | { kind: "enter"; dedupeKey: string; first: { stepId: string; dueAt: Instant }; checks: Check[] }
  /** The same once more before its first step: its wait starts anew with the newer facts. */
  | { kind: "extend"; dedupeKey: string; first: { stepId: string; dueAt: Instant } }
  | { kind: "refuse"; reason: Reason; checks: Check[] };

/** What makes a second entry the same entry. */
export function dedupeKeyOf(definition: Definition, entrance: Pick<Entrance, "customerId" | "subject" | "storeEventId">): string {
  const keys = { once: `customer:${entrance.customerId}`, per_subject: entrance.subject, every_time: `event:${entrance.storeEventId}` };
  return keys[definition.reentry];
}

/** Whether an event's customer enters an automation. */
export function decideEntry(definition: Definition, entrance: Entrance): EntryDecision {
  const { staleAfter } = triggerOf(definition.trigger.type);
  const checks: Check[] = [];
  const refuse = (guard: string, reason: Reason, saw: Check["saw"], rule?: string): EntryDecision => ({
    kind: "refuse",
    reason,
    checks: [...checks, { guard, answer: "skip", reason, saw, ...(rule && { rule }) }],
  });

  const age = { told_by_store_at: entrance.triggeredAt.toString() };
  const staleRule = `not older than ${staleAfter.amount} ${staleAfter.unit}`;
  if (isOlderThan(entrance.triggeredAt, staleAfter, entrance.now)) return refuse("fresh", "stale_event", age, staleRule);
  checks.push({ guard: "fresh", answer: "pass", saw: age, rule: staleRule });

  if (!entrance.customerId) return refuse("customer", "no_customer", { subject: entrance.subject });
  if (entrance.ended) return refuse("exits", "exited", { on: entrance.ended.on, at: entrance.ended.at.toString() });
  if (definition.exits.length > 0) checks.push({ guard: "exits", answer: "pass", saw: { seen: null } });

  const dedupeKey = dedupeKeyOf(definition, entrance);
  const first = firstStep(definition, entrance);
  if (entrance.existing === "in_first_wait" && delayOf(definition.trigger)) return { kind: "extend", dedupeKey, first };
  const rule = `re-entry ${definition.reentry}`;
  if (entrance.existing !== "none") return refuse("reentry", definition.reentry === "once" ? "reentry_limit" : "duplicate", { entered_before_as: dedupeKey }, rule);
  checks.push({ guard: "reentry", answer: "pass", saw: { entered_before_as: null }, rule });
  return { kind: "enter", dedupeKey, first, checks };
}

function firstStep(definition: Definition, { now, triggeredAt, timezone }: Entrance): { stepId: string; dueAt: Instant } {
  const step = definition.steps[0];
  if (!step) throw new Error(`"${definition.name}" has no step`);
  const delay = delayOf(definition.trigger);
  const ready = delay ? after(triggeredAt, delay, timezone) : now;
  const entered = Temporal.Instant.compare(ready, now) > 0 ? ready : now;
  return { stepId: step.id, dueAt: dueAtOf(step, { now: entered, timezone }) };
}
