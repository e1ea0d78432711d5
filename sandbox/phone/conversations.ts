import type { Scene } from "../scene.ts";
import { fullName } from "../store/find.ts";
import { findAccount } from "../twilio/registry/accounts.ts";
import { numberAt } from "../twilio/registry/numbers.ts";
import type { TwilioMessage } from "../twilio/message.ts";

const textOf = ({
  sid,
  direction,
  body,
  status,
  errorCode,
  createdAt,
  segments,
  pictures,
  mediaUrls,
}: TwilioMessage) => ({
  sid,
  fromCustomer: direction === "inbound",
  body,
  status,
  errorCode,
  at: createdAt,
  segments,
  pictures: pictures ?? [],
  media: mediaUrls ?? [],
});

/** What a sender is called on the phone: by its shop's subaccount, or by itself. */
function senderName({ registry }: Scene["twilio"], sender: string): string {
  const number = numberAt(registry, sender);
  const account = number && findAccount(registry, number.accountSid);
  return account ? `${account.friendlyName} · ${sender}` : sender;
}

/**
 * The texts of each phone with each sender, last used first, then the phones of customers without texts. `sender` is
 * null where no text was sent yet.
 */
export function conversations({ twilio, store }: Pick<Scene, "twilio" | "store">) {
  const ends = ({ direction, from, to }: TwilioMessage) =>
    direction === "inbound" ? { phone: from, sender: to } : { phone: to, sender: from };
  const keyOf = (message: TwilioMessage) => {
    const { phone, sender } = ends(message);
    return `${phone} ${sender}`;
  };
  const texts = Map.groupBy(twilio.messages(), keyOf);
  const used = new Map(
    twilio
      .messages()
      .toReversed()
      .map((message) => [keyOf(message), ends(message)]),
  );
  const phones = new Set([...used.values()].map(({ phone }) => phone));
  const unused = new Set(store.customers.flatMap(({ phone }) => (phone === null || phones.has(phone) ? [] : [phone])));
  return [...used.values(), ...[...unused].map((phone) => ({ phone, sender: null }))].map(({ phone, sender }) => {
    const owner = store.customers.findLast((customer) => customer.phone === phone);
    return {
      phone,
      sender,
      senderName: sender === null ? null : senderName(twilio, sender),
      name: owner ? fullName(owner) : "Someone",
      texts: (texts.get(`${phone} ${sender ?? ""}`) ?? []).map(textOf),
    };
  });
}
