import type { ActionMoment } from "../actions/define.ts";
import type { Check } from "../activity/explanation.ts";
import type { Reason } from "../activity/reasons.ts";
import type { Definition } from "../automations/definition.ts";
import { availableFields } from "../automations/outline.ts";
import { evaluate } from "../conditions/index.ts";
import type { Facts } from "../intake/define.ts";
import type { AutomationStatus } from "../statuses.ts";
import { formatDuration, isOlderThan } from "../time/duration.ts";
import { type Instant, Temporal } from "../time/time.ts";
import { delayOf, entersAt, triggerOf } from "../triggers/index.ts";
import { delayedUntil } from "../actions/wait.ts";
import { beginSequence } from "./advance.ts";

export interface EntryInput extends ActionMoment {
  automationStatus: AutomationStatus;
  /** Shopify's `X-Shopify-Triggered-At`. */
  triggeredAt: Instant;
  /** When the thing happened that the event reports; `triggeredAt` at the latest. */
  happenedAt: Instant;
  /** Shopify sent the event as a test. */
  isTest: boolean;
  /** The day of the event in the customer's time zone, "YYYY-MM-DD". */
  day: string;
  storeEventId: string;
  subject: string;
  facts: Facts;
  customerId: string | null;
  /** The number of the app's own actions in the chain that caused the event. */
  hop: number;
  /** An exit event that was delivered before the entry although it happened later: webhooks arrive in any order. */
  ended: { on: string; at: Instant } | null;
  /** The sequence with the same dedupe key: none, still before its first step, or past it. */
  existing: "none" | "in_first_wait" | "beyond";
  /** The customer's earlier entries into this automation, newest first. */
  entries: readonly Instant[];
  /** The number of active sequences that the customer has in this automation. */
  activeCount: number;
}

export type EntryDecision =
  | { kind: "enter"; dedupeKey: string; first: { stepId: string; dueAt: Instant }; checks: Check[] }
  /** A repeated event restarts the wait before the first step, with the newer facts. */
  | { kind: "extend"; dedupeKey: string; first: { stepId: string; dueAt: Instant } }
  | { kind: "refuse"; reason: Reason; checks: Check[] };

/** The idempotency key of an entry: two entries with the same key are one. */
export function dedupeKeyOf(
  { reentry }: Definition,
  input: Pick<EntryInput, "customerId" | "subject" | "storeEventId" | "day">,
): string {
  const keys = {
    once: `customer:${input.customerId}`,
    once_a_day: `customer:${input.customerId}:day:${input.day}`,
    per_subject: input.subject,
    every_time: `event:${input.storeEventId}`,
  };
  return typeof reentry === "string" ? keys[reentry] : keys.every_time;
}

/**
 * Decides whether the customer of an event enters an automation. Runs the checks in order and stops at the first
 * refusal.
 */
export function decideEntry(definition: Definition, input: EntryInput): EntryDecision {
  const checks: Check[] = [];
  for (const check of entryChecks(definition, input)) {
    checks.push(check);
    if (check.reason) return { kind: "refuse", reason: check.reason, checks };
  }
  const dedupeKey = dedupeKeyOf(definition, input);
  const date = dateCheck(definition, input);
  if (date) checks.push(date);
  if (date?.reason) return { kind: "refuse", reason: date.reason, checks };
  const first = firstStep(definition, input);
  if (input.existing === "in_first_wait" && restartsWait(definition)) return { kind: "extend", dedupeKey, first };
  const reentry = reentryCheck(definition, input, dedupeKey);
  checks.push(...reentry);
  const refused = reentry.find(({ reason }) => reason)?.reason;
  return refused ? { kind: "refuse", reason: refused, checks } : { kind: "enter", dedupeKey, first, checks };
}

/** Whether a repeated event restarts the wait before the first step. */
export const restartsWait = ({ trigger }: Definition): boolean =>
  delayOf(trigger) !== null || triggerOf(trigger.type).entersAt !== undefined;

const check = (guard: string, reason: Reason | null, saw: Check["saw"], rule?: string): Check => ({
  guard,
  answer: reason ? "skip" : "pass",
  ...(reason && { reason }),
  saw,
  ...(rule && { rule }),
});

/** A generator, so that no check runs after a refusal. */
function* entryChecks(definition: Definition, input: EntryInput): Generator<Check> {
  const { automationStatus, triggeredAt, happenedAt, isTest, now, customerId, subject, ended, hop, entries } = input;
  if (isTest) yield check("delivery", "test_delivery", { test: true });
  if (automationStatus !== "active")
    yield check("automation_active", "automation_paused", { status: automationStatus });
  const { staleAfter } = triggerOf(definition.trigger.type);
  yield check(
    "fresh",
    isOlderThan(happenedAt, staleAfter, now) ? "stale_event" : null,
    {
      told_by_store_at: triggeredAt.toString(),
      ...(!happenedAt.equals(triggeredAt) && { happened_at: happenedAt.toString() }),
    },
    `not older than ${formatDuration(staleAfter)}`,
  );
  if (!customerId) yield check("customer", "no_customer", { subject });
  if (ended) yield check("exits", "exited", { on: ended.on, at: ended.at.toString() });
  else if (definition.exits.length > 0) yield check("exits", null, { seen: null });
  const loops = loopCheck(hop, entries, now);
  if (hop > 0 || loops.reason) yield loops;
  for (const [guard, condition] of [
    ["conditions", definition.conditions],
    ["exit_conditions", definition.exitWhen],
  ] as const) {
    if (!condition) continue;
    const { match, trace } = evaluate(condition, { ...input, offered: availableFields(definition) });
    const refused = guard === "conditions" ? !match : match;
    yield {
      ...check(guard, refused ? (guard === "conditions" ? "conditions_not_met" : "exited") : null, { met: match }),
      trace,
    };
  }
}

