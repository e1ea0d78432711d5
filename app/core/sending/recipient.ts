import {
  type AddressState,
  chooseNumber,
  type KnownNumber,
  noState,
  type NumberChoice,
} from "../customers/addresses.ts";
import type { Instant } from "../time/time.ts";
import type { MessageKind } from "./message-kind.ts";

/** The number that a text goes to, with that number's own consent and reachability. */
export interface TextRecipient extends AddressState {
  /** E.164; null when the customer has no own number. */
  phone: string | null;
  /** Why this number was taken; null without one. */
  taken: NumberChoice | null;
}

/** The consent of the number that a kind of text prefers; null for texts that need none. */
const preferences: Record<MessageKind, "subscribed" | "pending" | null> = {
  marketing: "subscribed",
  opt_in: "pending",
  transactional: null,
  conversation: null,
  test: null,
};

const nobody: TextRecipient = { ...noState, phone: null, taken: null };

/**
 * The recipient of a text.
 * @param options.only the number that the text is for, such as the number of a conversation; the customer's numbers
 *   then do not matter
 */
export function textRecipientOf(
  numbers: readonly KnownNumber[],
  { kind, now, only = null }: { kind: MessageKind; now: Instant; only?: string | null },
): TextRecipient {
  if (only) {
    const number = numbers.find(({ address }) => address === only);
    return number ? toRecipient(number, number.origin) : nobody;
  }
  const chosen = chooseNumber(numbers, { prefers: preferences[kind], now });
  return chosen ? toRecipient(chosen.number, chosen.why) : nobody;
}

const toRecipient = (
  {
    address,
    consent,
    consentAt,
    level,
    namesCartReminders,
    suppressed,
    marketingHeld,
    unreachable,
    arrival,
  }: KnownNumber,
  taken: NumberChoice,
): TextRecipient => ({
  phone: address,
  taken,
  consent,
  consentAt,
  level,
  namesCartReminders,
  suppressed,
  marketingHeld,
  unreachable,
  ...(arrival && { arrival }),
});
