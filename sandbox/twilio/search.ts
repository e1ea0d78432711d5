import { Temporal, type Instant } from "#core/time/time.ts";
import { v2010Page } from "./listing.ts";
import { resource, type TwilioMessage } from "./message.ts";

type Bounds = { from: Instant | null; to: Instant | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const startOf = (given: string): Instant =>
  DAY.test(given) ? Temporal.PlainDate.from(given).toZonedDateTime("UTC").toInstant() : Temporal.Instant.from(given);
const endOf = (given: string): Instant =>
  DAY.test(given)
    ? startOf(given).add({ hours: 24 }).subtract({ nanoseconds: 1 })
    : startOf(given).add({ milliseconds: 999 });

/**
 * Twilio's `DateSent`, `DateSent>` and `DateSent<`: a day or an instant, inclusive; a bare day means that whole UTC
 * day.
 * @returns null for an invalid date
 */
function bounds(query: URLSearchParams): Bounds | null {
  const [day, after, before] = [query.get("DateSent"), query.get("DateSent>"), query.get("DateSent<")];
  try {
    if (day) return { from: startOf(day.slice(0, 10)), to: endOf(day.slice(0, 10)) };
    return { from: after ? startOf(after) : null, to: before ? endOf(before) : null };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function within({ from, to }: Bounds, message: TwilioMessage): boolean {
  const at = Temporal.Instant.from(message.sentAt ?? message.createdAt);
  return (!from || Temporal.Instant.compare(at, from) >= 0) && (!to || Temporal.Instant.compare(at, to) <= 0);
}

/**
 * One page of the message list, newest first.
 * @returns null for an invalid date
 */
export function page(accountSid: string, messages: readonly TwilioMessage[], query: URLSearchParams) {
  const [to, from] = [query.get("To"), query.get("From")];
  const limits = bounds(query);
  if (!limits) return null;
  const hits = messages
    .filter((message) => (!to || message.to === to) && (!from || message.from === from) && within(limits, message))
    .reverse();
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  return v2010Page("messages", hits, query, path, (message) => resource(accountSid, message));
}
