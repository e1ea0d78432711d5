import type { ActionMoment } from "../actions/define.ts";
import { formatReentryPeriod } from "../automations/reentry-text.ts";
import { availableFields } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { evaluate } from "../conditions/index.ts";
import type { Check } from "../activity/explanation.ts";
import type { Facts } from "../intake/define.ts";
import type { Reason } from "../activity/reasons.ts";
import { after, isOlderThan, formatDuration } from "../time/duration.ts";
import type { AutomationStatus } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { delayOf, entersAt, triggerOf } from "../triggers/index.ts";
import { beginSequence } from "./advance.ts";
import { loopCheck } from "./loops.ts";

export interface Entrance extends ActionMoment {
  automationStatus: AutomationStatus;
  /** When the store saw the event. */
  triggeredAt: Instant;
  storeEventId: string;
  subject: string;
  facts: Facts;
  customerId: string | null;
  /** How many of our own actions lie before the event. */
  hop: number;
  /** An event that ends such a sequence, seen already although it happened later: deliveries come in any order. */
  ended: { on: string; at: Instant } | null;
  /** Whether a sequence with this dedupe key exists: running still in its first wait, or beyond that. */
  existing: "none" | "in_first_wait" | "beyond";
  /** When the customer entered this automation before, newest first. */
  entries: readonly Instant[];
  /** In how many sequences of this automation the customer is. */
  inside: number;
}

export type EntryDecision =
  | { kind: "enter"; dedupeKey: string; first: { stepId: string; dueAt: Instant }; checks: Check[] }
  /** The same once more before its first step: its wait starts anew with the newer facts. */
  | { kind: "extend"; dedupeKey: string; first: { stepId: string; dueAt: Instant } }
  | { kind: "refuse"; reason: Reason; checks: Check[] };

/** What makes a second entry the same entry. */
export function dedupeKeyOf(
  { reentry }: Definition,
  entrance: Pick<Entrance, "customerId" | "subject" | "storeEventId">,
): string {
  const keys = {
    once: `customer:${entrance.customerId}`,
    per_subject: entrance.subject,
    every_time: `event:${entrance.storeEventId}`,
  };
  return typeof reentry === "string" ? keys[reentry] : keys.every_time;
}

/** Whether an event's customer enters an automation: each check in its order, up to the one that refuses. */
export function decideEntry(definition: Definition, entrance: Entrance): EntryDecision {
  const checks: Check[] = [];
  for (const check of checksOf(definition, entrance)) {
    checks.push(check);
    if (check.reason) return { kind: "refuse", reason: check.reason, checks };
  }
  const dedupeKey = dedupeKeyOf(definition, entrance);
  const date = dateCheck(definition, entrance);
  if (date) checks.push(date);
  if (date?.reason) return { kind: "refuse", reason: date.reason, checks };
  const first = firstStep(definition, entrance);
  if (entrance.existing === "in_first_wait" && restartsWait(definition)) return { kind: "extend", dedupeKey, first };
  const reentry = reentryCheck(definition, entrance, dedupeKey);
  checks.push(...reentry);
  const refused = reentry.find(({ reason }) => reason)?.reason;
  return refused ? { kind: "refuse", reason: refused, checks } : { kind: "enter", dedupeKey, first, checks };
}

/** Whether its wait before the first step starts anew when the same is told again. */
export const restartsWait = ({ trigger }: Definition): boolean =>
  delayOf(trigger) !== null || triggerOf(trigger.type).entersAt !== undefined;

const check = (guard: string, reason: Reason | null, saw: Check["saw"], rule?: string): Check => ({
  guard,
  answer: reason ? "skip" : "pass",
  ...(reason && { reason }),
  saw,
  ...(rule && { rule }),
});

