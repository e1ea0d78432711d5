import type { z } from "zod";
import type { FormField, OfferedField } from "../fields.ts";
import type { Facts, Occurrence } from "../intake/define.ts";
import type { Duration } from "../schedule/duration.ts";

/** What an event means to a trigger. */
type Recognition =
  /** Somebody may enter. */
  | { kind: "candidate" }
  /** What it was about is over, as the trigger's `over` names it: whoever is inside for it leaves, and nobody enters. */
  | { kind: "over" }
  /** Not of this trigger's concern. */
  | { kind: "none" };

export interface Trigger<T extends string, S extends z.ZodType> {
  type: T;
  label: string;
  description: string;
  topics: readonly string[];
  /** An event older than this is logged as stale, not acted on. */
  staleAfter: Duration;
  config: S;
  fields: readonly FormField[];
  offers: readonly OfferedField[];
  /** Facts for previews. */
  sample: Facts;
  /** Why somebody leaves when what it was about is over. */
  over?: string;
  recognise(occurrence: Occurrence): Recognition;
  /** How long after the event somebody enters; told again, the wait starts anew. Absent: at once, and once. */
  delay?(config: z.infer<S>): Duration;
}

export const defineTrigger = <T extends string, S extends z.ZodType>(trigger: Trigger<T, S>): Trigger<T, S> => trigger;

export const customerFields: readonly OfferedField[] = [
  { path: "customer.first_name", label: "First name", type: "text" },
  { path: "customer.last_name", label: "Last name", type: "text" },
  { path: "customer.email", label: "E-mail", type: "text" },
];
export const shopFields: readonly OfferedField[] = [
  { path: "shop.name", label: "Shop name", type: "text" },
  { path: "shop.url", label: "Shop address", type: "url" },
];
export const samplePeople: Facts = {
  customer: { first_name: "Ada", last_name: "Moreno", email: "ada@example.com", phone: "+12125550123" },
  shop: { name: "Juniper & Co", url: "https://juniper.example" },
};
