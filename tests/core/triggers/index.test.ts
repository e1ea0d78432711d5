import { describe, expect, test } from "vitest";
import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import { topicReaders } from "#core/intake/normalize.ts";
import { dayOf } from "#core/time/local-time.ts";
import { valueAt } from "#core/plain-data.ts";
import {
  concerns,
  delayOf,
  offersOf,
  matchTriggers,
  sampleOf,
  triggerChoice,
  triggerOf,
  triggers,
  triggersOf,
  triggerTypes,
} from "#core/triggers/index.ts";
import { checkout, consent, customerRecord, order } from "../intake/fixtures.ts";
import { normalizedEventIn } from "../intake/understood.ts";

/** The expected sample value of each field type. */
const looks: Record<FieldType, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string" && value !== "",
  url: (value) => typeof value === "string" && URL.canParse(value),
  number: (value) => typeof value === "number",
  money: (value) => typeof value === "string" && /^\d+\.\d{2}$/.test(value),
  date: (value) => dayOf(value, "UTC") !== null,
  boolean: (value) => typeof value === "boolean",
  list: (value) => Array.isArray(value) && value.every((entry) => typeof entry === "string"),
  phone: (value) => typeof value === "string" && /^\+\d{8,15}$/.test(value),
  lines: (value) => Array.isArray(value) && value.length > 0,
};

/** Offered fields without a valid sample value or currency. */
function lacking(offers: readonly OfferedField[], sample: unknown): string[] {
  return offers.flatMap(({ path, type, currency, of, options }) => {
    const value = valueAt(sample, path);
    if (!looks[type](value)) return [path];
    if (type === "money" && !/^[A-Z]{3}$/.test(String(valueAt(sample, currency ?? "")))) return [`currency of ${path}`];
    if (options && !options.some((option) => option.value === value)) return [`option of ${path}`];
    return type === "lines"
      ? (value as unknown[]).flatMap((line) => lacking(of ?? [], line).map((missing) => `${path}: ${missing}`))
      : [];
  });
}

describe.for(triggers)("$type", (trigger) => {
  test("listens to topics that are understood", () => {
    const understood: string[] = topicReaders.flatMap(({ topics }) => topics);
    expect(trigger.topics.length).toBeGreaterThan(0);
    for (const topic of trigger.topics) expect(understood).toContain(topic);
  });

  test("has a sample of each thing that it offers, of the type that it says", () => {
    expect(lacking(offersOf(trigger.type), sampleOf(trigger.type))).toEqual([]);
  });

  test("offers nothing twice, nothing that every trigger offers, and nothing without a label", () => {
    const offers = offersOf(trigger.type);
    const paths = offers.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
    for (const { label } of offers) expect(label).not.toBe("");
  });

  test("says what it is in words", () => {
    expect(trigger.label).toMatch(/^[A-Z].{2,40}$/);
    expect(trigger.description).toMatch(/^[A-Z].+\.$/);
  });

  test("works as it comes, without settings", () => {
    expect(triggerChoice.safeParse({ type: trigger.type, config: {} })).toMatchObject({
      success: true,
      data: { type: trigger.type },
    });
    expect(triggerChoice.safeParse({ type: trigger.type })).toMatchObject({
      success: true,
      data: { type: trigger.type },
    });
  });

  test("has a form for its settings alone", () => {
    const settings = Object.keys(triggerChoice.parse({ type: trigger.type, config: {} }).config);
    expect(trigger.fields.map(({ name }) => name).toSorted()).toEqual(settings.toSorted());
    for (const { kind, options } of trigger.fields) if (kind === "choice") expect(options?.length).toBeGreaterThan(1);
  });

  test("keeps its settings as they are when they are saved and read again", () => {
    const { config } = triggerChoice.parse({ type: trigger.type });
    expect(triggerChoice.parse({ type: trigger.type, config: JSON.parse(JSON.stringify(config)) }).config).toEqual(
      config,
    );
  });
});

test("each trigger has its own type and its own name", () => {
  expect(triggerTypes).toEqual([...new Set(triggerTypes)]);
  expect(triggers.map(({ label }) => label)).toEqual([...new Set(triggers.map(({ label }) => label))]);
  for (const type of triggerTypes) expect(triggerOf(type).type).toBe(type);
});

test.for(["order_eaten", "", "constructor", "__proto__"])(
  "an unknown trigger %j is refused by name, with those there are",
  (type) => {
    const result = triggerChoice.safeParse({ type, config: {} });
    expect(result.error?.issues).toEqual([
      expect.objectContaining({
        path: ["type"],
        message: expect.stringContaining(`unknown trigger "${type}"; use one of `),
      }),
    ]);
    for (const known of triggerTypes) expect(result.error?.issues[0]?.message).toContain(known);
    expect(() => triggerOf(type)).toThrow(`no trigger "${type}"`);
  },
);

