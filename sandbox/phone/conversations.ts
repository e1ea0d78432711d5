import type { Scene } from "../scene.ts";
import type { TwilioMessage } from "../twilio/message.ts";

const textOf = ({ sid, direction, body, status, errorCode, createdAt, segments, pictures }: TwilioMessage) => ({
  sid,
  fromCustomer: direction === "inbound",
  body,
  status,
  errorCode,
  at: createdAt,
  segments,
  pictures: pictures ?? [],
});

/** The texts of each phone, last used first, then the phones of customers without texts. */
export function conversations({ twilio, store }: Pick<Scene, "twilio" | "store">) {
  const phoneOf = (message: TwilioMessage) => (message.direction === "inbound" ? message.from : message.to);
  const texts = Map.groupBy(twilio.messages(), phoneOf);
  const used = new Set(twilio.messages().toReversed().map(phoneOf));
  const all = new Set([...used, ...store.customers.flatMap(({ phone }) => phone ?? [])]);
  return [...all].map((phone) => {
    const owner = store.customers.findLast((customer) => customer.phone === phone);
    return {
      phone,
      name: owner ? `${owner.firstName} ${owner.lastName}` : "Someone",
      texts: (texts.get(phone) ?? []).map(textOf),
    };
  });
}
