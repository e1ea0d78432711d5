import { storable } from "#core/storable-text.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { isFromTwilio } from "#shell/sms/twilio.server.ts";

export type VerifiedTwilioRequest =
  { form: Record<string, string>; url: URL } | { refused: { status: 403 | 413; why: string } };

/** Verifies Twilio's signature, which covers the app's public URL, the query and the form. */
export async function verifyTwilioRequest(
  context: Pick<AppContext, "env">,
  request: Request,
): Promise<VerifiedTwilioRequest> {
  const signature = request.headers.get("x-twilio-signature");
  if (!signature) return { refused: { status: 403, why: "X-Twilio-Signature is missing" } };
  let body: string;
  try {
    body = (await readBody(request, bodyLimitOf("/twilio/"))).toString("utf8");
  } catch (error) {
    if (error instanceof BodyTooLarge) return { refused: { status: 413, why: error.message } };
    throw error;
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  const { pathname, search } = new URL(request.url);
  const url = new URL(`${pathname}${search}`, context.env.SHOPIFY_APP_URL);
  if (!isFromTwilio(context.env.TWILIO_AUTH_TOKEN, signature, url.toString(), form)) {
    return { refused: { status: 403, why: "the signature is not Twilio's" } };
  }
  return { form: storable(form) as Record<string, string>, url };
}
