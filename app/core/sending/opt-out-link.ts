import { readPhone } from "../customers/phone-number.ts";
import { valueAt } from "../plain-data.ts";
import { needsOptOutLink, senderFor, type SenderFacts } from "../senders/sender.ts";
import type { SampleLinks, ShortLink, ShortLinks } from "./links.ts";
import type { MessageKind } from "./message-kind.ts";

/** The link by which the recipient of a text opts out; null where an answer of STOP does it. */
export const optOutLinkOf = (
  sender: SenderFacts | null,
  kind: MessageKind,
  links: ShortLinks | null,
): ShortLink | null =>
  links && needsOptOutLink(sender, kind)
    ? { code: links.codeOf(links.optOutBase), target: links.optOutBase, optsOut: true }
    : null;

/** The opt-out link's address, as a text writes it. */
export const addressOf = ({ code, target }: ShortLink): string => target + code;

/** The customer's number among the values that templates read; null where there is none. */
export function customersNumberIn(values: Readonly<Record<string, unknown>>): ReturnType<typeof readPhone> {
  const phone = valueAt(values, "customer.phone");
  return typeof phone === "string" ? readPhone(phone) : null;
}

/**
 * The address of the opt-out link in a preview; null for a text without one.
 * @param values the values that templates read
 */
export function sampleOptOut(
  links: SampleLinks | null,
  kind: MessageKind,
  values: Readonly<Record<string, unknown>>,
): string | null {
  const country = customersNumberIn(values)?.country ?? null;
  const link = links && optOutLinkOf(senderFor(links.senders, { country, kind }), kind, links);
  return link && addressOf(link);
}
