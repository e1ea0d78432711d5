import { findAccount } from "./registry/accounts.ts";
import { countryOf, numberAt } from "./registry/numbers.ts";
import { serviceOfNumber } from "./registry/services.ts";
import { mediaSid, PICTURE_TYPE } from "./pictures.ts";
import type { Account, Registry } from "./registry/registry.ts";
import type { TwilioMessage } from "./message.ts";

/** Where a text from a phone goes. */
export interface InboundRoute {
  account: Account;
  messagingServiceSid: string | null;
  /** Null: no app hears of it. */
  webhookUrl: string | null;
}

/**
 * The account of a number, and the address of its service or of itself.
 * @param elsewhere the address of the parent's numbers that the registry does not know
 */
export function routeInbound(registry: Registry, to: string, elsewhere: string): InboundRoute {
  const number = numberAt(registry, to);
  if (!number) {
    const isReleased = registry.state.released.includes(to);
    return { account: registry.parent, messagingServiceSid: null, webhookUrl: isReleased ? null : elsewhere };
  }
  const account = findAccount(registry, number.accountSid) ?? registry.parent;
  const service = serviceOfNumber(registry, number.sid);
  const url =
    service && !service.fields.use_inbound_webhook_on_number ? service.fields.inbound_request_url : number.smsUrl;
  return {
    account,
    messagingServiceSid: service?.sid ?? null,
    webhookUrl: account.status === "active" ? url : null,
  };
}

/** The fields of an inbound text's request. */
export function inboundFields(accountSid: string, text: TwilioMessage): Record<string, string> {
  const { sid, from, to, body, segments, messagingServiceSid, pictures = [] } = text;
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    Body: body,
    From: from,
    FromCountry: countryOf(from) ?? "",
    MessageSid: sid,
    NumMedia: String(pictures.length),
    ...Object.fromEntries(
      pictures.flatMap((_name, position) => [
        [
          `MediaUrl${position}`,
          `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${mediaSid(sid, position)}`,
        ],
        [`MediaContentType${position}`, PICTURE_TYPE],
      ]),
    ),
    NumSegments: String(segments),
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: "received",
    To: to,
    ToCountry: countryOf(to) ?? "",
    ...(messagingServiceSid === null ? {} : { MessagingServiceSid: messagingServiceSid }),
  };
}
