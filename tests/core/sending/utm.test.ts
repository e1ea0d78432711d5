import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf, withUtm } from "#core/sending/utm.ts";

const tags = { campaign: "summer-sale", content: "bold" };
const OURS = "utm_source=shopbell&utm_medium=sms&utm_campaign=summer-sale&utm_content=bold";

test.for<[target: string, result: string]>([
  ["https://shop.example", `https://shop.example?${OURS}`],
  ["https://shop.example/a", `https://shop.example/a?${OURS}`],
  ["https://shop.example/a?b=1", `https://shop.example/a?b=1&${OURS}`],
  ["https://shop.example/a?", `https://shop.example/a?${OURS}`],
  ["https://shop.example/a?b=1&", `https://shop.example/a?b=1&${OURS}`],
  ["https://shop.example/a#top", `https://shop.example/a?${OURS}#top`],
  ["https://shop.example/a?b=é%20c#top?x", `https://shop.example/a?b=é%20c&${OURS}#top?x`],
  [
    "https://shop.example/a?utm_source=news&utm_campaign=mine",
    "https://shop.example/a?utm_source=news&utm_campaign=mine&utm_medium=sms&utm_content=bold",
  ],
  [`https://shop.example/a?${OURS}`, `https://shop.example/a?${OURS}`],
])("%s", ([target, result]) => {
  expect(withUtm(target, tags)).toBe(result);
});

test("empty values are left out", () => {
  expect(withUtm("https://shop.example", { campaign: "", content: "" })).toBe(
    "https://shop.example?utm_source=shopbell&utm_medium=sms",
  );
});

test("whatever an address says stays as it is, and twice is once", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (target) => {
      const result = withUtm(target, tags);
      const [before, after] = [new URL(target), new URL(result)];
      expect(after.origin + after.pathname + after.hash).toBe(before.origin + before.pathname + before.hash);
      for (const [name] of before.searchParams)
        expect(after.searchParams.getAll(name)).toEqual(before.searchParams.getAll(name));
      expect(withUtm(result, tags)).toBe(result);
    }),
  );
});

test.for<[name: string, slug: string]>([
  ["Summer sale!", "summer-sale"],
  ["  Größe & Café -- 20 % ", "große-cafe-20"],
  ["日本 セール", "日本-セール"],
  ["!!!", ""],
  ["a".repeat(59) + " b", "a".repeat(59)],
])("%s is %s", ([name, slug]) => {
  expect(slugOf(name)).toBe(slug);
});