test.for([
  ["checkout_abandoned", { after: { amount: -5, unit: "minutes" } }, ["after.amount: must not be negative"]],
  ["checkout_abandoned", { after: { amount: 5, unit: "fortnights" } }, [/^after\.unit: /]],
  ["checkout_abandoned", { after: "an hour" }, [/^after: /]],
  ["checkout_abandoned", "an hour", [/^: /]],
  ["shipment_updated", { statuses: [] }, ["statuses: choose at least one"]],
  ["shipment_updated", { statuses: ["eaten"] }, [/^statuses\.0: /]],
  ["customer_tag_added", { tags: ["vip", "  "] }, ["tags.1: write the tag"]],
  ["segment_joined", { segment: "x".repeat(201) }, ["segment: is longer than 200 characters"]],
  ["price_drop", { percent: 0 }, ["percent: must be at least 1"]],
  ["price_drop", { percent: 12.5 }, ["percent: must be a whole number"]],
  [
    "birthday",
    { days: -1, side: "during", at: "25:00" },
    ["days: must not be negative; choose before or after instead", /^side: /, "at: write a time such as 09:30"],
  ],
  ["customer_inactive", { days: 0, at: "noon" }, ["days: must be at least 1", "at: write a time such as 09:30"]],
  [
    "date_reached",
    { field: "order.total", days: 4_000 },
    [/^field: is no date of the customer or the order; use customer\.since/, "days: is more than ten years"],
  ],
  ["date_reached", { field: "customer.fields.__proto__" }, [/^field: is no date/]],
  ["keyword_received", { keywords: ["?!"], match: "nearly" }, ["keywords.0: write a word", /^match: /]],
  [
    "schedule",
    { pattern: "at ten", timezone: "Mars/Olympus", segmentId: "vip" },
    [
      /^pattern: is no pattern of minute, hour, day, month and weekday/,
      "timezone: is no time zone; use a name such as America/New_York",
      "segmentId: choose a segment",
    ],
  ],
  ["schedule", { timezone: "+05:00" }, ["timezone: is no time zone; use a name such as America/New_York"]],
] as const)("settings of %s %j are refused, every fault at once and at its place", ([type, config, faults]) => {
  const issues = triggerChoice.safeParse({ type, config }).error?.issues ?? [];
  const said = issues.map(({ path, message }) => `${path.slice(1).join(".")}: ${message}`);
  expect(said).toEqual(faults.map((fault) => (typeof fault === "string" ? fault : expect.stringMatching(fault))));
  for (const { path } of issues) expect(path[0]).toBe("config");
});

test.for([
  ["0 10 * * 1", null],
  ["0 9 1 * *", null],
  ["30 8,20 * * MON-FRI", null],
  ["0 9 L * *", null],
  ["0 * * * *", null],
  ["@weekly", null],
  ["*/30 * * * *", "would run more often than once an hour"],
  ["0,59 9 * * *", "would run more often than once an hour"],
  ["* 9 1 1 *", "would run more often than once an hour"],
  ["0 9 31 2 *", "names a day that never comes"],
  ["2026-12-25T09:00:00", "is one date; write a pattern such as 0 10 * * 1"],
  ["0 0 10 * * 1", "is no pattern of minute, hour, day, month and weekday; every Monday at ten is 0 10 * * 1"],
  ["60 10 * * *", "is no pattern of minute, hour, day, month and weekday; every Monday at ten is 0 10 * * 1"],
  ["", "is no pattern of minute, hour, day, month and weekday; every Monday at ten is 0 10 * * 1"],
] as const)("the pattern %s of a schedule: %s", ([pattern, fault]) => {
  const result = triggerChoice.safeParse({ type: "schedule", config: { pattern } });
  expect(result.error?.issues.map(({ message }) => message) ?? [null]).toEqual([fault]);
});

test("settings that are left out are the trigger's own", () => {
  expect(delayOf(triggerChoice.parse({ type: "checkout_abandoned" }))).toEqual({ amount: 60, unit: "minutes" });
});

test("an order and a consent need no waiting, and every one of them is of concern", () => {
  for (const type of ["order_created", "consent_granted"]) {
    const choice = triggerChoice.parse({ type, config: {} });
    expect(delayOf(choice)).toBeNull();
    expect(concerns(choice, normalizedEventIn("orders/create", order))).toBe(true);
  }
});

describe("a topic matches exactly the triggers that subscribe to it", () => {
  test.for([
    ["orders/create", order, ["order_created"], ["date_reached"], []],
    ["orders/partially_fulfilled", order, ["order_shipped"], [], []],
    ["checkouts/create", checkout, ["checkout_abandoned"], [], []],
    ["checkouts/update", { ...checkout, completed_at: "2026-05-02T10:00:00Z" }, [], [], ["checkout_completed"]],
    ["customers_marketing_consent/update", consent, ["consent_granted"], [], []],
    ["customers/update", customerRecord, ["customer_updated"], [], []],
    ["customers/delete", { id: 7 }, [], [], []],
  ] as const)("%s", ([topic, body, candidateFor, planned, over]) => {
    expect(matchTriggers(topic, normalizedEventIn(topic, body))).toEqual({ candidateFor, planned, over });
    for (const type of [...candidateFor, ...planned]) expect(triggersOf(topic)).toContain(type);
  });
});
