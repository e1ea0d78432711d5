import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { ana, openApp, openShop, type Shop } from "./shops.ts";

interface Conversation {
  phone: string;
  sender: string | null;
  senderName: string | null;
  texts: { fromCustomer: boolean; body: string; status: string; errorCode: number | null }[];
}

let world: Sandbox;
let app: Awaited<ReturnType<typeof openApp>>;
beforeEach(async () => {
  world = await sandbox();
  app = await openApp();
});
afterEach(async () => {
  await world.close();
  await app.close();
});

const decide = (shop: Shop, act: string, body: object = {}) =>
  world.post(`api/twilio/verifications/${shop.verification.sid}/${act}`, body);
const approved = async (name: string): Promise<Shop> => {
  const shop = await openShop(world, app.url, name);
  await decide(shop, "approve");
  return shop;
};
/** Waits until every text has arrived. */
const settle = () => world.post("api/clock", { hours: 0 });
const answer = (to: string, body: string, more: object = {}) =>
  world.post("api/phone/receive", { from: ana, to, body, ...more });
const conversationsOf = async (phone: string) =>
  (await world.call("api/state"))
    .json<{ conversations: Conversation[] }>()
    .conversations.filter((one) => one.phone === phone && one.texts.length > 0);
const statusesOf = (name: string) =>
  app.calls.filter(({ path }) => path === `/status?of=${name}`).map(({ params }) => params.MessageStatus);

