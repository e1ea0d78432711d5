import express from "express";
import twilioSdk from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { createTwilio, type Twilio } from "#sandbox/twilio/twilio.ts";
import { serve, type Served } from "../serving.ts";
import { sdk } from "./sdk.ts";

const accountSid = `AC${"0".repeat(32)}`;
const authToken = "secret";
const shop = "+18885550100";
const ana = "+12125550123";

interface Heard {
  url: string;
  params: Record<string, string>;
  valid: boolean;
}

let twilio: Twilio;
let served: Served;
let heard: Heard[];
let twimlReply: string;
let now = Temporal.Instant.from("2026-11-20T15:00:00Z");

beforeEach(async () => {
  heard = [];
  twimlReply = "<Response/>";
  now = Temporal.Instant.from("2026-11-20T15:00:00Z");
  twilio = createTwilio({ accountSid, authToken, now: () => now, serviceNumber: shop });
  const app = express();
  app.use("/sandbox/twilio", twilio.router);
  app.post(["/twilio/status", "/twilio/inbound"], express.urlencoded({ extended: false }), (request, response) => {
    const url = `${served.url}${request.originalUrl}`;
    const params = request.body as Record<string, string>;
    heard.push({
      url: request.originalUrl,
      params,
      valid: twilioSdk.validateRequest(authToken, request.get("x-twilio-signature") ?? "", url, params),
    });
    response.type("text/xml").send(request.path === "/twilio/inbound" ? twimlReply : "<Response/>");
  });
  served = await serve(app);
});

afterEach(async () => {
  twilio.close();
  await served.close();
});

const client = (timeout?: number, token = authToken) => sdk(`${served.url}/sandbox/twilio`, accountSid, token, timeout);
const send = (more: { to?: string; body?: string; from?: string } = {}, timeout?: number) =>
  client(timeout).messages.create({
    to: ana,
    from: shop,
    body: "Hello",
    statusCallback: `${served.url}/twilio/status?attempt=7`,
    ...more,
  });
const receive = (body: string) =>
  twilio.receive({ from: ana, to: shop, body, webhookUrl: `${served.url}/twilio/inbound` });

