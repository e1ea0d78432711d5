import { postSigned } from "./signature.ts";
import type { Fault } from "./faults.ts";
import type { TwilioMessage, TwilioStatus } from "./message.ts";

export interface Carrier {
  /** The account of the message, whose token signs. */
  accountSid: string;
  authToken: string;
  reports: "every" | "last";
  now(): string;
  moved(message: TwilioMessage): void;
}

function path(fault: Fault | null): readonly TwilioStatus[] {
  if (fault?.kind !== "undeliver") return ["sending", "sent", "delivered"];
  return fault.status === "failed" ? ["sending", "failed"] : ["sending", "sent", "undelivered"];
}

/** Fields of a status callback. */
function report(accountSid: string, message: TwilioMessage): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: message.status,
    // A messaging service counts segments after it has accepted the text.
    NumSegments: message.status === "accepted" ? "0" : String(message.segments),
    SmsSid: message.sid,
    SmsStatus: message.status,
    To: message.to,
    ...(message.messagingServiceSid === null ? {} : { MessagingServiceSid: message.messagingServiceSid }),
    ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
  };
}

/** Delivers a text to the phone, and sends the status callbacks in order. There are no retries. */
export async function deliver(message: TwilioMessage, fault: Fault | null, carrier: Carrier): Promise<void> {
  const muted = fault !== null && "callbacks" in fault && fault.callbacks === false;
  const postStatus = async () => {
    if (message.statusCallback === null || muted) return;
    await postSigned(carrier.authToken, message.statusCallback, report(carrier.accountSid, message)).then(
      (response) => response.arrayBuffer(),
      () => {},
    );
  };
  const way = path(fault);
  if (carrier.reports === "every") await postStatus();
  for (const status of way) {
    message.status = status;
    message.updatedAt = carrier.now();
    if (status !== "sending") message.sentAt ??= message.updatedAt;
    if (fault?.kind === "undeliver" && status === fault.status) message.errorCode = fault.code;
    carrier.moved(message);
    if (carrier.reports === "every" || status === way.at(-1)) await postStatus();
  }
}
