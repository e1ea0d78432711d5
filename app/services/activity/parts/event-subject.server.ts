import { inflateSync } from "node:zlib";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import { text } from "#text/en.ts";

/** A Shopify resource with its name. */
export interface NamedSubject {
  subject: string;
  name: string;
}

const kinds = new Map<string, (id: string) => string>(Object.entries(text.entry.subjects));
/** Our own ids mean nothing to a reader. */
const ownSubjects = new Map([
  ["customer", text.entry.sameCustomer],
  ["event", text.entry.sameEvent],
]);
const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Formats "order:820982911946154508" as "Order #1002" if the name is known, else with its id; returns any other subject
 * unchanged.
 */
export function formatSubject(subject: string, known: NamedSubject | null): string {
  const [, kind = "", id = ""] = /^([a-z]+):(.+)$/.exec(subject) ?? [];
  if (OWN_ID.test(id)) return ownSubjects.get(kind) ?? subject;
  return kinds.get(kind)?.(known?.subject === subject ? known.name : id) ?? subject;
}

/** The order of a stored event; null if it has none, or if its payload is gone. */
export function orderOf(event: { topic: string; payload: Uint8Array | null } | null): NamedSubject | null {
  if (!event?.payload) return null;
  const normalizeResult = normalizeEvent(event.topic, parseLossless(inflateSync(event.payload).toString("utf8")));
  if (!("normalizedEvent" in normalizeResult)) return null;
  const { subject, facts } = normalizeResult.normalizedEvent;
  return typeof facts.order?.name === "string" ? { subject, name: facts.order.name } : null;
}

/** App Bridge URL of a resource in the Shopify admin; null if it has no page. */
export function adminUrlOf(subject: string): string | null {
  const [, kind, id] = /^(order|customer):(\d+)$/.exec(subject) ?? [];
  return kind && id ? `shopify://admin/${kind}s/${id}` : null;
}
