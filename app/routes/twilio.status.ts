import type { ActionFunctionArgs } from "@remix-run/node";
import { attemptOf, storeEventOf } from "#services/sending/apply-status-callback.server.ts";
import { verifyTwilioRequest } from "#services/sending/verify-twilio-request.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";

/** Twilio's status callback. The signed address names the attempt. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  const call = await verifyTwilioRequest(app, request);
  if ("refused" in call) {
    app.log.warn(call.refused, "a status report was refused");
    return new Response(call.refused.why, { status: call.refused.status });
  }
  const attemptId = attemptOf(app, call.url);
  const providerId = call.form.MessageSid ?? call.form.SmsSid;
  const status = call.form.MessageStatus ?? call.form.SmsStatus;
  if (!attemptId || !providerId || !status) return new Response("names no attempt of ours", { status: 403 });
  const fate = await applyStatusCallback(app, {
    attemptId,
    senderIds: call.senders?.map(({ id }) => id) ?? null,
    providerId,
    status,
    errorCode: call.form.ErrorCode || null,
    // 0 until a messaging service has counted them.
    segments: Number(call.form.NumSegments) || null,
  });
  const event = storeEventOf(call.url);
  app.log.info({ event, attempt: attemptId, status, errorCode: call.form.ErrorCode, fate }, "a status was reported");
  if (fate === "not_ours") {
    app.log.warn({ event, attemptId, providerId }, "a status report names a text that is not of its attempt");
    return new Response("the text is not of this attempt", { status: 403 });
  }
  return new Response(null, { status: 204 });
};
