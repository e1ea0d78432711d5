import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { verifyTwilioRequest } from "#services/sending/verify-twilio-request.server.ts";
import { receiveMessage, type InboundMedia } from "#services/consent/receive-message.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { toTwiml } from "#shell/sms/twiml.server.ts";

const inbound = z.object({
  MessageSid: z.string().min(1),
  From: z.string().min(1),
  To: z.string().min(1),
  Body: z.string().default(""),
  OptOutType: z.string().optional(),
  NumMedia: z.coerce.number().int().min(0).catch(0),
});

/** Twilio sends at most 10 files with a text. */
const MAX_MEDIA = 10;

/** The files that came with a text: `MediaUrl0`, `MediaContentType0` and so on. */
const mediaIn = (form: Record<string, string>, count: number): InboundMedia[] =>
  Array.from({ length: Math.min(count, MAX_MEDIA) }, (_, at) => ({
    url: (form[`MediaUrl${at}`] ?? "").slice(0, 2_000),
    contentType: (form[`MediaContentType${at}`] ?? "").slice(0, 100),
  })).filter(({ url }) => url !== "");

/** Twilio waits 15 seconds for an answer, and does not deliver a text again. */
const PATIENCE = { patienceMs: 12_000 };

/** Twilio's webhook for inbound texts. The answer is TwiML. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  const call = await verifyTwilioRequest(app, request);
  if ("refused" in call) {
    app.log.warn(call.refused, "a text that came in was refused");
    return new Response(call.refused.why, { status: call.refused.status });
  }
  const text = inbound.safeParse(call.form);
  if (!text.success)
    return new Response(text.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "), {
      status: 400,
    });
  const { MessageSid, From, To, Body, OptOutType, NumMedia } = text.data;
  const message = {
    sender: call.senders?.[0] ?? null,
    providerId: MessageSid,
    from: From,
    to: To,
    body: Body,
    media: mediaIn(call.form, NumMedia),
    answeredByProvider: Boolean(OptOutType),
    providerKeyword: OptOutType ?? null,
  };
  const answer = await retryWhileAway(app.log, () => receiveMessage(app, message), PATIENCE);
  return new Response(toTwiml(answer), { headers: { "Content-Type": "text/xml" } });
};
