import { pino } from "pino";
import { expect, test } from "vitest";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { Temporal } from "#core/time/time.ts";
import { movableClock } from "#shell/clock.server.ts";
import { withBreaker } from "#shell/sms/with-breaker.server.ts";

const START = Temporal.Instant.from("2026-03-02T15:00:00Z");
const text = { to: "+12125550123", body: "Hello", statusCallback: "https://shopbell.example/" };

function phone(answer: () => SendOutcome | Promise<SendOutcome>) {
  const clock = movableClock(() => START);
  let calls = 0;
  let searches = 0;
  const provider = withBreaker(
    {
      send: async () => (calls++, answer()),
      list: async () => ({ kind: "answered" as const, texts: [] }),
      readMedia: async () => ({ kind: "gone" }),
      check: async () => null,
      find: async () => (searches++, { kind: "answered", texts: [] }),
    },
    { clock, log: pino({ level: "silent" }) },
  );
  const send = async (times: number) => {
    const kinds: string[] = [];
    for (let at = 0; at < times; at++) kinds.push((await provider.send(text)).kind);
    return kinds;
  };
  return { clock, provider, send, calls: () => calls, searches: () => searches };
}

test.each(["unknown", "unreachable"] as const)(
  "a storm (%s): five texts meet it, a hundred wait, and all is well when it is over",
  async (kind) => {
    let storm = true;
    const { clock, send, calls } = phone(() =>
      storm
        ? { kind, detail: "answered 503" }
        : { kind: "accepted", providerId: "SM1", providerStatus: "queued", segments: 1 },
    );
    expect(new Set((await send(105)).slice(5))).toEqual(new Set(["paused"]));
    expect(calls()).toBe(5);
    clock.moveTo(START.add({ seconds: 30 }));
    expect(await send(2)).toEqual([kind, "paused"]);
    storm = false;
    clock.moveTo(START.add({ seconds: 90 }));
    expect(await send(3)).toEqual(["accepted", "accepted", "accepted"]);
  },
);

test("a text that waits is told until when", async () => {
  const { provider, send } = phone(() => ({ kind: "unknown", detail: "timeout" }));
  await send(5);
  expect(await provider.send(text)).toEqual({
    kind: "paused",
    until: START.add({ seconds: 30 }),
    detail: "the phone company is not answering; we wait",
  });
});

test.each<SendOutcome>([
  { kind: "throttled", detail: "too many requests" },
  { kind: "refused", code: "21211", detail: "not a number" },
])("$kind is an answer: it goes on calling", async (outcome) => {
  const { send, calls } = phone(() => outcome);
  await send(50);
  expect(calls()).toBe(50);
});

test("being told to wait is neither a failure nor a sign of health", async () => {
  const outcomes: SendOutcome["kind"][] = [
    "unknown",
    "unknown",
    "throttled",
    "unknown",
    "throttled",
    "unknown",
    "unknown",
  ];
  let at = 0;
  const { provider, send, calls, clock } = phone(
    () => ({ kind: outcomes[at++] ?? "throttled", detail: "" }) as SendOutcome,
  );
  await send(7);
  expect(calls()).toBe(7);
  expect(await provider.send(text)).toMatchObject({ kind: "paused" });
  // Told to wait while it tries: it stays open, and the next call tries again.
  clock.moveTo(START.add({ seconds: 31 }));
  await send(2);
  expect(calls()).toBe(9);
});

test("looking texts up goes through all the while", async () => {
  const { provider, send, searches } = phone(() => ({ kind: "unknown", detail: "timeout" }));
  await send(10);
  expect(await provider.find({ to: text.to, since: START })).toEqual({ kind: "answered", texts: [] });
  expect(searches()).toBe(1);
});

test("while one call tries whether the phone company is back, the others wait for it", async () => {
  const answers: ((outcome: SendOutcome) => void)[] = [];
  const { clock, provider, calls } = phone(() => new Promise<SendOutcome>((resolve) => answers.push(resolve)));
  const lost = Array.from({ length: 5 }, () => provider.send(text));
  for (const answer of answers) answer({ kind: "unknown", detail: "timeout" });
  await Promise.all(lost);
  clock.moveTo(START.add({ seconds: 30 }));
  const trial = provider.send(text);
  expect(await provider.send(text)).toMatchObject({ kind: "paused" });
  expect(calls()).toBe(6);
  answers[5]?.({ kind: "accepted", providerId: "SM1", providerStatus: "queued", segments: 1 });
  await trial;
  const next = provider.send(text);
  answers[6]?.({ kind: "throttled", detail: "" });
  expect(await next).toMatchObject({ kind: "throttled" });
});
