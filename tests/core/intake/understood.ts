import type { Occurrence, SeenCustomer } from "#core/intake/define.ts";
import { understand } from "#core/intake/normalize.ts";

/** What a body tells. @throws when it tells nothing */
export function occurrenceIn(topic: string, body: unknown): Occurrence {
  const result = understand(topic, body);
  if ("ignored" in result) throw new Error(`ignored as ${result.ignored}: ${result.detail}`);
  return result.occurrence;
}

export function customerIn(topic: string, body: unknown): SeenCustomer {
  const { customer } = occurrenceIn(topic, body);
  if (!customer) throw new Error("it names no customer");
  return customer;
}
