import { SegmentedMessage } from "sms-segments-calculator";
import type { PictureName } from "./pictures.ts";
import type { Instant } from "#core/time/time.ts";
import { rfc2822 } from "./dates.ts";
import { newSid } from "./registry/registry.ts";

export type TwilioStatus =
  "accepted" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "received";

/** A message at Twilio, as plain JSON, so that it survives a restart. */
export interface TwilioMessage {
  sid: string;
  /** Of a subaccount; absent for a message of the parent account. */
  accountSid?: string;
  direction: "outbound-api" | "outbound-reply" | "inbound";
  from: string;
  to: string;
  body: string;
  status: TwilioStatus;
  segments: number;
  messagingServiceSid: string | null;
  statusCallback: string | null;
  errorCode: number | null;
  /** Names of the pictures that came with it, in order; absent in the file of an earlier sandbox. */
  pictures?: readonly PictureName[];
  /** Addresses of what it carries as an MMS, of an outbound message; absent for words alone. */
  mediaUrls?: readonly string[];
  /** ISO 8601 instants of the given clock. */
  createdAt: string;
  sentAt: string | null;
  updatedAt: string;
}

const MICRO_DOLLARS_A_SEGMENT = 7_900;

const countSegments = (body: string) => new SegmentedMessage(body).segmentsCount;

/** The message resource of the REST API. */
export function resource(accountSid: string, message: TwilioMessage) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  // A messaging service sets the sender and the segments after the answer.
  const undecided = message.status === "accepted";
  const final = message.sentAt !== null && message.direction !== "inbound";
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt && rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: undecided ? null : message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String((message.pictures ?? message.mediaUrls ?? []).length),
    num_segments: undecided ? "0" : String(message.segments),
    price: final ? `-${((message.segments * MICRO_DOLLARS_A_SEGMENT) / 1_000_000).toFixed(5)}` : null,
    price_unit: "USD",
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    tags: null,
    to: message.to,
    uri: `${uri}.json`,
  };
}

export function draft(
  given: Pick<TwilioMessage, "direction" | "from" | "to" | "body" | "status"> & Partial<TwilioMessage>,
  now: Instant,
): TwilioMessage {
  const at = now.toString();
  return {
    sid: newSid("SM"),
    messagingServiceSid: null,
    statusCallback: null,
    errorCode: null,
    createdAt: at,
    sentAt: given.direction === "inbound" ? at : null,
    updatedAt: at,
    // An MMS counts as one.
    segments: given.mediaUrls ? 1 : countSegments(given.body),
    ...given,
  };
}