function reentryCheck(
  { trigger, reentry, concurrent }: Definition,
  { existing, entries, activeCount, now }: EntryInput,
  dedupeKey: string,
): Check[] {
  const checks: Check[] = [];
  if (typeof reentry === "string") {
    const isPerCustomer = reentry === "once" || reentry === "once_a_day";
    const blockedBy = existing === "none" ? null : isPerCustomer ? "reentry_limit" : "duplicate";
    checks.push(
      check(
        "reentry",
        blockedBy,
        { entered_before_as: blockedBy ? dedupeKey : null },
        formatReentryPeriod(reentry, trigger.type),
      ),
    );
  } else {
    const [last] = entries;
    const blockedBy =
      existing !== "none" ? "duplicate" : last && !isOlderThan(last, reentry.after, now) ? "reentry_limit" : null;
    checks.push(
      check(
        "reentry",
        blockedBy,
        { entered_last_at: last?.toString() ?? null },
        `again after ${formatDuration(reentry.after)}`,
      ),
    );
  }
  if (concurrent !== undefined)
    checks.push(
      check(
        "concurrent",
        activeCount >= concurrent ? "concurrent_limit" : null,
        { activeCount },
        `in at most ${concurrent} at once`,
      ),
    );
  return checks;
}

/** When the trigger's date or delay lets the customer enter; null when a date trigger finds no date in the facts. */
export function readyAt(
  { trigger, steps: [first] }: Pick<Definition, "trigger" | "steps">,
  {
    now,
    triggeredAt,
    timezone,
    shopTimezone,
    facts,
  }: Pick<EntryInput, "now" | "triggeredAt" | "timezone" | "shopTimezone" | "facts">,
): Instant | null {
  if (triggerOf(trigger.type).entersAt) return entersAt(trigger, facts, shopTimezone);
  const delay = delayOf(trigger);
  return delay ? delayedUntil(delay, { now: triggeredAt, timezone, shopTimezone, values: {} }, first ?? null) : now;
}

/** Refuses an entry by date when the date is missing or too old. */
function dateCheck(definition: Definition, input: EntryInput): Check | null {
  const { entersAt: byDate, staleAfter } = triggerOf(definition.trigger.type);
  if (!byDate) return null;
  const ready = readyAt(definition, input);
  const reason =
    ready === null ? "conditions_not_met" : isOlderThan(ready, staleAfter, input.now) ? "stale_event" : null;
  return check(
    "date",
    reason,
    { enters_at: ready?.toString() ?? null },
    `not older than ${formatDuration(staleAfter)}`,
  );
}

function firstStep(definition: Definition, input: EntryInput): { stepId: string; dueAt: Instant } {
  const { now } = input;
  const ready = readyAt(definition, input) ?? now;
  const first = beginSequence(definition, { ...input, now: Temporal.Instant.compare(ready, now) > 0 ? ready : now });
  if (first.kind !== "next") throw new Error(`"${definition.name}" has no step`);
  return { stepId: first.stepId, dueAt: first.dueAt };
}

/** Formats a re-entry rule without a period. */
export function formatReentryPeriod(reentry: Extract<Definition["reentry"], string>, trigger: string): string {
  if (reentry === "once") return "each customer once";
  if (reentry === "once_a_day") return "each customer once a day";
  return reentry === "every_time" ? "every time" : `once for each ${triggerOf(trigger).subject}`;
}

/** The maximum number of the app's own actions in the chain before an entry. */
export const MAX_OWN_ACTIONS = 5;
/** The maximum number of entries of one customer into one automation within an hour. */
export const MAX_ENTRIES_PER_HOUR = 50;

/**
 * Stops automations that trigger themselves. Counts the app's own actions before the event and, because the chain may
 * miss a link, also the customer's recent entries.
 * @param entries the customer's earlier entries into the automation
 */
export function loopCheck(hop: number, entries: readonly Instant[], now: Instant): Check {
  const hourAgo = now.subtract({ hours: 1 });
  const recentEntries = entries.filter((at) => Temporal.Instant.compare(at, hourAgo) > 0).length;
  const stopped = hop > MAX_OWN_ACTIONS || recentEntries >= MAX_ENTRIES_PER_HOUR;
  return {
    guard: "loops",
    answer: stopped ? "skip" : "pass",
    ...(stopped && { reason: "loop_stopped" as const }),
    saw: { own_actions_before: hop, entries_within_an_hour: recentEntries },
    rule: `at most ${MAX_OWN_ACTIONS} own actions in a row, ${MAX_ENTRIES_PER_HOUR} entries an hour`,
  };
}
