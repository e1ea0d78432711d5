import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callbackUrl } from "#services/sending/apply-status-callback.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, testEnv, type House } from "../services/test-app.ts";
import { action as inbound } from "../../app/routes/twilio.inbound.ts";
import { action as status } from "../../app/routes/twilio.status.ts";

/** A call as Twilio makes it: signed over the public address and the form. */
function call(
  address: string,
  form: Record<string, string>,
  { token = testEnv.TWILIO_AUTH_TOKEN, tampered = {} }: { token?: string; tampered?: Record<string, string> } = {},
): Request {
  const signature = twilio.getExpectedTwilioSignature(token, address, form);
  // The app stands behind a proxy: it is asked under another host than its public one.
  const { pathname, search } = new URL(address);
  return new Request(`http://10.0.0.1:3000${pathname}${search}`, {
    method: "POST",
    body: new URLSearchParams({ ...form, ...tampered }).toString(),
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature },
  });
}

describeOnDatabases("what Twilio tells", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
  });
  afterEach(() => house.close());
  const args = (request: Request) => ({ request, params: {}, context: { app: house.context } });
  const address = async () => {
    const [attempt] = await house.rows<{ id: string }>(`SELECT "id" FROM "MessageAttempt"`);
    return callbackUrl(house.context, attempt?.id ?? "", null);
  };
  const sid = async () =>
    (await house.rows<{ providerId: string }>(`SELECT "providerId" FROM "Message"`))[0]?.providerId ?? "";
  const state = async () =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "Message" WHERE "direction" = 'outbound'`))[0]?.status;

  test("a signed report moves the text forward", async () => {
    const answer = await status(args(call(await address(), { MessageSid: await sid(), MessageStatus: "delivered" })));
    expect(answer.status).toBe(204);
    expect(await state()).toBe("delivered");
  });

  test.each<[string, (form: Record<string, string>, url: string) => Request]>([
    ["signed with another token", (form, url) => call(url, form, { token: "other" })],
    ["changed on the way", (form, url) => call(url, form, { tampered: { MessageStatus: "failed" } })],
    ["for an attempt whose id was changed", (form, url) => call(url.replace(/attempt=./, "attempt=f"), form)],
    ["about another text", (form, url) => call(url, { ...form, MessageSid: `SM${"f".repeat(32)}` })],
  ])("a report %s is answered 403 and changes nothing", async (_what, make) => {
    const answer = await status(args(make({ MessageSid: await sid(), MessageStatus: "delivered" }, await address())));
    expect(answer.status).toBe(403);
    expect(await state()).toBe("sent");
  });

  const inboundAddress = `${testEnv.SHOPIFY_APP_URL}/twilio/inbound`;
  const text = (body: string, more: Record<string, string> = {}) => ({
    MessageSid: `SM${"c".repeat(32)}`,
    From: ADAS_PHONE,
    To: "+15005550006",
    Body: body,
    ...more,
  });

  test("STOP is answered with one confirmation, as TwiML", async () => {
    const answer = await inbound(args(call(inboundAddress, text("STOP"))));
    expect(await answer.text()).toMatch(/<Response><Message>Juniper: you are unsubscribed.*<\/Message><\/Response>/);
    expect(await house.rows(`SELECT "consent" FROM "Subscriber" WHERE "channel" = 'sms'`)).toEqual([
      { consent: "unsubscribed" },
    ]);
  });

  test("a STOP that Twilio has answered itself is taken in silence", async () => {
    const answer = await inbound(args(call(inboundAddress, text("STOP", { OptOutType: "STOP" }))));
    expect(await answer.text()).toMatch(/<Response\/>/);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Suppression" WHERE "liftedAt" IS NULL`)).toEqual([
      { n: 1 },
    ]);
  });

  test("any other text is kept in the conversation and answered with nothing", async () => {
    const answer = await inbound(args(call(inboundAddress, text("Is this in stop-motion?"))));
    expect(await answer.text()).toMatch(/<Response\/>/);
    expect(await house.rows(`SELECT "body", "status" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { body: "Is this in stop-motion?", status: "received" },
    ]);
    expect(await house.rows(`SELECT "consent" FROM "Subscriber" WHERE "channel" = 'sms'`)).toEqual([
      { consent: "not_subscribed" },
    ]);
  });

  test("a forged STOP is answered 403 and silences nobody", async () => {
    const answer = await inbound(args(call(inboundAddress, text("STOP"), { token: "other" })));
    expect(answer.status).toBe(403);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Suppression"`)).toEqual([{ n: 0 }]);
  });
});
