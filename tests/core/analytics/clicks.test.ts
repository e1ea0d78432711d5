import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentClassOf, judgeClick, type Click, type ClickedText } from "#core/analytics/clicks.ts";
import { Temporal } from "#core/time/time.ts";

const sentAt = Temporal.Instant.from("2026-11-20T12:00:00Z");
const after = (seconds: number) => sentAt.add({ milliseconds: Math.round(seconds * 1_000) });
const text = (deliveredSeconds?: number): ClickedText => ({
  sentAt,
  deliveredAt: deliveredSeconds === undefined ? null : after(deliveredSeconds),
});
const earlier = (id: string, code: string, seconds: number, signs: Click["signs"] = []): Click => ({
  id,
  code,
  at: after(seconds),
  signs,
});

describe("a click is a machine's", () => {
  test.for<[fact: string, seconds: number, ClickedText | null, Click[], signs: string[]]>([
    ["not where a person reads the text first", 60, text(2), [], []],
    ["where it comes as the text leaves", 2.9, text(), [], ["too_soon"]],
    ["where it comes as the text arrives", 21, text(20), [], ["too_soon"]],
    ["not where it comes before a late report of the arrival", 19, text(20), [], []],
    ["not where its link has no text", 0, null, [], []],
    [
      "where another link of the text was followed within a second",
      60,
      text(),
      [earlier("1", "b", 59.2)],
      ["many_links"],
    ],
    ["not where another link of the text was followed earlier", 60, text(), [earlier("1", "b", 58)], []],
    ["not at a double tap", 60, text(), [earlier("1", "a", 59.8)], []],
    [
      "at the fourth tap within a second",
      60,
      text(),
      [earlier("1", "a", 59.4), earlier("2", "a", 59.6), earlier("3", "a", 59.8)],
      ["many_clicks"],
    ],
  ])("%s", ([, seconds, of, clicks, signs]) => {
    expect(judgeClick({ code: "a", at: after(seconds) }, { declared: [], text: of, earlier: clicks }).signs).toEqual(
      signs,
    );
  });

  test("where its request says so, whatever else is known", () => {
    expect(
      judgeClick({ code: "a", at: after(60) }, { declared: ["known_agent"], text: text(), earlier: [] }).signs,
    ).toEqual(["known_agent"]);
  });
});

test("clicks at once reveal those before them, and no others", () => {
  const judged = judgeClick(
    { code: "a", at: after(60) },
    {
      declared: [],
      text: text(),
      earlier: [earlier("old", "b", 50), earlier("near", "b", 59.5), earlier("known", "b", 59.6, ["prefetch"])],
    },
  );
  expect(judged.revealed).toEqual([{ id: "near", code: "b", signs: ["many_links"] }]);
});

test("a second's clicks on several links end as a machine's, however they come", () => {
  expect.hasAssertions();
  const clicks = fc.array(fc.record({ code: fc.constantFrom("a", "b", "c"), ms: fc.integer({ min: 0, max: 1_000 }) }), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(clicks, (given) => {
      const seen: Click[] = [];
      for (const [at, { code, ms }] of given.toSorted((a, b) => a.ms - b.ms).entries()) {
        const click = { id: String(at), code, at: after(60 + ms / 1_000) };
        const { signs, revealed } = judgeClick(click, { declared: [], text: text(), earlier: seen });
        for (const { id, signs: own } of revealed)
          seen.splice(
            seen.findIndex((one) => one.id === id),
            1,
            { ...(seen.find((one) => one.id === id) ?? earlier(id, code, 60)), signs: own },
          );
        seen.push({ ...click, signs });
      }
      if (new Set(given.map(({ code }) => code)).size > 1)
        expect(seen.filter(({ signs }) => signs.length === 0)).toEqual([]);
    }),
  );
});

test.for<[userAgent: string | null, agent: string]>([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "phone"],
  ["Mozilla/5.0 (Linux; Android 15; Pixel 9) Mobile Safari/537.36", "phone"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130", "computer"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605", "computer"],
  ["something", "unknown"],
  [null, "unknown"],
])("%s is a %s", ([userAgent, agent]) => {
  expect(agentClassOf(userAgent)).toBe(agent);
});
