import express from "express";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { createTwilio, type Twilio } from "#sandbox/twilio/twilio.ts";
import { createTwilioProvider } from "#shell/sms/twilio.server.ts";
import type { SmsProvider } from "#shell/sms/provider.server.ts";
import { serve, type Served } from "#tests/sandbox/serving.ts";

const NOW = Temporal.Instant.from("2026-11-20T15:00:00.700Z");
const account = { TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`, TWILIO_AUTH_TOKEN: "token", WORKER_CONCURRENCY: 4 };
const ana = "+12125550123";
const shop = "+15005550006";

let twilio: Twilio;
let served: Served;
let provider: SmsProvider;
let now = NOW;

beforeEach(async () => {
  now = NOW;
  twilio = createTwilio({
    accountSid: account.TWILIO_ACCOUNT_SID,
    authToken: account.TWILIO_AUTH_TOKEN,
    now: () => now,
  });
  served = await serve(express().use(twilio.router));
  provider = connect({ TWILIO_FROM_NUMBER: shop });
});
afterEach(async () => {
  twilio.close();
  await served.close();
});

const connect = (
  sender: { TWILIO_FROM_NUMBER?: string; TWILIO_MESSAGING_SERVICE_SID?: string },
  token = account.TWILIO_AUTH_TOKEN,
) => createTwilioProvider({ ...account, TWILIO_AUTH_TOKEN: token, TWILIO_API_BASE_URL: served.url, ...sender });
const send = (body = "Hello", to = ana, by = provider) =>
  by.send({ to, body, statusCallback: `${served.url}/twilio/status` });
const bodies = async (since = NOW) => {
  const answer = await provider.find({ to: ana, since });
  return answer.kind === "answered" ? answer.texts.map(({ body }) => body) : answer;
};

describe("looking texts up at Twilio", () => {
  test("tells of a text all that it takes to know it again", async () => {
    const sent = await send();
    expect(await provider.find({ to: ana, since: NOW.subtract({ seconds: 30 }) })).toEqual({
      kind: "answered",
      texts: [
        {
          providerId: sent.kind === "accepted" ? sent.providerId : "",
          direction: "outbound-api",
          from: shop,
          messagingService: null,
          to: ana,
          body: "Hello",
          createdAt: Temporal.Instant.from("2026-11-20T15:00:00Z"),
          status: expect.any(String) as string,
          segments: 1,
          errorCode: null,
        },
      ],
    });
  });

  test("finds one that a messaging service has taken and not yet given a number", async () => {
    const service = `MG${"a".repeat(32)}`;
    await send("Hello", ana, connect({ TWILIO_MESSAGING_SERVICE_SID: service }));
    expect(await provider.find({ to: ana, since: NOW.subtract({ seconds: 30 }) })).toMatchObject({
      kind: "answered",
      texts: [{ messagingService: service }],
    });
  });

  test("reads back to the time asked for, and no further; other numbers are left out", async () => {
    for (const body of ["one", "two", "three"]) {
      await send(body);
      await send("to somebody else", "+13105550123");
      now = now.add({ minutes: 10 });
    }
    expect(await bodies(NOW.add({ minutes: 9 }))).toEqual(["three", "two"]);
    expect(await bodies(NOW.add({ hours: 1 }))).toEqual([]);
  });

  test("lists all of an account since an instant, in and out, newest first", async () => {
    await send("before");
    now = now.add({ minutes: 10 });
    const since = now.subtract({ seconds: 1 });
    await send("to Ana");
    now = now.add({ minutes: 1 });
    await send("to somebody else", "+13105550123");
    const answer = await provider.list(since);
    expect(answer.kind === "answered" && answer.texts.map(({ to, body }) => [to, body])).toEqual([
      ["+13105550123", "to somebody else"],
      [ana, "to Ana"],
    ]);
    expect(await connect({ TWILIO_FROM_NUMBER: shop }, "wrong").list(since)).toMatchObject({ kind: "silent" });
  });

  test.each([
    [450, 450],
    [1_000, 1_000],
    [1_001, "silent"],
  ])("of %i texts it reads page after page; where that is not all, it says nothing", async (there, read) => {
    await send();
    const [one] = twilio.messages();
    if (!one) throw new Error("the text was not taken");
    const messages = Array.from({ length: there }, (_, at) => ({ ...one, sid: `SM${String(at).padStart(32, "0")}` }));
    const full = createTwilio({
      accountSid: account.TWILIO_ACCOUNT_SID,
      authToken: account.TWILIO_AUTH_TOKEN,
      now: () => now,
      restore: { messages, optOuts: [] },
    });
    const elsewhere = await serve(express().use(full.router));
    const answer = await createTwilioProvider({
      ...account,
      TWILIO_FROM_NUMBER: shop,
      TWILIO_API_BASE_URL: elsewhere.url,
    }).find({ to: ana, since: NOW.subtract({ seconds: 30 }) });
    expect(
      answer.kind === "answered" ? new Set(answer.texts.map(({ providerId }) => providerId)).size : answer.kind,
    ).toBe(read);
    await elsewhere.close();
  });

  test.each(["throttle", "error", "reset", "garbage"] as const)(
    "%s: it has not said that there is none",
    async (kind) => {
      await send();
      twilio.fail({ kind, on: "read" }, 1);
      expect(await provider.find({ to: ana, since: NOW })).toMatchObject({
        kind: "silent",
        detail: expect.stringMatching(/\S/) as string,
      });
      expect(await bodies(NOW.subtract({ seconds: 1 }))).toEqual(["Hello"]);
    },
  );

  test("a token that is refused, or nobody there: not said either", async () => {
    expect(await connect({ TWILIO_FROM_NUMBER: shop }, "wrong").find({ to: ana, since: NOW })).toMatchObject({
      kind: "silent",
    });
    await served.close();
    expect(await provider.find({ to: ana, since: NOW })).toMatchObject({ kind: "silent" });
    served = await serve(express());
  });

  test.each(["reset", "garbage", "error"] as const)(
    "a text that was taken while its answer was lost (%s) is found",
    async (kind) => {
      twilio.fail({ kind, accepted: true, callbacks: false }, 1);
      expect(await send()).toMatchObject({ kind: "unknown" });
      expect(await bodies(NOW.subtract({ seconds: 1 }))).toEqual(["Hello"]);
    },
  );
});

describe("being told to wait (429)", () => {
  test.for<[string, string | undefined, object]>([
    ["for as long as the header asks", "17", { retryAfter: 17 }],
    ["without a time", undefined, {}],
    ["until a date, which Twilio does not send", "Wed, 21 Oct 2026 07:28:00 GMT", {}],
  ])("%s", async ([, header, asked]) => {
    const busy = await serve(
      express().use((_request, response) => {
        if (header) response.set("Retry-After", header);
        response.status(429).json({ code: 20429, message: "Too Many Requests", status: 429 });
      }),
    );
    const answer = await createTwilioProvider({
      ...account,
      TWILIO_FROM_NUMBER: shop,
      TWILIO_API_BASE_URL: busy.url,
    }).send({ to: ana, body: "Hello", statusCallback: "https://shopbell.example/twilio/status" });
    await busy.close();
    expect(answer).toEqual({ kind: "throttled", detail: "Too Many Requests", ...asked });
  });
});
