import { Temporal, type Instant } from "../time/time.ts";

/** A message from Twilio's message list. */
export interface ProviderMessage {
  providerId: string;
  /** Twilio's `direction`. */
  direction: string;
  /** Null while a messaging service has not chosen a number. */
  from: string | null;
  messagingService: string | null;
  /** E.164. */
  to: string;
  body: string;
  /** Whole seconds of the provider's clock. */
  createdAt: Instant;
  /** Twilio's `status`. */
  status: string;
  /** Null while the provider has not counted them. */
  segments: number | null;
  errorCode: string | null;
}

/** A provider call with an unknown outcome. */
export interface LostAttempt {
  attemptId: string;
  /** Numbers and messaging services that the call may have used. */
  senders: readonly string[];
  /** E.164. */
  to: string;
  body: string;
  startedAt: Instant;
  /** When the call timed out; null while a worker may still wait for its answer. */
  endedAt: Instant | null;
}

/** The maximum lag of the provider's clock. */
const CLOCK_SKEW = { seconds: 30 };
/** The provider may create the message this long after the call timed out. */
const CREATE_DELAY = { seconds: 60 };

/** The earliest `createdAt` of a call's message at the provider. */
export const lookupWindowStart = (startedAt: Instant): Instant => startedAt.subtract(CLOCK_SKEW);

/**
 * Matches listed messages to calls: outbound, same sender, same number, same body, created within the call's window and
 * not bound to another message. Each message goes to one call.
 * | Messages that fit several calls are identical copies. The assignment between copies does not matter, because as
 * many messages become sent as copies went out. Copies are assigned in time order, each to the call whose window closes
 * first, so that every call gets a copy where possible. Calls in progress go first, because their own answer will name
 * a copy. Surplus copies stay unmatched.
 * | @param bound provider ids that messages already have
 */
export function matchProviderMessages(
  calls: readonly LostAttempt[],
  listed: readonly ProviderMessage[],
  bound: ReadonlySet<string>,
): Map<string, ProviderMessage> {
  const matches = new Map<string, ProviderMessage>();
  const ordered = [...calls].sort(
    (a, b) =>
      orderOf(a) - orderOf(b) ||
      Temporal.Instant.compare(a.startedAt, b.startedAt) ||
      (a.attemptId < b.attemptId ? -1 : 1),
  );
  const unbound = listed
    .filter(({ providerId }) => !bound.has(providerId))
    .sort((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.providerId < b.providerId ? -1 : 1));
  for (const text of unbound) {
    const call = ordered.find((one) => !matches.has(one.attemptId) && isTextOfCall(text, one));
    if (call) matches.set(call.attemptId, text);
  }
  return matches;
}

const windowEndOf = ({ endedAt }: LostAttempt): number => endedAt?.add(CREATE_DELAY).epochMilliseconds ?? Infinity;
const orderOf = (call: LostAttempt): number => (call.endedAt ? windowEndOf(call) : 0);

function isTextOfCall(text: ProviderMessage, call: LostAttempt): boolean {
  const from = [text.from, text.messagingService];
  return (
    text.direction === "outbound-api" &&
    text.to === call.to &&
    call.senders.some((sender) => from.includes(sender)) &&
    Temporal.Instant.compare(text.createdAt, lookupWindowStart(call.startedAt)) >= 0 &&
    text.createdAt.epochMilliseconds <= windowEndOf(call) &&
    isSameBody(text.body, call.body)
  );
}

const TRIAL_NOTICE = /^Sent from your Twilio trial account - /;
export const withoutTrialNotice = (listed: string): string => listed.replace(TRIAL_NOTICE, "");

/**
 * Compares a listed body with the sent one by letters and digits only: the provider trims spaces, a messaging service
 * replaces typographic characters, and a trial account adds a notice. An account that stores no bodies lists an empty
 * body, which matches any.
 */
function isSameBody(listed: string, sent: string): boolean {
  if (listed === "") return true;
  const [listedLetters, sentLetters] = [lettersOf(withoutTrialNotice(listed)), lettersOf(sent)];
  return sentLetters === "" ? listed.trim() === sent.trim() : listedLetters === sentLetters;
}

export const lettersOf = (body: string): string => body.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
