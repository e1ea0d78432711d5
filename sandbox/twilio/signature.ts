import { createHmac } from "node:crypto";
import { post } from "../loopback.ts";

/** Twilio's signature: HMAC-SHA1 over the full address and the parameters, sorted by name, without separators. */
function sign(authToken: string, url: string, params: Record<string, string>): string {
  const written = Object.keys(params)
    .sort()
    .map((name) => name + params[name])
    .join("");
  return createHmac("sha1", authToken)
    .update(url + written, "utf8")
    .digest("base64");
}

/** Sends a signed form POST to a loopback address. */
export function postSigned(authToken: string, url: string, params: Record<string, string>): Promise<Response> {
  return post(url, new URLSearchParams(params).toString(), {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "user-agent": "TwilioProxy/1.1",
    "x-twilio-signature": sign(authToken, url, params),
  });
}
