import { Temporal, type Instant } from "../time/time.ts";

/** A text as the provider lists it. */
export interface ProviderMessage {
  providerId: string;
  /** The provider's word. */
  direction: string;
  /** Null while a messaging service has not chosen a number. */
  from: string | null;
  messagingService: string | null;
  /** E.164. */
  to: string;
  body: string;
  /** In whole seconds, by the provider's clock. */
  createdAt: Instant;
  /** The provider's word. */
  status: string;
  /** Null while it has not counted them. */
  segments: number | null;
  errorCode: string | null;
}

/** A call of which it cannot be told whether it sent a text. */
export interface LostAttempt {
  attemptId: string;
  /** Numbers and messaging services that it may have been sent from. */
  senders: readonly string[];
  /** E.164. */
  to: string;
  body: string;
  startedAt: Instant;
  /** When it was given up; null while somebody may still wait for its answer. */
  endedAt: Instant | null;
}

/** How far the provider's clock may be behind ours. */
const SKEW = { seconds: 30 };
/** How long after we gave a call up the provider may still write its text down. */
const LINGERS = { seconds: 60 };

/** The earliest that the provider may have written down a call's text. */
export const lookupWindowStart = (startedAt: Instant): Instant => startedAt.subtract(SKEW);

/**
 * Finds which listed text came of which call: outbound, from one of our senders, to that number, in those words,
 * written down while the call lasted, and not known as another message's. Each text goes to one call.
 *
 * Texts that fit more than one call are copies: same words, same number, same minute. Which copy came of which call
 * nobody can tell, and nobody needs to: as many messages come out as sent as copies went out, so the customer's phone
 * and the merchant's bill are right either way. They are dealt in order of time, each to the call whose window closes
 * first, so that no call is left without a copy that another could have spared; but first to calls that are still
 * under way, whose own answer will name a copy. A text more than there are calls is left over.
 *
 * @param bound the provider's ids that messages of ours bear already
 */
export function matchProviderMessages(
  calls: readonly LostAttempt[],
  listed: readonly ProviderMessage[],
  bound: ReadonlySet<string>,
): Map<string, ProviderMessage> {
  const matches = new Map<string, ProviderMessage>();
  const inTurn = [...calls].sort(
    (a, b) =>
      turnOf(a) - turnOf(b) ||
      Temporal.Instant.compare(a.startedAt, b.startedAt) ||
      (a.attemptId < b.attemptId ? -1 : 1),
  );
  const free = listed
    .filter(({ providerId }) => !bound.has(providerId))
    .sort((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.providerId < b.providerId ? -1 : 1));
  for (const text of free) {
    const call = inTurn.find((one) => !matches.has(one.attemptId) && isOf(text, one));
    if (call) matches.set(call.attemptId, text);
  }
  return matches;
}

const closingOf = ({ endedAt }: LostAttempt): number => endedAt?.add(LINGERS).epochMilliseconds ?? Infinity;
const turnOf = (call: LostAttempt): number => (call.endedAt ? closingOf(call) : 0);

function isOf(text: ProviderMessage, call: LostAttempt): boolean {
  const from = [text.from, text.messagingService];
  return (
    text.direction === "outbound-api" &&
    text.to === call.to &&
    call.senders.some((sender) => from.includes(sender)) &&
    Temporal.Instant.compare(text.createdAt, lookupWindowStart(call.startedAt)) >= 0 &&
    text.createdAt.epochMilliseconds <= closingOf(call) &&
    saysTheSame(text.body, call.body)
  );
}

const TRIAL_NOTICE = /^Sent from your Twilio trial account - /;

/**
 * Whether a listed body is what we sent. The provider's copy is not always ours to the letter: spaces are trimmed, a
 * messaging service swaps typographic characters for plain ones, a trial account puts a notice in front. Letters and
 * digits come through, so these are compared. An account that keeps no bodies lists an empty one: then it has no say.
 */
function saysTheSame(listed: string, sent: string): boolean {
  if (listed === "") return true;
  const [theirs, ours] = [essence(listed.replace(TRIAL_NOTICE, "")), essence(sent)];
  return ours === "" ? listed.trim() === sent.trim() : theirs === ours;
}

const essence = (body: string): string => body.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