/** In their order; each is asked only when those before it have passed. */
function* checksOf(definition: Definition, entrance: Entrance): Generator<Check> {
  const { automationStatus, triggeredAt, now, customerId, subject, ended, hop, entries } = entrance;
  if (automationStatus !== "active")
    yield check("automation_active", "automation_paused", { status: automationStatus });
  const { staleAfter } = triggerOf(definition.trigger.type);
  yield check(
    "fresh",
    isOlderThan(triggeredAt, staleAfter, now) ? "stale_event" : null,
    { told_by_store_at: triggeredAt.toString() },
    `not older than ${formatDuration(staleAfter)}`,
  );
  if (!customerId) yield check("customer", "no_customer", { subject });
  if (ended) yield check("exits", "exited", { on: ended.on, at: ended.at.toString() });
  else if (definition.exits.length > 0) yield check("exits", null, { seen: null });
  const loops = loopCheck(hop, entries, now);
  if (hop > 0 || loops.reason) yield loops;
  for (const [guard, wanted] of [
    ["conditions", definition.conditions],
    ["exit_conditions", definition.exitWhen],
  ] as const) {
    if (!wanted) continue;
    const { match, trace } = evaluate(wanted, { ...entrance, offered: availableFields(definition) });
    const refused = guard === "conditions" ? !match : match;
    yield {
      ...check(guard, refused ? (guard === "conditions" ? "conditions_not_met" : "exited") : null, { met: match }),
      trace,
    };
  }
}

function reentryCheck(
  { trigger, reentry, concurrent }: Definition,
  { existing, entries, inside, now }: Entrance,
  dedupeKey: string,
): Check[] {
  const checks: Check[] = [];
  if (typeof reentry === "string") {
    const again = existing === "none" ? null : reentry === "once" ? "reentry_limit" : "duplicate";
    checks.push(
      check(
        "reentry",
        again,
        { entered_before_as: again ? dedupeKey : null },
        formatReentryPeriod(reentry, trigger.type),
      ),
    );
  } else {
    const [last] = entries;
    const tooSoon =
      existing !== "none" ? "duplicate" : last && !isOlderThan(last, reentry.after, now) ? "reentry_limit" : null;
    checks.push(
      check(
        "reentry",
        tooSoon,
        { entered_last_at: last?.toString() ?? null },
        `again after ${formatDuration(reentry.after)}`,
      ),
    );
  }
  if (concurrent !== undefined)
    checks.push(
      check(
        "concurrent",
        inside >= concurrent ? "concurrent_limit" : null,
        { inside },
        `in at most ${concurrent} at once`,
      ),
    );
  return checks;
}

/** When the trigger's date, or its delay, lets somebody in; null where there is no such date. */
export function readyAt(
  { trigger }: Definition,
  {
    now,
    triggeredAt,
    timezone,
    shopTimezone,
    facts,
  }: Pick<Entrance, "now" | "triggeredAt" | "timezone" | "shopTimezone" | "facts">,
): Instant | null {
  if (triggerOf(trigger.type).entersAt) return entersAt(trigger, facts, shopTimezone);
  const delay = delayOf(trigger);
  return delay ? after(triggeredAt, delay, timezone) : now;
}

/** A trigger that goes by a date needs one, and not one that is long over. */
function dateCheck(definition: Definition, entrance: Entrance): Check | null {
  const { entersAt: byDate, staleAfter } = triggerOf(definition.trigger.type);
  if (!byDate) return null;
  const ready = readyAt(definition, entrance);
  const reason =
    ready === null ? "conditions_not_met" : isOlderThan(ready, staleAfter, entrance.now) ? "stale_event" : null;
  return check(
    "date",
    reason,
    { enters_at: ready?.toString() ?? null },
    `not older than ${formatDuration(staleAfter)}`,
  );
}

function firstStep(definition: Definition, entrance: Entrance): { stepId: string; dueAt: Instant } {
  const { now } = entrance;
  const ready = readyAt(definition, entrance) ?? now;
  const first = beginSequence(definition, { ...entrance, now: Temporal.Instant.compare(ready, now) > 0 ? ready : now });
  if (first.kind !== "next") throw new Error(`"${definition.name}" has no step`);
  return { stepId: first.stepId, dueAt: first.dueAt };
}
