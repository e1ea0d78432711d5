import { describe, expect, test } from "vitest";
import { defaultCaps } from "#core/sending/caps.ts";
import { frequencyCap } from "#core/sending/guards/timing.ts";
import { dueFacts, NOON } from "./facts.ts";

const draft = { body: "Hello" };
const hoursAgo = (...hours: number[]) => hours.map((ago) => NOON.subtract({ hours: ago }));

test("a number that got little lately gets its text", () => {
  expect(frequencyCap.check(dueFacts({ recent: hoursAgo(1, 2) }), draft)).toEqual({
    answer: "pass",
    saw: { texts_lately: 2, last_text: "2026-05-04T15:00:00Z" },
    rule: "sms-cap-3-a-day@2026-11 + sms-cap-10-a-week@2026-11",
  });
});

test("a fourth in a day is skipped, or waits if the step says so", () => {
  const recent = hoursAgo(1, 2, 20);
  const saw = {
    texts_lately: 3,
    last_text: "2026-05-04T15:00:00Z",
    at_most: "3 in 1 day",
    room_from: "2026-05-04T20:00:00Z",
  };
  expect(frequencyCap.check(dueFacts({ recent }), draft)).toEqual({
    answer: "skip",
    reason: "frequency_cap",
    saw,
    rule: "sms-cap-3-a-day@2026-11",
  });
  expect(frequencyCap.check(dueFacts({ recent, overCap: "defer" }), draft)).toEqual({
    answer: "defer",
    reason: "frequency_cap",
    until: NOON.add({ hours: 4 }),
    saw,
    rule: "sms-cap-3-a-day@2026-11",
  });
});

test("a shop's own cap is cited as its own", () => {
  const caps = [{ most: 1, per: { amount: 3, unit: "hours" as const } }];
  expect(frequencyCap.check(dueFacts({ shop: { caps }, recent: hoursAgo(1) }), draft)).toMatchObject({
    answer: "skip",
    rule: "shop setting: at most 1 in 3 hours",
  });
  expect(frequencyCap.check(dueFacts({ shop: { caps: [] }, recent: hoursAgo(1, 1, 1, 1) }), draft)).toEqual({
    answer: "pass",
    saw: { texts_lately: 4, last_text: "2026-05-04T15:00:00Z" },
  });
});

describe("other kinds are neither counted nor stopped", () => {
  test.for(["transactional", "opt_in"] as const)("%s", (kind) => {
    expect(
      frequencyCap.check(dueFacts({ kind, recent: hoursAgo(1, 1, 1, 1), shop: { caps: defaultCaps.sms } }), draft),
    ).toEqual({ answer: "pass", saw: { counted: false } });
  });
});
