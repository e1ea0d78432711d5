import { describe, expect, test } from "vitest";
import { readers } from "#core/intake/index.ts";
import { delayOf, recogniseAll, triggerChoice, triggerOf, triggers, triggersOf, triggerTypes } from "#core/triggers/index.ts";
import { checkout, consent, customerRecord, order } from "../intake/fixtures.ts";
import { occurrenceIn } from "../intake/understood.ts";

const valueAt = (facts: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], facts);
const isSaid = (value: unknown) => typeof value === "number" || (typeof value === "string" && value !== "");

describe.for(triggers)("$type", (trigger) => {
  test("listens to topics that are understood", () => {
    const understood: string[] = readers.flatMap(({ topics }) => topics);
    expect(trigger.topics.length).toBeGreaterThan(0);
    for (const topic of trigger.topics) expect(understood).toContain(topic);
  });

  test("has a sample of each thing that it offers to texts", () => {
    expect(trigger.offers.length).toBeGreaterThan(0);
    for (const { path } of trigger.offers) expect({ path, value: valueAt(trigger.sample, path) }).toEqual({ path, value: expect.toSatisfy(isSaid) });
  });

  test("offers nothing twice, and nothing without a label", () => {
    const paths = trigger.offers.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
    for (const { label } of trigger.offers) expect(label).not.toBe("");
  });

  test("works as it comes, without settings", () => {
    expect(triggerChoice.safeParse({ type: trigger.type, config: {} })).toMatchObject({ success: true, data: { type: trigger.type } });
  });

  test("has a form for its settings alone", () => {
    const settings = Object.keys(triggerChoice.parse({ type: trigger.type, config: {} }).config);
    expect(trigger.fields.map(({ name }) => name)).toEqual(settings);
  });
});

test("each trigger has its own type", () => {
  expect(triggerTypes).toEqual([...new Set(triggerTypes)]);
  for (const type of triggerTypes) expect(triggerOf(type).type).toBe(type);
});

test.for(["order_cancelled", "", "constructor", "__proto__"])("an unknown trigger %j is refused by name, with those there are", (type) => {
  const result = triggerChoice.safeParse({ type, config: {} });
  expect(result.error?.issues).toEqual([expect.objectContaining({ path: ["type"], message: expect.stringContaining(`unknown trigger "${type}"; use one of `) })]);
  for (const known of triggerTypes) expect(result.error?.issues[0]?.message).toContain(known);
  expect(() => triggerOf(type)).toThrow(`no trigger "${type}"`);
});

test.for([
  [{ after: { amount: -5, unit: "minutes" } }, ["config", "after", "amount"]],
  [{ after: { amount: 5, unit: "fortnights" } }, ["config", "after", "unit"]],
  [{ after: "an hour" }, ["config", "after"]],
  ["an hour", ["config"]],
] as const)("settings %j are refused at their place", ([config, path]) => {
  expect(triggerChoice.safeParse({ type: "checkout_abandoned", config }).error?.issues).toEqual([expect.objectContaining({ path })]);
});

test("a checkout is abandoned after an hour, unless the merchant says otherwise", () => {
  expect(delayOf(triggerChoice.parse({ type: "checkout_abandoned", config: {} }))).toEqual({ amount: 60, unit: "minutes" });
  expect(delayOf(triggerChoice.parse({ type: "checkout_abandoned", config: { after: { amount: 1, unit: "days" } } }))).toEqual({ amount: 1, unit: "days" });
});

test("settings that are left out are the trigger's own", () => {
  expect(delayOf(triggerChoice.parse({ type: "checkout_abandoned" }))).toEqual({ amount: 60, unit: "minutes" });
});

test("an order and a consent need no waiting", () => {
  for (const type of ["order_created", "consent_granted"]) expect(delayOf(triggerChoice.parse({ type, config: {} }))).toBeNull();
});

describe("a topic is heard by the triggers that listen to it, and by no other", () => {
  test.for([
    ["orders/create", order, ["order_created"], []],
    ["orders/paid", order, [], []],
    ["orders/cancelled", order, [], []],
    ["checkouts/create", checkout, ["checkout_abandoned"], []],
    ["checkouts/update", { ...checkout, completed_at: "2026-05-02T10:00:00Z" }, [], ["checkout_completed"]],
    ["customers_marketing_consent/update", consent, ["consent_granted"], []],
    ["customers/update", customerRecord, [], []],
  ] as const)("%s", ([topic, body, candidateFor, over]) => {
    expect(recogniseAll(topic, occurrenceIn(topic, body))).toEqual({ candidateFor, over });
    expect(triggersOf(topic)).toHaveLength(candidateFor.length + over.length);
  });
});
