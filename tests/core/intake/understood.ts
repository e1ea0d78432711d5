import type { NormalizedEvent, ObservedCustomer } from "#core/intake/define.ts";
import { normalizeEvent } from "#core/intake/normalize.ts";

/** The normalised event of a body. @throws when the app ignores it */
export function normalizedEventIn(topic: string, body: unknown): NormalizedEvent {
  const result = normalizeEvent(topic, body);
  if ("ignored" in result) throw new Error(`ignored as ${result.ignored}: ${result.detail}`);
  return result.normalizedEvent;
}

export function customerIn(topic: string, body: unknown): ObservedCustomer {
  const { customer } = normalizedEventIn(topic, body);
  if (!customer) throw new Error("it names no customer");
  return customer;
}
