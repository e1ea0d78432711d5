import type { z } from "zod";
import type { FormField, OfferedField } from "../automations/fields.ts";
import type { Facts, NormalizedEvent } from "../intake/define.ts";
import type { Duration } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/** What an event means to a trigger. */
type Recognition =
  /** Somebody may enter. */
  | { kind: "candidate" }
  /**
   * Somebody may enter at a date that it carries. That has not come yet, so it ends nothing and nobody has waited for
   * it.
   */
  | { kind: "planned" }
  /**
   * What it was about is over, as the trigger's `over` names it: whoever is inside for it leaves, and nobody enters.
   */
  | { kind: "over" }
  /** Not of this trigger's concern. */
  | { kind: "none" };

/** Whom a trigger of time looks for, at a time of day in the shop's zone. The calendar's events come of it. */
export type Scan = { /** "HH:MM". */ at: string } &
  /** Customers whose birthday is `inDays` days after the day of looking (negative: before it). */
  (
    | { look: "birthday"; inDays: number }
    /** Customers whose last order is `days` days back. */
    | { look: "inactive"; days: number }
    /**
     * Customers for whom a date of theirs ("customer.since", "customer.fields.renewal") is `inDays` days after the
     * day of looking.
     */
    | { look: "date"; field: string; inDays: number }
    /** Everyone in a segment, or every subscriber, whenever the pattern says so; `at` is not used. */
    | { look: "cron"; pattern: string; timezone: string | null; segmentId: string | null }
  );

export interface Trigger<T extends string, S extends z.ZodType> {
  type: T;
  label: string;
  description: string;
  /** Where it stands in a list of triggers. */
  family: "orders" | "checkouts" | "customers" | "subscriptions" | "products" | "time" | "replies" | "others";
  /** What one of its events is about, as "once for each checkout" names it. */
  subject: string;
  topics: readonly string[];
  /** An event older than this is logged as stale, not acted on. */
  staleAfter: Duration;
  config: S;
  fields: readonly FormField[];
  /** What it offers to conditions and templates beyond the customer and the shop. */
  offers: readonly OfferedField[];
  /** Facts for previews, beyond the customer and the shop. */
  sample: Facts;
  /** Why somebody leaves when what it was about is over. */
  over?: string;
  recognise(normalizedEvent: NormalizedEvent): Recognition;
  /** Whether an event is of concern to an automation that has set the trigger so. Absent: always. */
  concerns?(config: z.infer<S>, normalizedEvent: NormalizedEvent): boolean;
  /** How long after the event somebody enters; told again, the wait starts anew. Absent: at once, and once. */
  delay?(config: z.infer<S>): Duration;
  /**
   * When somebody enters, by a date in the facts, which may be over already; null: never. Told again, the time is
   * found anew.
   */
  entersAt?(config: z.infer<S>, facts: Facts, timezone: string): Instant | null;
  /** Of a trigger of time; null where it is set to wait for an event after all. */
  scan?(config: z.infer<S>): Scan | null;
}

export const defineTrigger = <T extends string, S extends z.ZodType>(trigger: Trigger<T, S>): Trigger<T, S> => trigger;
