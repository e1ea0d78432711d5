import { isPossiblePhoneNumber } from "libphonenumber-js";
import { loopback } from "../loopback.ts";

const MAX_BODY = 1600;
const MAX_MEDIA = 10;
/** Twilio's test number for an invalid recipient. */
const INVALID_TO = "+15005550001";
const MESSAGING_SERVICE = /^MG[0-9a-f]{32}$/i;

export interface SendRequest {
  to: string;
  body: string;
  /** A number or an alphanumeric sender; null leaves the choice to the service. */
  from: string | null;
  messagingServiceSid: string | null;
  statusCallback: string | null;
  /** Addresses of what makes it an MMS. */
  mediaUrls?: readonly string[];
}

function isLoopback(address: string): boolean {
  try {
    loopback(address);
    return true;
  } catch {
    return false;
  }
}

/** @returns the send request, or a Twilio error code */
export function readSend(form: URLSearchParams): SendRequest | { code: number } {
  const [to, body, callback, service] = [
    form.get("To"),
    form.get("Body"),
    form.get("StatusCallback"),
    form.get("MessagingServiceSid"),
  ];
  const from = form.get("From") || null;
  if (!to) return { code: 21604 };
  if (to === INVALID_TO || !to.startsWith("+") || !isPossiblePhoneNumber(to)) return { code: 21211 };
  if (!from && !(service && MESSAGING_SERVICE.test(service))) return { code: 21603 };
  const mediaUrls = form.getAll("MediaUrl");
  if (!body && mediaUrls.length === 0) return { code: 21602 };
  if ((body ?? "").length > MAX_BODY) return { code: 21617 };
  if (mediaUrls.length > MAX_MEDIA) return { code: 21623 };
  if (mediaUrls.some((address) => !URL.canParse(address))) return { code: 21620 };
  if (callback && !isLoopback(callback)) return { code: 21609 };
  return {
    to,
    body: body ?? "",
    from,
    messagingServiceSid: service || null,
    statusCallback: callback || null,
    ...(mediaUrls.length > 0 && { mediaUrls }),
  };
}
