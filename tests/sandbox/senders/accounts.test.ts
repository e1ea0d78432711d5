import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { ana, business, clientOf, openApp, openShop, parentOf, type Shop } from "./shops.ts";

let world: Sandbox;
let app: Awaited<ReturnType<typeof openApp>>;
let shop: Shop;
beforeEach(async () => {
  world = await sandbox();
  app = await openApp();
  shop = await openShop(world, app.url, "larkspur");
  await world.post(`api/twilio/verifications/${shop.verification.sid}/approve`);
});
afterEach(async () => {
  await world.close();
  await app.close();
});

const parent = () => parentOf(world);
const services = () => shop.client.messaging.v1.services;
const setStatus = (status: "active" | "suspended" | "closed") =>
  parent().api.v2010.accounts(shop.account.sid).update({ status });

describe("a subaccount", () => {
  test("is found by its name, by the parent alone, with its own token", async () => {
    await openShop(world, app.url, "other");
    expect(await parent().api.v2010.accounts.list({ friendlyName: "larkspur" })).toMatchObject([
      { sid: shop.account.sid, authToken: shop.account.authToken },
    ]);
    expect(await parent().api.v2010.accounts.list()).toHaveLength(3);
    expect(await shop.client.api.v2010.accounts.list()).toMatchObject([{ sid: shop.account.sid }]);
    await expect(shop.client.api.v2010.accounts.create()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test("answers to its own and to the parent's credentials, its messaging resources to its own alone", async () => {
    const other = await openShop(world, app.url, "other");
    const sent = await parent()
      .api.v2010.accounts(shop.account.sid)
      .messages.create({ to: ana, body: "By the parent", messagingServiceSid: shop.service.sid });
    expect(sent.accountSid).toBe(shop.account.sid);
    expect(await shop.client.messages.list()).toHaveLength(1);
    expect(await parent().messages.list()).toHaveLength(0);
    await expect(parent().messaging.v1.services(shop.service.sid).fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(other.client.messaging.v1.services(shop.service.sid).fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(other.client.api.v2010.accounts(shop.account.sid).fetch()).rejects.toMatchObject({ code: 20003 });
    await expect(clientOf(world, shop.account.sid, "wrong").messages.list()).rejects.toMatchObject({ code: 20003 });
  });

  test("suspended, it neither sends nor hears until it is active again", async () => {
    await setStatus("suspended");
    await expect(shop.send()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(
      parent()
        .api.v2010.accounts(shop.account.sid)
        .messages.create({ to: ana, body: "x", from: shop.number.phoneNumber }),
    ).rejects.toMatchObject({ code: 20003 });
    await world.post("api/phone/receive", { from: ana, to: shop.number.phoneNumber, body: "Hello?" });
    expect(app.calls).toEqual([]);
    await setStatus("active");
    await shop.send();
  });

  test("closed, it loses its number for good", async () => {
    await setStatus("closed");
    await expect(setStatus("active")).rejects.toMatchObject({ status: 400 });
    const other = await openShop(world, app.url, "other");
    await other.client.incomingPhoneNumbers.create({ phoneNumber: shop.number.phoneNumber });
  });

  test("a fault of one account leaves the others", async () => {
    const other = await openShop(world, app.url, "other");
    await world.post("api/twilio/fault", { kind: "throttle", account: shop.account.sid });
    await expect(shop.send()).rejects.toMatchObject({ status: 429, code: 20429 });
    await other.send();
  });
});

describe("numbers", () => {
  test("on offer are of the asked type and country, and belong to nobody", async () => {
    const offers = shop.client.availablePhoneNumbers;
    const [first] = await offers("US").tollFree.list({ limit: 1 });
    expect(first).toMatchObject({ isoCountry: "US", capabilities: { SMS: true, MMS: true } });
    expect(first?.phoneNumber).not.toBe(shop.number.phoneNumber);
    expect((await offers("US").local.list({ areaCode: 415, limit: 1 }))[0]?.phoneNumber).toMatch(/^\+1415/);
    expect((await offers("GB").mobile.list({ limit: 1 }))[0]?.phoneNumber).toMatch(/^\+447/);
    await expect(offers("US").mobile.list()).rejects.toMatchObject({ status: 404 });
  });

  test("are bought once, found by name or number, and released for good", async () => {
    const { phoneNumber } = shop.number;
    await expect(shop.client.incomingPhoneNumbers.create({ phoneNumber })).rejects.toMatchObject({ code: 21422 });
    for (const filter of [{ friendlyName: "larkspur" }, { phoneNumber }])
      expect(await shop.client.incomingPhoneNumbers.list(filter)).toMatchObject([{ sid: shop.number.sid }]);
    expect(await shop.client.incomingPhoneNumbers(shop.number.sid).remove()).toBe(true);
    await expect(shop.send()).rejects.toMatchObject({ code: 21704 });
    await world.post("api/phone/receive", { from: ana, to: phoneNumber, body: "Anybody?" });
    expect([app.calls, world.inbound]).toEqual([[], []]);
  });

  test("bought by a request whose answer is lost are found by their name", async () => {
    const [offer] = await shop.client.availablePhoneNumbers("US").tollFree.list({ limit: 1 });
    const buy = () =>
      shop.client.incomingPhoneNumbers.create({ phoneNumber: offer?.phoneNumber ?? "", friendlyName: "lost" });
    await world.post("api/twilio/fault", { kind: "reset", on: "write", times: 1, accepted: false });
    await expect(buy()).rejects.toThrow();
    expect(await shop.client.incomingPhoneNumbers.list({ friendlyName: "lost" })).toEqual([]);
    await world.post("api/twilio/fault", { kind: "reset", on: "write", times: 1 });
    await expect(buy()).rejects.toThrow();
    expect(await shop.client.incomingPhoneNumbers.list({ friendlyName: "lost" })).toHaveLength(1);
  });

  test("brought along belong to a campaign; a bought local number is blocked in the US until it does", async () => {
    const send = (from: string) => shop.client.messages.create({ to: ana, from, body: "Hi" });
    const codeOf = async (from: string) => {
      const { sid } = await send(from);
      await world.post("api/clock", { hours: 0 });
      return (await shop.client.messages(sid).fetch()).errorCode;
    };
    await shop.client.incomingPhoneNumbers.create({ phoneNumber: "+12125550201" });
    expect(await codeOf("+12125550201")).toBe(30034);
    await world.post("api/twilio/numbers/campaign", { phone: "+12125550201" });
    expect(await codeOf("+12125550201")).toBeNull();
    await world.post("api/twilio/numbers", { account: shop.account.sid, phoneNumber: "+12125559999" });
    expect(await codeOf("+12125559999")).toBeNull();
  });

  test("a short code that was brought along joins the pool, and goes before the number", async () => {
    await world.post("api/twilio/numbers", { account: shop.account.sid, phoneNumber: "81787" });
    const [code] = await shop.client.shortCodes.list();
    expect(code?.shortCode).toBe("81787");
    await services()(shop.service.sid).shortCodes.create({ shortCodeSid: code?.sid ?? "" });
    const { sid } = await shop.send();
    await world.post("api/clock", { hours: 0 });
    expect(await shop.client.messages(sid).fetch()).toMatchObject({ from: "81787", status: "delivered" });
  });
});

describe("messaging services", () => {
  test("are made, listed, changed and removed; the number stays with the account", async () => {
    const made = await services().create({ friendlyName: "second", validityPeriod: 7200, stickySender: false });
    expect(made).toMatchObject({ validityPeriod: 7200, stickySender: false, useInboundWebhookOnNumber: false });
    expect((await services()(made.sid).update({ friendlyName: "third" })).friendlyName).toBe("third");
    expect(await services().list({ pageSize: 1 })).toMatchObject([
      { friendlyName: "larkspur" },
      { friendlyName: "third" },
    ]);
    await services()(shop.service.sid).remove();
    await expect(shop.send()).rejects.toMatchObject({ code: 21701 });
    expect(await shop.client.incomingPhoneNumbers(shop.number.sid).fetch()).toMatchObject({
      phoneNumber: shop.number.phoneNumber,
    });
  });

  test.each([
    [
      "a number twice",
      21710,
      (sid: string) => services()(shop.service.sid).phoneNumbers.create({ phoneNumberSid: sid }),
    ],
    [
      "a number of another service",
      21712,
      async (sid: string) => {
        const { sid: second } = await services().create({ friendlyName: "second" });
        return services()(second).phoneNumbers.create({ phoneNumberSid: sid });
      },
    ],
    ["a name of digits", 21709, () => services()(shop.service.sid).alphaSenders.create({ alphaSender: "123456" })],
    [
      "a name of twelve letters",
      21709,
      () => services()(shop.service.sid).alphaSenders.create({ alphaSender: "abcdefghijkl" }),
    ],
    ["a service without a name", 20001, () => services().create({ friendlyName: "" })],
  ])("refuse %s", async (_what, code, act) => {
    await expect(act(shop.number.sid)).rejects.toMatchObject({ code });
  });
});

describe("a text is refused", () => {
  test.each([
    ["from a number of no account", 21606, { from: "+18885550000" }],
    ["from a name that is none", 21212, { from: "a name too long" }],
    ["by a service that does not exist", 21701, { messagingServiceSid: `MG${"f".repeat(32)}` }],
  ])("%s", async (_what, code, from) => {
    await expect(shop.client.messages.create({ to: ana, body: "Hi", ...from })).rejects.toMatchObject({ code });
  });

  test("from another account's number, the parent's calls included", async () => {
    const other = await openShop(world, app.url, "other");
    for (const client of [other.client, parent()])
      await expect(
        client.messages.create({ to: ana, body: "Hi", from: shop.number.phoneNumber }),
      ).rejects.toMatchObject({ code: 21660 });
  });

  test("by a service with an empty pool", async () => {
    const { sid } = await services().create({ friendlyName: "empty" });
    await expect(shop.client.messages.create({ to: ana, body: "Hi", messagingServiceSid: sid })).rejects.toMatchObject({
      code: 21704,
    });
  });

  test("to a country without permission, until it is given", async () => {
    await world.post("api/twilio/countries", { country: "gb", allowed: false });
    await expect(shop.send("+447700900123")).rejects.toMatchObject({ code: 21408 });
    const geo = parent().accounts.v1.messagingGeopermissions;
    expect(await geo.fetch({ countryCode: "GB" })).toMatchObject({
      permissions: [{ country_code: "GB", enabled: false }],
    });
    await geo.update({ permissions: [{ country_code: "GB", type: "country", enabled: "true" }] });
    await shop.send("+447700900123");
  });
});

describe("a verification is refused", () => {
  test.each([
    ["without a use case", { useCaseSummary: "" }, "UseCaseSummary"],
    ["of a company without its number", { businessRegistrationNumber: "" }, "BusinessRegistrationNumber"],
    ["with a volume that is none", { messageVolume: "11" }, "MessageVolume"],
    [
      "for a number that is not the account's",
      { tollfreePhoneNumberSid: `PN${"f".repeat(32)}` },
      "TollfreePhoneNumberSid",
    ],
  ])("%s", async (_what, wrong, parameter) => {
    const create = shop.client.messaging.v1.tollfreeVerifications.create({
      ...business,
      tollfreePhoneNumberSid: shop.number.sid,
      ...wrong,
    });
    await expect(create).rejects.toMatchObject({
      status: 400,
      code: 20001,
      message: expect.stringContaining(parameter) as string,
    });
  });

  test("for a number that has one, until that one is removed", async () => {
    const { tollfreeVerifications } = shop.client.messaging.v1;
    const again = () => tollfreeVerifications.create({ ...business, tollfreePhoneNumberSid: shop.number.sid });
    await expect(again()).rejects.toMatchObject({ status: 409 });
    expect(await tollfreeVerifications.list({ tollfreePhoneNumberSid: shop.number.sid })).toHaveLength(1);
    expect(await tollfreeVerifications.list({ status: "TWILIO_REJECTED" })).toHaveLength(0);
    expect(await parent().messaging.v1.tollfreeVerifications.list()).toHaveLength(0);
    expect(await parent().messaging.v1.tollfreeVerifications.list({ includeSubAccounts: true })).toHaveLength(1);
    await tollfreeVerifications(shop.verification.sid).remove();
    await again();
  });
});

describe("what Twilio knows of customers' numbers", () => {
  test("the line type: mobile unless set; a landline gets no text", async () => {
    const lookup = async () =>
      (await shop.client.lookups.v2.phoneNumbers(ana).fetch({ fields: "line_type_intelligence" })).lineTypeIntelligence;
    expect(await lookup()).toMatchObject({ type: "mobile" });
    await world.post("api/twilio/lines", { phone: ana, type: "landline" });
    expect(await lookup()).toMatchObject({ type: "landline" });
    await shop.send();
    await world.post("api/clock", { hours: 0 });
    expect(app.calls.at(-1)?.params).toMatchObject({ MessageStatus: "undelivered", ErrorCode: "30006" });
  });

  test("the numbers that carriers deactivated on a day", async () => {
    await world.post("api/twilio/deactivations", { phone: ana });
    const { redirect_to } = (await parent()
      .messaging.v1.deactivations()
      .fetch({ date: new Date("2026-11-20T00:00:00Z") })) as unknown as { redirect_to: string };
    const list = await fetch(`${world.url}/sandbox/twilio${new URL(redirect_to).pathname}`);
    expect(await list.text()).toBe(`${ana}\n`);
    await expect(
      parent()
        .messaging.v1.deactivations()
        .fetch({ date: new Date("2026-11-22T00:00:00Z") }),
    ).rejects.toMatchObject({ status: 400 });
  });
});

test("all of it is kept over a restart", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "senders-"));
  const stateFile = path.join(folder, "world.json");
  const first = await sandbox({ stateFile });
  const kept = await openShop(first, app.url, "kept");
  const before = (await first.call("api/twilio/senders")).json();
  await first.close();
  const second = await sandbox({ stateFile });
  expect((await second.call("api/twilio/senders")).json()).toMatchObject({
    ...before,
    accounts: [{}, { sid: kept.account.sid }],
  });
  const client = clientOf(second, kept.account.sid, kept.account.authToken);
  expect((await client.messaging.v1.tollfreeVerifications(kept.verification.sid).fetch()).status).toBe(
    "PENDING_REVIEW",
  );
  await second.close();
  await rm(folder, { recursive: true });
});
