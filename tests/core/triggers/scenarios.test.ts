import { describe, expect, test } from "vitest";
import {
  concerns,
  delayOf,
  entersAt,
  matchTriggers,
  scanOf,
  triggerChoice,
  triggerOf,
  triggers,
  triggersOf,
  triggerTypes,
} from "#core/triggers/index.ts";
import { occurrenceOf, scenarios, type Told } from "./scenarios.ts";

const chosen = (type: string, config: object) => triggerChoice.parse({ type, config });
const letsIn = (type: string, event: Told): boolean => {
  const { candidateFor, planned } = matchTriggers(event[0], occurrenceOf(event));
  return [...candidateFor, ...planned].some((one) => one === type);
};

test("there is a scenario for every trigger, and for nothing else", () => {
  expect(Object.keys(scenarios).toSorted()).toEqual([...triggerTypes].toSorted());
});

describe.for(triggers)("$type", (trigger) => {
  const { type } = trigger;
  const scenario = scenarios[type];
  const bodies = [...scenario.lets, ...(scenario.over ?? [])];

  test("has an event for each of its topics", () => {
    expect([...new Set(bodies.map(([topic]) => topic))].toSorted()).toEqual([...trigger.topics].toSorted());
    for (const [topic] of bodies) expect(triggersOf(topic)).toContain(type);
  });

  test("matches its events and no similar ones", () => {
    expect(scenario.not).not.toEqual([]);
    expect(scenario.lets.filter((event) => !letsIn(type, event))).toEqual([]);
    expect(scenario.not.filter((event) => letsIn(type, event))).toEqual([]);
  });

  test("names the ending event", () => {
    expect(scenario.over === undefined).toBe(trigger.endsTrigger === undefined);
    for (const event of scenario.over ?? [])
      expect(matchTriggers(event[0], occurrenceOf(event))).toMatchObject({
        candidateFor: [],
        over: [trigger.endsTrigger],
      });
  });

  test("minds the events that its settings choose", () => {
    expect(scenario.concerns === undefined).toBe(trigger.concerns === undefined);
    for (const { config, yes, no } of scenario.concerns ?? []) {
      expect(yes.filter((event) => !concerns(chosen(type, config), occurrenceOf(event)))).toEqual([]);
      expect(no.filter((event) => concerns(chosen(type, config), occurrenceOf(event)))).toEqual([]);
    }
  });

  test("waits as it is set to", () => {
    expect(scenario.delay === undefined).toBe(trigger.delay === undefined);
    for (const { config, is } of scenario.delay ?? [{ config: {}, is: null }])
      expect(delayOf(chosen(type, config))).toEqual(is);
  });

  test("is entered at the date that its settings name", () => {
    expect(scenario.entersAt === undefined).toBe(trigger.entersAt === undefined);
    for (const { config, event, is } of scenario.entersAt ?? []) {
      expect({
        config,
        at: entersAt(chosen(type, config), occurrenceOf(event).facts, "America/New_York")?.toString() ?? null,
      }).toEqual({ config, at: is });
    }
  });

  test("is looked for as it is set to", () => {
    expect(scenario.scan === undefined).toBe(trigger.scan === undefined);
    for (const { config, is } of scenario.scan ?? [{ config: {}, is: null }])
      expect(scanOf(chosen(type, config))).toEqual(is);
  });
});

test("an order's dates are planned for, and have not come: they end nothing", () => {
  for (const topic of ["orders/create", "orders/updated"]) {
    const [event] = scenarios.date_reached.lets.filter(([heard]) => heard === topic);
    expect(event && matchTriggers(topic, occurrenceOf(event))).toMatchObject({ planned: ["date_reached"], over: [] });
    expect(event && matchTriggers(topic, occurrenceOf(event)).candidateFor).not.toContain("date_reached");
  }
});

test("what comes of a shipment by two ways is about the same shipment and status", () => {
  const subjects = scenarios.shipment_updated.lets
    .map((event) => occurrenceOf(event))
    .filter(({ facts }) => facts.shipment?.status === "out_for_delivery");
  expect(new Set(subjects.map(({ subject, relatedSubject }) => `${subject} of ${relatedSubject}`)).size).toBe(1);
  expect(subjects.length).toBeGreaterThan(2);
});

test("staleness fits the trigger: shorter for a parcel than for a date", () => {
  expect(triggerOf("shipment_updated").staleAfter).toEqual({ amount: 12, unit: "hours" });
  expect(triggerOf("birthday").staleAfter).toEqual({ amount: 12, unit: "hours" });
  expect(triggerOf("order_created").staleAfter).toEqual({ amount: 24, unit: "hours" });
});