describe("sending through the real SDK", () => {
  it("takes a text and names it", async () => {
    const message = await send({ body: "Grüße 🔔" });
    expect(message).toMatchObject({
      status: "queued",
      to: ana,
      from: shop,
      body: "Grüße 🔔",
      numSegments: "1",
      numMedia: "0",
      direction: "outbound-api",
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.dateCreated.toISOString()).toBe("2026-11-20T15:00:00.000Z");
  });

  it("sends from a messaging service, which chooses the sender after its answer", async () => {
    const message = await client().messages.create({
      to: ana,
      messagingServiceSid: `MG${"a".repeat(32)}`,
      body: "Hello",
    });
    expect(message).toMatchObject({
      status: "accepted",
      from: null,
      numSegments: "0",
      messagingServiceSid: `MG${"a".repeat(32)}`,
    });
    await twilio.idle();
    expect(await client().messages(message.sid).fetch()).toMatchObject({
      status: "delivered",
      from: shop,
      numSegments: "1",
    });
  });

  it("calls back each step in order, signed over the whole address", async () => {
    const { sid } = await send();
    await twilio.idle();
    expect(heard.map(({ params }) => params.MessageStatus)).toEqual(["queued", "sending", "sent", "delivered"]);
    expect(
      heard.every(({ valid, url, params }) => valid && url === "/twilio/status?attempt=7" && params.MessageSid === sid),
    ).toBe(true);
    expect(await client().messages(sid).fetch()).toMatchObject({ status: "delivered", price: "-0.00790" });
  });

  it.each([
    ["a wrong token", () => client(undefined, "wrong").messages.create({ to: ana, from: shop, body: "x" }), 401, 20003],
    ["a number that is none", () => send({ to: "+1212" }), 400, 21211],
    ["Twilio's own invalid number", () => send({ to: "+15005550001" }), 400, 21211],
    ["an empty text", () => send({ body: "" }), 400, 21602],
    ["a text over 1600 characters", () => send({ body: "x".repeat(1601) }), 400, 21617],
    [
      "a callback beyond loopback",
      () => client().messages.create({ to: ana, from: shop, body: "x", statusCallback: "http://example.com/" }),
      400,
      21609,
    ],
    [
      "a message it does not know",
      () =>
        client()
          .messages(`SM${"f".repeat(32)}`)
          .fetch(),
      404,
      20404,
    ],
  ])("refuses %s", async (_what, request, status, code) => {
    await expect(request()).rejects.toMatchObject({ status, code });
    expect(twilio.messages()).toEqual([]);
  });
});

describe("listing", () => {
  it("finds by number, sender and time, newest first, page by page", async () => {
    for (const body of ["one", "two", "three"]) {
      await send({ body });
      await twilio.idle();
      now = now.add({ minutes: 10 });
    }
    await send({ to: "+13105550123" });
    const found = await client().messages.list({ to: ana, from: shop, pageSize: 2 });
    expect(found.map(({ body }) => body)).toEqual(["three", "two", "one"]);
    const later = await client().messages.list({
      to: ana,
      dateSentAfter: new Date("2026-11-20T15:10:00Z"),
      dateSentBefore: new Date("2026-11-20T15:15:00Z"),
    });
    expect(later.map(({ body }) => body)).toEqual(["two"]);
  });

  it("refuses a date that is none", async () => {
    const response = await fetch(
      `${served.url}/sandbox/twilio/2010-04-01/Accounts/${accountSid}/Messages.json?DateSent=someday`,
      {
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
      },
    );
    expect([response.status, await response.json()]).toMatchObject([400, { code: 20001 }]);
  });

  it.each(["hang", "reset", "garbage", "error"] as const)(
    "finds a text whose sending met %s, also while that goes on",
    async (kind) => {
      twilio.fail({ kind, accepted: true, callbacks: false });
      await expect(send({}, 200)).rejects.toThrow();
      await twilio.idle();
      expect(await client().messages.list({ to: ana })).toMatchObject([
        { body: "Hello", status: "delivered", direction: "outbound-api" },
      ]);
    },
  );
});

describe("faults", () => {
  it("throttles the next requests, then no more", async () => {
    twilio.fail({ kind: "throttle" }, 2);
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(send()).rejects.toMatchObject({ status: 429 });
    await send();
    expect(twilio.messages()).toHaveLength(1);
  });

  it("fails with 500 until told otherwise, reading unharmed unless meant", async () => {
    twilio.fail({ kind: "error" });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    expect(await client().messages.list()).toEqual([]);
    twilio.fail({ kind: "error", on: "all" });
    await expect(client().messages.list()).rejects.toMatchObject({ status: 500 });
    twilio.fail(null);
    await send();
    expect(twilio.messages()).toHaveLength(1);
  });

  it.each(["hang", "reset", "garbage"] as const)("%s: the text arrives though the answer does not", async (kind) => {
    twilio.fail({ kind }, 1);
    await expect(send({}, 200)).rejects.toThrow();
    await twilio.idle();
    expect(twilio.messages()).toMatchObject([{ status: "delivered" }]);
    expect(heard).toHaveLength(4);
  });

  it("loses a text without a trace when told to", async () => {
    twilio.fail({ kind: "reset", accepted: false }, 1);
    await expect(send()).rejects.toThrow();
    expect(twilio.messages()).toEqual([]);
  });

  it("keeps quiet about a text it took when told to", async () => {
    twilio.fail({ kind: "reset", callbacks: false }, 1);
    await expect(send()).rejects.toThrow();
    await twilio.idle();
    expect(twilio.messages()).toMatchObject([{ status: "delivered" }]);
    expect(heard).toEqual([]);
  });

  it("rejects with any code", async () => {
    twilio.fail({ kind: "reject", code: 21614 }, 1);
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21614 });
  });

  it("reports by callback what could not be delivered", async () => {
    twilio.fail({ kind: "undeliver", status: "undelivered", code: 30003 }, 1);
    await send();
    await twilio.idle();
    expect(heard.at(-1)?.params).toMatchObject({ MessageStatus: "undelivered", ErrorCode: "30003" });
  });
});

describe("texts from a phone", () => {
  it("reach the app signed, and its TwiML answers the phone", async () => {
    twimlReply = "<Response><Message>You &amp; me</Message><Message><Body>Bye</Body></Message></Response>";
    const answer = await receive("Is this in stock?");
    await twilio.idle();
    expect(answer).toEqual({ status: 200, twiml: twimlReply });
    expect(heard).toMatchObject([
      { valid: true, params: { From: ana, To: shop, Body: "Is this in stock?", NumMedia: "0" } },
    ]);
    expect(twilio.messages().map(({ direction, body }) => [direction, body])).toEqual([
      ["inbound", "Is this in stock?"],
      ["outbound-reply", "You & me"],
      ["outbound-reply", "Bye"],
    ]);
  });

  it("STOP blocks the number for that sender until START, also over a restart", async () => {
    await receive(" Stop ");
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    await send({ from: "+18885550199" });
    const state = twilio.state();
    expect(createTwilio({ accountSid, authToken, now: () => now, restore: state }).state()).toEqual(state);
    await receive("START");
    await send();
  });

  it("go to loopback only", async () => {
    await expect(twilio.receive({ from: ana, to: shop, body: "Hi", webhookUrl: "http://192.0.2.1/" })).rejects.toThrow(
      "loopback",
    );
  });
});
