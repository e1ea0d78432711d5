import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { showPhone } from "#core/customers/phone-number.ts";
import { explain } from "#services/activity/explain.server.ts";
import { callbackUrl } from "#services/sending/apply-status-callback.server.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { lookAfterSenders } from "#services/senders/parts/look-after-senders.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { sendNumberCode } from "#services/team/parts/prove-number.server.ts";
import { readSettingsPage } from "#services/team/read-settings.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { action as inbound } from "../../../app/routes/twilio.inbound.ts";
import { action as status } from "../../../app/routes/twilio.status.ts";
import { accepted, buildHouse, SHOP, testEnv, type House } from "../test-app.ts";
import { giveSender, type GivenSender } from "./give-sender.ts";

const OTHER = "larch.myshopify.com";

/** A call as Twilio makes it for an account: signed over the public address and the form. */
function call(address: string, form: Record<string, string>, token: string): Request {
  return new Request(address, {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Twilio-Signature": twilio.getExpectedTwilioSignature(token, address, form),
    },
  });
}

describeOnDatabases("two shops with a sender each", (database) => {
  let house: House;
  let ours: GivenSender;
  let theirs: GivenSender;
  beforeEach(async () => {
    house = buildHouse(database());
    ours = await giveSender(house, await house.open(["order-confirmation"]));
    theirs = await giveSender(house, await house.open(["order-confirmation"], { domain: OTHER }));
  });
  afterEach(() => house.close());
  const args = (request: Request) => ({ request, params: {}, context: { app: house.context } });
  const order = (domain: string, id = 1) =>
    house.tell("orders/create", orderBody({ order: String(9_000 + id), token: `c-${id}` }), { domain });
  let texted = 0;
  const reply = (to: GivenSender, body: string, token = to.authToken) =>
    inbound(
      args(
        call(
          `${testEnv.SHOPIFY_APP_URL}/twilio/inbound`,
          {
            MessageSid: `SM${String(++texted).padStart(32, "0")}`,
            AccountSid: to.accountSid,
            MessagingServiceSid: to.serviceSid,
            From: ADAS_PHONE,
            To: to.number,
            Body: body,
          },
          token,
        ),
      ),
    );
  const attempts = () =>
    house.rows<{ id: string; providerId: string; senderId: string; status: string }>(
      `SELECT t."id", m."providerId", m."senderId", m."status" FROM "MessageAttempt" t
        JOIN "Message" m ON m."id" = t."messageId" ORDER BY t."id"`,
    );

  test("each text goes out from its shop's own", async () => {
    await order(SHOP);
    await order(OTHER);
    expect(house.sentBy).toEqual([ours.serviceSid, theirs.serviceSid]);
    expect(await house.rows(`SELECT "from" FROM "Message" ORDER BY "id"`)).toEqual([
      { from: ours.number },
      { from: theirs.number },
    ]);
  });

  test("a STOP to one leaves the other's, and START brings its own back", async () => {
    await order(SHOP);
    await order(OTHER);
    expect(await (await reply(ours, "STOP")).text()).toMatch(/Juniper: you are unsubscribed/);
    await order(SHOP, 2);
    await order(OTHER, 2);
    expect(house.sentBy.slice(2)).toEqual([theirs.serviceSid]);
    expect(await house.rows(`SELECT "sender" FROM "Suppression"`)).toEqual([{ sender: ours.shopId }]);
    await reply(ours, "START");
    await order(SHOP, 3);
    expect(house.sentBy.slice(3)).toEqual([ours.serviceSid]);
  });

  test("a refusal for an opt-out that Twilio knows of stops that sender alone", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "21610", detail: "unsubscribed" }));
    await order(SHOP);
    expect(await house.rows(`SELECT "sender" FROM "Suppression"`)).toEqual([{ sender: ours.shopId }]);
    house.phoneCompany(accepted);
    await order(OTHER);
    expect(house.sentBy.at(-1)).toBe(theirs.serviceSid);
  });

  test("a reply stands in the conversation of the shop that it was sent to", async () => {
    await order(SHOP);
    await order(OTHER);
    await reply(ours, "Where is it?");
    expect(await house.rows(`SELECT "shopId", "senderId" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { shopId: ours.shopId, senderId: ours.id },
    ]);
  });

  test.for([
    ["signed with the other's token", (): Promise<Response> => reply(ours, "STOP", theirs.authToken)],
    ["signed with the installation's token", () => reply(ours, "STOP", testEnv.TWILIO_AUTH_TOKEN)],
    ["of an unknown account", () => reply({ ...ours, accountSid: `AC${"e".repeat(32)}` }, "STOP")],
  ] as const)("a text %s is refused and stops nothing", async ([, send]) => {
    expect((await send()).status).toBe(403);
    expect(await house.rows(`SELECT 1 FROM "Suppression"`)).toEqual([]);
  });

  test("a report counts only under its own account's token", async () => {
    await order(SHOP);
    const [attempt] = await attempts();
    const report = (account: { accountSid: string; authToken: string }, token = account.authToken) =>
      status(
        args(
          call(
            callbackUrl(house.context, attempt?.id ?? "", null),
            { MessageSid: attempt?.providerId ?? "", MessageStatus: "delivered", AccountSid: account.accountSid },
            token,
          ),
        ),
      );
    expect((await report(ours, theirs.authToken)).status).toBe(403);
    expect((await report(theirs)).status).toBe(403);
    expect(
      (await report({ accountSid: testEnv.TWILIO_ACCOUNT_SID, authToken: testEnv.TWILIO_AUTH_TOKEN })).status,
    ).toBe(403);
    expect((await attempts())[0]?.status).toBe("sent");
    expect((await report(ours)).status).toBe(204);
    expect((await attempts())[0]?.status).toBe("delivered");
  });

  test("a sender that Twilio asks to wait holds up no other", async () => {
    house.phoneCompany(() =>
      house.sentBy.at(-1) === ours.serviceSid ? { kind: "throttled", detail: "wait", retryAfter: 60 } : accepted(),
    );
    await order(SHOP);
    await order(OTHER);
    expect((await attempts()).map(({ status: is }) => is).toSorted()).toEqual(["pending", "sent"]);
    expect(await house.rows(`SELECT "sender" FROM "SenderPause"`)).toEqual([{ sender: ours.id }]);
  });

  test("an unknown text is looked up in its own account", async () => {
    const asked: string[] = [];
    const { smsOf } = house.context;
    house.context.smsOf = (account) => ({
      ...smsOf(account),
      find: async () => (asked.push(account.serviceSid), { kind: "answered", texts: [] }),
    });
    house.phoneCompany(() => ({ kind: "unknown", detail: "reset" }));
    await order(SHOP);
    await house.pass({ minutes: 2 });
    await resolveUnknownOutcomes(house.context);
    expect(asked).toEqual([ours.serviceSid]);
  });

  test("before approval texts to the United States are skipped, with a reason that explain shows", async () => {
    await house.rows(`UPDATE "Sender" SET "status" = 'in_review' WHERE "id" = $1`, [ours.id]);
    await order(SHOP);
    expect(house.texts).toEqual([]);
    expect(await house.log()).toContain("send_sms skipped sender_not_approved");
    const told = JSON.stringify(await explain(house.context, await ensureShop(house.context, SHOP), ADAS_PHONE));
    expect(told).toContain("sender_not_approved");
  });

  test("or held where the shop wants that, and sent on approval", async () => {
    await saveSettings(house.context, {
      shopId: ours.shopId,
      actor: "test",
      changes: { holdTransactionalUntilApproved: true },
    });
    await house.rows(`UPDATE "Sender" SET "status" = 'in_review' WHERE "id" = $1`, [ours.id]);
    await order(SHOP);
    await house.pass({ hours: 20 });
    // Released too early, it waits again, and its wait goes on.
    await house.rows(`UPDATE "ScheduledAutomation" SET "held" = false`);
    await house.pass({ hours: 3 });
    await order(SHOP, 2);
    await house.pass({ hours: 2 });
    expect(house.texts).toEqual([]);
    await house.rows(`UPDATE "Sender" SET "status" = 'approved' WHERE "id" = $1`, [ours.id]);
    await lookAfterSenders(house.context);
    await house.work();
    expect(house.sentBy).toEqual([ours.serviceSid]);
    // The first order is older than a day: its confirmation is not sent any more.
    expect(await house.log()).toContain("send_sms skipped stale_event");
  });

  test("a text written before its sender was suspended does not go out", async () => {
    house.phoneCompany(() => ({ kind: "unreachable", detail: "away" }));
    await order(SHOP);
    await house.rows(`UPDATE "Sender" SET "status" = 'suspended', "resumesAs" = 'approved' WHERE "id" = $1`, [ours.id]);
    house.texts.length = 0;
    house.phoneCompany(accepted);
    await house.pass({ minutes: 10 });
    expect(house.texts).toEqual([]);
    expect(await house.log()).toContain("send_sms skipped sender_not_approved");
    expect((await house.holdings()).held).toBe(0);
  });
});

describeOnDatabases("a shop that leaves the shared sender", (database) => {
  let house: House;
  beforeEach(() => {
    house = buildHouse(database());
  });
  afterEach(() => house.close());

  test("keeps the opt-outs of the numbers that it knows", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    const form = { MessageSid: `SM${"c".repeat(32)}`, From: ADAS_PHONE, To: "+15005550006", Body: "STOP" };
    await inbound({
      request: call(`${testEnv.SHOPIFY_APP_URL}/twilio/inbound`, form, testEnv.TWILIO_AUTH_TOKEN),
      params: {},
      context: { app: house.context },
    });
    await giveSender(house, shopId);
    house.texts.length = 0;
    await house.tell("orders/create", orderBody({ order: "9002", token: "c-2" }));
    expect(house.texts).toEqual([]);
    expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
  });
});

describeOnDatabases("an installation without a sender of its own", (database) => {
  let house: House;
  beforeEach(() => {
    const { TWILIO_FROM_NUMBER: _none, ...env } = testEnv;
    house = buildHouse(database(), { env });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const sendCode = async () => sendNumberCode(house.context, await shop(), { actor: "test", phone: "+12125550188" });

  test("sends nothing for a shop without one, and says so", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await saveSettings(house.context, { shopId, actor: "test", changes: { holdTransactionalUntilApproved: true } });
    await house.tell("orders/create", orderBody());
    expect(house.texts).toEqual([]);
    expect(await house.log()).toContain("send_sms skipped sender_not_approved");
    expect(JSON.stringify(await explain(house.context, await shop(), ADAS_PHONE))).toContain("not_set_up");
    const { alerts, setup } = await readHome(house.context, await shop());
    expect(alerts).toContainEqual({ kind: "no_sender" });
    expect(setup.steps).toContainEqual({ part: "number", done: false });
    const code = await sendCode();
    expect(code).toMatchObject({ ok: false });
    expect(house.texts).toEqual([]);
  });

  test("sends from the shop's own", async () => {
    const ours = await giveSender(house, await house.open(["order-confirmation"]));
    await house.tell("orders/create", orderBody());
    expect(house.sentBy).toEqual([ours.serviceSid]);
    expect((await readHome(house.context, await shop())).alerts).not.toContainEqual({ kind: "no_sender" });
    expect(await sendCode()).toMatchObject({ ok: true });
    expect(house.sentBy).toEqual([ours.serviceSid, ours.serviceSid]);
    expect((await readSettingsPage(house.context, await shop(), "sender")).ownSenders).toEqual([
      showPhone(ours.number),
    ]);
  });
});
