import { expect, test } from "vitest";
import {
  firstLookupAt,
  resendsOnUnknown,
  judgeLookup,
  type LookupReading,
  type LookupVerdict,
} from "#core/sending/unknown-outcome.ts";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import { Temporal, type Instant } from "#core/time/time.ts";

const CALLED = Temporal.Instant.from("2026-03-02T15:00:00Z");
const minutesIn = (minutes: number): Instant => CALLED.add({ seconds: Math.round(minutes * 60) });
const minutesOf = (at: Instant): number => at.since(CALLED).total("minutes");

const none: LookupReading = { kind: "none" };
const silent: LookupReading = { kind: "silent" };
const unclear: LookupReading = { kind: "unclear" };
const text: ProviderMessage = {
  providerId: "SM1",
  direction: "outbound-api",
  from: "+15005550006",
  messagingService: null,
  to: "+12125550123",
  body: "Hi",
  createdAt: CALLED,
  status: "sent",
  segments: 1,
  errorCode: null,
};

const judge = (minutes: number, reading: LookupReading, { cleanLooks = 0, mayGoAgain = false } = {}): LookupVerdict =>
  judgeLookup({ startedAt: CALLED, cleanLooks, mayGoAgain }, reading, minutesIn(minutes));

/** Repeats lookups at the requested times; returns their minutes and the final verdict. */
function follow(
  readings: readonly LookupReading[],
  mayGoAgain = false,
): { looks: number[]; end: LookupVerdict["kind"] } {
  const looks: number[] = [];
  let at = firstLookupAt(CALLED, CALLED);
  let cleanLooks = 0;
  for (const reading of readings) {
    looks.push(minutesOf(at));
    const verdict = judgeLookup({ startedAt: CALLED, cleanLooks, mayGoAgain }, reading, at);
    if (verdict.kind !== "look_again") return { looks, end: verdict.kind };
    ({ at, cleanLooks } = verdict);
  }
  return { looks, end: "look_again" };
}

test.each([
  ["the call has just been given up", 0.4, 1],
  ["a worker stopped, and it was noticed only now", 2, 2],
])("the first look: %s", (_what, now, look) => {
  expect(minutesOf(firstLookupAt(CALLED, minutesIn(now)))).toBe(look);
});

test.each<[string, LookupReading[], number[], LookupVerdict["kind"]]>([
  ["none throughout: closed at the second look that counts", [none, none, none, none], [1, 5, 15, 60], "close"],
  [
    "unclear while another call is under way: looked at again after ten minutes, and closed at the second clear look",
    [none, none, unclear, unclear, none, none],
    [1, 5, 15, 60, 70, 80],
    "close",
  ],
  ["found at the first look", [{ kind: "found", text }], [1], "sent"],
  ["found at the last look", [none, none, none, { kind: "found", text }], [1, 5, 15, 60], "sent"],
  [
    "found after silence",
    [silent, silent, silent, silent, silent, { kind: "found", text }],
    [1, 5, 15, 60, 120, 180],
    "sent",
  ],
  [
    "silence is not none: one clean look, and silence",
    [none, none, none, silent, silent],
    [1, 5, 15, 60, 120],
    "look_again",
  ],
  [
    "silence is not none: it takes a second clean look",
    [none, none, none, silent, silent, none],
    [1, 5, 15, 60, 120, 180],
    "close",
  ],
  ["silence at first: the clean looks come later", [silent, silent, silent, none, none], [1, 5, 15, 60, 70], "close"],
  ["the number was erased: nobody can be asked about", [{ kind: "no_list" }], [1], "close"],
])("%s", (_what, readings, looks, end) => {
  expect(follow(readings)).toEqual({ looks, end });
});

test("early looks do not count, however clean", () => {
  for (const minutes of [1, 5, 14.9]) expect(judge(minutes, none)).toMatchObject({ kind: "look_again", cleanLooks: 0 });
  expect(judge(15, none)).toMatchObject({ kind: "look_again", cleanLooks: 1 });
});

test(
  "a provider that stays silent is asked on, hourly for a day and then less often, and nothing " +
    "is ever concluded from it",
  () => {
    const { looks, end } = follow(
      Array.from({ length: 60 }, () => silent),
      true,
    );
    expect(end).toBe("look_again");
    expect(looks.slice(3, 7)).toEqual([60, 120, 180, 240]);
    const gaps = looks.map((at, index) => at - (looks[index - 1] ?? at));
    expect(new Set(gaps.filter((_gap, index) => (looks[index - 1] ?? 0) >= 24 * 60))).toEqual(new Set([6 * 60]));
  },
);

test("a look that comes late does not make the next one due a moment after", () => {
  const verdict = judge(59, none, { cleanLooks: 0 });
  expect(verdict).toMatchObject({ kind: "look_again", cleanLooks: 1 });
  expect(verdict.kind === "look_again" && minutesOf(verdict.at)).toBe(69);
});

test.each<[string, number, LookupReading, LookupVerdict["kind"]]>([
  ["the first clean look, a minute in", 1, none, "send_again"],
  ["too early", 0.9, none, "look_again"],
  ["silence", 1, silent, "look_again"],
  ["silence, hours in", 300, silent, "look_again"],
  ["found", 1, { kind: "found", text }, "sent"],
  ["erased", 1, { kind: "no_list" }, "close"],
])("rather twice than never: %s", (_what, minutes, reading, kind) => {
  expect(judge(minutes, reading, { mayGoAgain: true }).kind).toBe(kind);
});

test.each([
  ["transactional", "send_again", true],
  ["transactional", "hold", false],
  ["marketing", "send_again", false],
  ["opt_in", "send_again", false],
] as const)("twice is for transactional texts alone, where the merchant says so: %s, %s", (kind, ifUnknown, answer) => {
  expect(resendsOnUnknown({ kind, ifUnknown })).toBe(answer);
});
