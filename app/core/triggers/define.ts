import type { z } from "zod";
import type { FormField, OfferedField } from "../automations/fields.ts";
import type { Facts, NormalizedEvent } from "../intake/define.ts";
import type { Duration } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/** What an event means to a trigger. */
type TriggerMatch =
  /** The customer may enter. */
  | { kind: "candidate" }
  /**
   * The customer may enter at a future date in the facts. The event itself ends no sequence and satisfies no wait step.
   */
  | { kind: "planned" }
  /** The event ends the trigger's sequences (see `over`); the customer does not enter. */
  | { kind: "over" }
  /** No match. */
  | { kind: "none" };

/** A calendar scan for customers, run at a local time of the shop. It raises the time triggers' events. */
export type Scan = { /** "HH:MM". */ at: string } &
  /** Customers with a birthday `inDays` days after the scan day (negative: before it). */
  (
    | { look: "birthday"; inDays: number }
    /** Customers whose last order was `days` days ago. */
    | { look: "inactive"; days: number }
    /** Customers with a date field ("customer.since", "customer.fields.renewal") `inDays` days after the scan day. */
    | { look: "date"; field: string; inDays: number }
    /** All customers of a segment, or all subscribers, at the times of a cron pattern; ignores `at`. */
    | { look: "cron"; pattern: string; timezone: string | null; segmentId: string | null }
  );

export interface Trigger<T extends string, S extends z.ZodType> {
  type: T;
  label: string;
  description: string;
  /** Other words that a search finds it by, such as other apps' names for it. */
  alsoCalled: readonly string[];
  /** Absent from pages, for nothing in the app makes its events yet. Files may name it, and its automations open. */
  offered?: false;
  /** The group in the list of triggers. */
  family: "orders" | "checkouts" | "customers" | "subscriptions" | "products" | "time" | "replies" | "others";
  /** The subject in display text, as in "once for each checkout". */
  subject: string;
  topics: readonly string[];
  /** Older events are logged as stale and start nothing. */
  staleAfter: Duration;
  config: S;
  fields: readonly FormField[];
  /** Fields for conditions and templates besides the customer's and the shop's. */
  offers: readonly OfferedField[];
  /** Sample facts for previews, besides the customer's and the shop's. */
  sample: Facts;
  /** The texts tell of an order that stands: none goes out once it is cancelled or refunded in full. */
  needsStandingOrder?: true;
  /** The shop's setting without which no customer enters. */
  needs?: "browsing";
  /** The subject that the re-entry rule counts, where the event's is too wide or too narrow. Absent: the event's. */
  entrySubject?(normalizedEvent: NormalizedEvent): string;
  /** The exit reason when an event ends the trigger's sequences. */
  endsTrigger?: string;
  recognise(normalizedEvent: NormalizedEvent): TriggerMatch;
  /** Whether an event matches the trigger's config. Absent: always. */
  concerns?(config: z.infer<S>, normalizedEvent: NormalizedEvent): boolean;
  /** The delay between the event and the first step; a repeated event restarts it. Absent: no delay. */
  delay?(config: z.infer<S>): Duration;
  /** When the customer enters, from a date in the facts; may be past; null: never. A repeated event recomputes it. */
  entersAt?(config: z.infer<S>, facts: Facts, timezone: string): Instant | null;
  /** The calendar scan of a time trigger; null for a config that waits for an event. */
  scan?(config: z.infer<S>): Scan | null;
}

export const defineTrigger = <T extends string, S extends z.ZodType>(trigger: Trigger<T, S>): Trigger<T, S> => trigger;