describe("a shop's own sender, by the real SDK", () => {
  test("from the subaccount to a text whose callbacks carry the subaccount's signature", async () => {
    const shop = await openShop(world, app.url, "larkspur");
    expect(shop.account).toMatchObject({ status: "active", ownerAccountSid: `AC${"0".repeat(32)}` });
    expect(shop.number.phoneNumber).toMatch(/^\+18\d{9}$/);
    expect(shop.verification).toMatchObject({ status: "PENDING_REVIEW", editAllowed: null, rejectionReasons: null });

    await world.post("api/clock", { days: 2 });
    expect((await shop.standing()).status).toBe("IN_REVIEW");
    await world.post("api/clock", { days: 1 });
    expect((await shop.standing()).status).toBe("TWILIO_APPROVED");

    const sent = await shop.send();
    expect(sent).toMatchObject({ status: "accepted", accountSid: shop.account.sid, from: null });
    await settle();
    expect(statusesOf("larkspur")).toEqual(["accepted", "sending", "sent", "delivered"]);
    expect(app.calls.every((call) => call.signedBy(shop.account.authToken) && !call.signedBy("twilio-secret"))).toBe(
      true,
    );
    expect(app.calls[0]?.params).toMatchObject({
      AccountSid: shop.account.sid,
      MessagingServiceSid: shop.service.sid,
      From: shop.number.phoneNumber,
    });
  });

  test("a toll-free number that is not approved is blocked in the US, and serves other countries", async () => {
    const shop = await openShop(world, app.url, "early");
    await shop.send();
    await settle();
    expect(app.calls.at(-1)?.params).toMatchObject({ MessageStatus: "failed", ErrorCode: "30032" });
    await shop.send("+447700900123");
    await settle();
    expect(app.calls.at(-1)?.params).toMatchObject({ MessageStatus: "delivered", To: "+447700900123" });
  });

  test("a STOP to one shop leaves the other, in two conversations of one phone", async () => {
    const [one, two] = [await approved("one"), await approved("two")];
    await one.send();
    await two.send();
    await settle();
    expect(await conversationsOf(ana)).toMatchObject([
      {
        sender: two.number.phoneNumber,
        senderName: `two · ${two.number.phoneNumber}`,
        texts: [{ body: "A text of two" }],
      },
      {
        sender: one.number.phoneNumber,
        senderName: `one · ${one.number.phoneNumber}`,
        texts: [{ body: "A text of one" }],
      },
    ]);

    await answer(one.number.phoneNumber, "STOP");
    const stop = app.calls.find(({ path }) => path === "/inbound/one");
    expect(stop?.params).toMatchObject({
      AccountSid: one.account.sid,
      MessagingServiceSid: one.service.sid,
      Body: "STOP",
    });
    expect([stop?.signedBy(one.account.authToken), stop?.signedBy(two.account.authToken)]).toEqual([true, false]);
    await expect(one.send()).rejects.toMatchObject({ code: 21610 });
    await two.send();

    // On toll-free numbers only START and UNSTOP undo it.
    await answer(one.number.phoneNumber, "YES");
    await expect(one.send()).rejects.toMatchObject({ code: 21610 });
    await answer(one.number.phoneNumber, "UNSTOP");
    await one.send();
  });

  test("on a toll-free number the network answers STOP, and the app's answer does not arrive", async () => {
    const shop = await approved("larkspur");
    await answer(shop.number.phoneNumber, "stop");
    const [{ texts } = { texts: [] }] = await conversationsOf(ana);
    expect(texts.map(({ body, status, errorCode }) => [body.slice(0, 12), status, errorCode])).toEqual([
      ["stop", "received", null],
      ["NETWORK MSG:", "delivered", null],
      ["Heard you.", "failed", 21610],
    ]);
  });

  test("an opt-out holds for all numbers of a service", async () => {
    const shop = await approved("larkspur");
    const second = await shop.client.incomingPhoneNumbers.create({
      phoneNumber: "+12125550201",
      friendlyName: "second",
    });
    await shop.client.messaging.v1.services(shop.service.sid).phoneNumbers.create({ phoneNumberSid: second.sid });
    await answer("+12125550201", "STOP");
    await expect(shop.send()).rejects.toMatchObject({ code: 21610 });
  });

  test("pictures of a text to a shop's number are its subaccount's, and the parent may read them", async () => {
    const shop = await approved("larkspur");
    await answer(shop.number.phoneNumber, "Broken", { pictures: ["parcel"] });
    const url = new URL(app.calls.at(-1)?.params.MediaUrl0 ?? "");
    expect(url.pathname).toContain(`/Accounts/${shop.account.sid}/`);
    const read = (sid: string, token: string) =>
      fetch(`${world.url}/sandbox/twilio${url.pathname}`, {
        headers: { authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}` },
      }).then(({ status, headers }) => [status, headers.get("content-type")]);
    expect(await read(shop.account.sid, shop.account.authToken)).toEqual([200, "image/png"]);
    expect(await read(`AC${"0".repeat(32)}`, "twilio-secret")).toEqual([200, "image/png"]);
    const other = await openShop(world, app.url, "other");
    expect((await read(other.account.sid, other.account.authToken))[0]).toBe(401);
  });

  test("a number with its own address is called there when its service says so", async () => {
    const shop = await approved("larkspur");
    await shop.client.incomingPhoneNumbers(shop.number.sid).update({ smsUrl: `${app.url}/inbound/number` });
    await answer(shop.number.phoneNumber, "Hello");
    await shop.client.messaging.v1.services(shop.service.sid).update({ useInboundWebhookOnNumber: true });
    await answer(shop.number.phoneNumber, "Hello again");
    expect(app.calls.map(({ path }) => path)).toEqual(["/inbound/larkspur", "/inbound/number"]);
  });

  test("an alphanumeric sender reaches other countries than the US and Canada, and nobody can answer it", async () => {
    const shop = await approved("larkspur");
    const { client, service } = shop;
    await client.messaging.v1.services(service.sid).alphaSenders.create({ alphaSender: "Larkspur" });
    await shop.send("+447700900123");
    await settle();
    const [british] = await conversationsOf("+447700900123");
    expect(british).toMatchObject({ sender: "Larkspur", texts: [{ status: "delivered" }] });
    const refused = await world.post("api/phone/receive", { from: "+447700900123", body: "STOP" });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("nobody can answer it")]);
    await expect(client.messages.create({ to: ana, from: "Larkspur", body: "Hi" })).rejects.toMatchObject({
      code: 21612,
    });
    await client.messaging.v1.services(service.sid).phoneNumbers(shop.number.sid).remove();
    await expect(shop.send()).rejects.toMatchObject({ code: 21703 });
  });
});

describe("the review of a verification", () => {
  test("a refusal says why, and is corrected with priority", async () => {
    const shop = await openShop(world, app.url, "larkspur");
    await decide(shop, "refuse", { code: 30446 });
    expect(await shop.standing()).toMatchObject({
      status: "TWILIO_REJECTED",
      errorCode: 30446,
      editAllowed: true,
      editExpiration: new Date("2026-11-27T15:00:00Z"),
      rejectionReasons: [{ code: 30446, reason: expect.stringContaining("opt-in") as string }],
    });
    await shop.client.messaging.v1
      .tollfreeVerifications(shop.verification.sid)
      .update({ optInImageUrls: ["https://larkspur.example/checkout.png"], editReason: "A new picture" });
    expect(await shop.standing()).toMatchObject({
      status: "PENDING_REVIEW",
      rejectionReasons: null,
      optInImageUrls: ["https://larkspur.example/checkout.png"],
      businessName: "Larkspur Goods LLC",
    });
    await world.post("api/clock", { days: 1 });
    expect((await shop.standing()).status).toBe("TWILIO_APPROVED");
    await shop.send();
    await settle();
    expect(statusesOf("larkspur").at(-1)).toBe("delivered");
  });

  test("after seven days a correction waits as long as a new one", async () => {
    const shop = await openShop(world, app.url, "larkspur");
    await decide(shop, "refuse", { code: 30445 });
    await world.post("api/clock", { days: 8 });
    await shop.client.messaging.v1
      .tollfreeVerifications(shop.verification.sid)
      .update({ businessName: "Larkspur LLC" });
    await world.post("api/clock", { days: 2 });
    expect((await shop.standing()).status).toBe("IN_REVIEW");
  });

  test("what cannot be corrected, is under review or approved takes no correction", async () => {
    const shop = await openShop(world, app.url, "larkspur");
    const edit = () =>
      shop.client.messaging.v1.tollfreeVerifications(shop.verification.sid).update({ businessName: "B" });
    await expect(edit()).rejects.toMatchObject({ status: 409 });
    await decide(shop, "refuse", { code: 30443 });
    expect(await shop.standing()).toMatchObject({ editAllowed: false });
    await expect(edit()).rejects.toMatchObject({ status: 409 });
  });

  test("it can take longer, and is decided once", async () => {
    const shop = await openShop(world, app.url, "larkspur");
    await decide(shop, "delay", { days: 30 });
    await world.post("api/clock", { days: 25 });
    expect((await shop.standing()).status).toBe("IN_REVIEW");
    expect((await decide(shop, "refuse", { code: 1 })).status).toBe(400);
    expect((await decide(shop, "approve")).status).toBe(200);
    expect((await decide(shop, "refuse", { code: 30446 })).status).toBe(409);
  });

  test("the page shows every sender, and its forms decide", async () => {
    const shop = await openShop(world, app.url, "larkspur.myshopify.com");
    const { markup } = await world.call("senders");
    for (const words of ["larkspur.myshopify.com", shop.number.phoneNumber, "waiting for review", "Larkspur Goods LLC"])
      expect(markup).toContain(words);
    expect(markup).not.toContain(shop.account.authToken);
    const submitted = await world.call(`api/twilio/verifications/${shop.verification.sid}/refuse`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "code=30449&return=/sandbox/senders",
    });
    expect(submitted.status).toBe(303);
    const after = await world.call("senders");
    expect(after.markup).toContain("It may be corrected until Nov 27");
  });
});
