import { describe, expect, test } from "vitest";
import { sentenceOf, sourcesOf } from "#core/sending/quiet-hours/rulebook.ts";
import { PRICES_VERSION } from "#core/credits/prices.ts";
import { rules } from "#core/sending/quiet-hours/rules.ts";
import { capRules } from "#core/sending/caps.ts";
import { shopHours, windowOf, windowOfShop, windowRules } from "#core/sending/quiet-hours/windows.ts";
import { zonesByRegion } from "#core/sending/quiet-hours/regions.ts";

const windowLabel = (jurisdiction: string) =>
  windowOf(jurisdiction).week.map((hours) => (hours ? `${hours.opens}-${hours.closes}` : "closed"));
const daily = (hours: string) => Array.from({ length: 7 }, () => hours);
const six = (hours: string) => [...Array.from({ length: 6 }, () => hours), "closed"];

describe("hours of the week, Monday first, as the law or its strictest reading has them", () => {
  test.for([
    ["US", daily("8-21")],
    ["US-NY", daily("8-21")],
    ["PR", daily("8-21")],
    ["US-PR", daily("8-21")],
    ["US-AL", six("8-20")],
    ["US-LA", six("8-20")],
    ["US-MS", six("8-20")],
    ["US-FL", daily("8-20")],
    ["US-MD", daily("8-20")],
    ["US-MA", daily("8-20")],
    ["US-OK", daily("8-20")],
    ["US-WA", daily("8-20")],
    ["US-NJ", daily("8-20")],
    ["US-CT", daily("9-20")],
    ["US-NV", daily("9-20")],
    ["US-CA", daily("9-21")],
    ["US-MI", daily("9-21")],
    ["US-MN", daily("9-21")],
    ["US-NM", daily("9-21")],
    ["US-IL", daily("9-21")],
    ["US-KY", daily("10-21")],
    ["US-TX", [...Array.from({ length: 6 }, () => "9-21"), "12-21"]],
    ["US-RI", [...Array.from({ length: 5 }, () => "9-18"), "10-17", "10-17"]],
    ["US-PA", [...Array.from({ length: 5 }, () => "8-21"), "12-21", "8-21"]],
    ["CA", [...Array.from({ length: 5 }, () => "9-21.5"), "10-18", "10-18"]],
    ["CA-QC", [...Array.from({ length: 5 }, () => "9-21.5"), "10-18", "10-18"]],
    ["FR", six("8-20")],
    ["IN", daily("10-21")],
    ["GB", daily("8-21")],
    ["unknown", daily("8-21")],
  ] as const)("%s: %j", ([jurisdiction, week]) => {
    expect(windowLabel(jurisdiction)).toEqual(week);
  });
});

test("public holidays close the states that close on Sundays, Rhode Island and France", () => {
  const closing = [...zonesByRegion.keys()].filter((region) => windowOf(region).holidays);
  expect(closing.sort()).toEqual(["FR", "US-AL", "US-LA", "US-MS", "US-RI"]);
});

test("California is not Canada, Indiana not India", () => {
  expect(windowOf("US-CA").rule).toMatch(/^us-ca/);
  expect(windowOf("CA").rule).toMatch(/^ca-/);
  expect(windowOf("US-IN").rule).toMatch(/^us-federal/);
});

test("a state only narrows what the federal law leaves open", () => {
  const hours = [...zonesByRegion.keys()]
    .filter((key) => key.startsWith("US-"))
    .flatMap((region) => windowOf(region).week.filter((day) => day !== null));
  expect(hours.length).toBeGreaterThan(300);
  expect(hours.filter(({ opens, closes }) => opens < 8 || closes > 21)).toEqual([]);
});

test("every rule has a version and a source, and every rule one can be cited by is in the rulebook", () => {
  const all = [...windowRules, ...Object.values(rules), ...capRules];
  for (const { rule, source } of all) {
    expect(rule).toMatch(/@\d{4}-\d{2}$/);
    expect(source.length).toBeGreaterThan(5);
    expect(sourcesOf(rule)).toEqual([{ rule, source }]);
  }
  expect(sourcesOf("us-ky-10-21@2026-11 + shop setting")).toEqual([
    { rule: "us-ky-10-21@2026-11", source: "KRS 367.46955" },
    { rule: "shop setting", source: "your own setting, under Settings" },
  ]);
  expect(sourcesOf(`prices@${PRICES_VERSION}`)[0]?.source).toContain("countries");
  expect(sourcesOf("hearsay")).toEqual([{ rule: "hearsay", source: null }]);
});

test("a rule outside the tables has a sentence; a table's or an unknown rule has none", () => {
  for (const { rule, says } of Object.values(rules)) expect(sentenceOf(rule)).toBe(says);
  expect(sentenceOf("us-ky-10-21@2026-11")).toBeNull();
  expect(sentenceOf("hearsay")).toBeNull();
});

test("one rule, one set of hours", () => {
  const byRule = new Map<string, string>();
  for (const { rule, week } of windowRules) {
    expect(byRule.get(rule) ?? JSON.stringify(week)).toBe(JSON.stringify(week));
    byRule.set(rule, JSON.stringify(week));
  }
});

test("a merchant's hours are hours of one day", () => {
  expect(windowOfShop(shopHours.parse({ opens: 10, closes: 18 })).week).toHaveLength(7);
  for (const wrong of [
    { opens: 18, closes: 10 },
    { opens: 9, closes: 9 },
    { opens: -1, closes: 9 },
    { opens: 9, closes: 25 },
  ])
    expect(shopHours.safeParse(wrong).success).toBe(false);
});
