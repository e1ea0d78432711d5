import { inflateSync } from "node:zlib";
import { normalizeEvent } from "#core/intake/normalize.ts";
import { parseLossless } from "#core/intake/lossless-json.ts";
import { text } from "#text/en.ts";

/** A thing of the store, with the name that people know it by. */
export interface NamedSubject {
  subject: string;
  name: string;
}

const kinds = new Map<string, (id: string) => string>(Object.entries(text.entry.subjects));
/** Our own ids say nothing to a reader. */
const ours = new Map([
  ["customer", text.entry.sameCustomer],
  ["event", text.entry.sameEvent],
]);
const OUR_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * "order:820982911946154508" as "Order #1002" where that name is known, else with its number; anything else as it is.
 */
export function formatSubject(subject: string, known: NamedSubject | null): string {
  const [, kind = "", id = ""] = /^([a-z]+):(.+)$/.exec(subject) ?? [];
  if (OUR_ID.test(id)) return ours.get(kind) ?? subject;
  return kinds.get(kind)?.(known?.subject === subject ? known.name : id) ?? subject;
}

/** The order that a stored event tells of; null where it tells of none, or its body is gone. */
export function orderOf(event: { topic: string; payload: Uint8Array | null } | null): NamedSubject | null {
  if (!event?.payload) return null;
  const normalizeResult = normalizeEvent(event.topic, parseLossless(inflateSync(event.payload).toString("utf8")));
  if (!("normalizedEvent" in normalizeResult)) return null;
  const { subject, facts } = normalizeResult.normalizedEvent;
  return typeof facts.order?.name === "string" ? { subject, name: facts.order.name } : null;
}

/** Where the store admin shows a thing; null for what it has no page for. App Bridge knows the way there. */
export function adminUrlOf(subject: string): string | null {
  const [, kind, id] = /^(order|customer):(\d+)$/.exec(subject) ?? [];
  return kind && id ? `shopify://admin/${kind}s/${id}` : null;
}
