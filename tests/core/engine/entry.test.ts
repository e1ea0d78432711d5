import { describe, expect, test } from "vitest";
import { decideEntry, dedupeKeyOf, type EntryInput } from "#core/engine/entry.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const entrance = (different: Partial<EntryInput> = {}): EntryInput => ({
  now: NOW,
  triggeredAt: NOW.subtract({ seconds: 5 }),
  happenedAt: different.triggeredAt ?? NOW.subtract({ seconds: 5 }),
  isTest: false,
  day: "2026-05-04",
  timezone: "America/New_York",
  shopTimezone: "America/New_York",
  values: {},
  facts: {},
  automationStatus: "active",
  storeEventId: "e1",
  subject: "order:1",
  customerId: "c1",
  ended: null,
  hop: 0,
  existing: "none",
  entries: [],
  activeCount: 0,
  ...different,
});
const onOrder = definitionOf({ kind: "transactional" });
const onCart = definitionOf({
  trigger: { type: "checkout_abandoned", config: {} },
  reentry: "per_subject",
  exits: [{ on: "order_created", match: "subject" }],
  steps: [say("remind")],
});

test("an allowed entry has all its passed checks", () => {
  expect(decideEntry(onOrder, entrance())).toEqual({
    kind: "enter",
    dedupeKey: "event:e1",
    first: { stepId: "hello", dueAt: NOW },
    checks: [
      {
        guard: "fresh",
        answer: "pass",
        saw: { told_by_store_at: "2026-05-04T15:59:55Z" },
        rule: "not older than 24 hours",
      },
      { guard: "reentry", answer: "pass", saw: { entered_before_as: null }, rule: "every time" },
    ],
  });
});

test("with exit rules, the passed exit check is listed too", () => {
  const decision = decideEntry(onCart, entrance());
  expect("checks" in decision && decision.checks.map(({ guard }) => guard)).toEqual(["fresh", "exits", "reentry"]);
});

describe("a refused entry has its reason", () => {
  const DAY_OLD = NOW.subtract({ hours: 24 });
  test.for([
    [
      "the store told too late",
      onOrder,
      { triggeredAt: DAY_OLD.subtract({ milliseconds: 1 }) },
      "stale_event",
      "fresh",
    ],
    ["the store named nobody", onOrder, { customerId: null }, "no_customer", "customer"],
    ["what ends it happened already", onCart, { ended: { on: "order_created", at: NOW } }, "exited", "exits"],
    ["it is done already", onOrder, { existing: "beyond" }, "duplicate", "reentry"],
    [
      "it waits already, and is not one that waits anew",
      onOrder,
      { existing: "in_first_wait" },
      "duplicate",
      "reentry",
    ],
    [
      "they have been through it, and it is for once",
      definitionOf({ reentry: "once" }),
      { existing: "beyond" },
      "reentry_limit",
      "reentry",
    ],
    ["the reminder of this cart has begun", onCart, { existing: "beyond" }, "duplicate", "reentry"],
    [
      "it is too late for anybody, known or not",
      onOrder,
      { triggeredAt: DAY_OLD.subtract({ hours: 1 }), customerId: null, existing: "beyond" },
      "stale_event",
      "fresh",
    ],
    [
      "it has ended, done before or not",
      onCart,
      { ended: { on: "order_created", at: NOW }, existing: "in_first_wait" },
      "exited",
      "exits",
    ],
  ] as const)("%s", ([, definition, different, reason, guard]) => {
    const decision = decideEntry(definition, entrance(different));
    expect(decision).toMatchObject({ kind: "refuse", reason });
    if (decision.kind !== "refuse") return;
    expect(decision.checks.at(-1)).toMatchObject({ guard, answer: "skip", reason });
    for (const check of decision.checks.slice(0, -1)) expect(check.answer).toBe("pass");
  });

  test("an event exactly a day old is fresh", () => {
    expect(decideEntry(onOrder, entrance({ triggeredAt: DAY_OLD })).kind).toBe("enter");
  });

  test("an abandoned checkout is of use for two days", () => {
    expect(decideEntry(onCart, entrance({ triggeredAt: NOW.subtract({ hours: 48 }) })).kind).toBe("enter");
    expect(decideEntry(onCart, entrance({ triggeredAt: NOW.subtract({ hours: 48, seconds: 1 }) }))).toMatchObject({
      reason: "stale_event",
    });
  });

  test("what ended it is named with its time", () => {
    const decision = decideEntry(onCart, entrance({ ended: { on: "order_created", at: at("2026-05-04T15:00:00Z") } }));
    expect(decision).toMatchObject({
      checks: [{}, { guard: "exits", saw: { on: "order_created", at: "2026-05-04T15:00:00Z" } }],
    });
  });
});

describe("the checks come in their order, each when those before it have passed", () => {
  const strict = definitionOf({
    trigger: { type: "order_created" },
    conditions: { field: "order.total", op: "at_least", value: { amount: "50.00", currency: "USD" } },
    exitWhen: { field: "customer.tags", op: "has_any", value: ["stopped"] },
    exits: [{ on: "order_cancelled", match: "subject" }],
    reentry: { after: { amount: 30, unit: "days" } },
    concurrent: 2,
  });
  const values = { order: { total: "64.50", currency: "USD" }, customer: { tags: ["vip"] } };
  const all: Partial<EntryInput> = { values, hop: 1 };
  const guardsOf = (different: Partial<EntryInput>) => {
    const decision = decideEntry(strict, entrance({ ...all, ...different }));
    return "checks" in decision ? decision.checks.map(({ guard }) => guard) : [];
  };

  test("down to the last", () => {
    expect(guardsOf({})).toEqual(["fresh", "exits", "loops", "conditions", "exit_conditions", "reentry", "concurrent"]);
  });

  test.for([
    [
      "automation_paused",
      { automationStatus: "paused", triggeredAt: NOW.subtract({ hours: 200 }) },
      ["automation_active"],
    ],
    ["stale_event", { triggeredAt: NOW.subtract({ hours: 200 }), customerId: null }, ["fresh"]],
    ["no_customer", { customerId: null, ended: { on: "order_cancelled", at: NOW } }, ["fresh", "customer"]],
    ["exited", { ended: { on: "order_cancelled", at: NOW }, hop: 9 }, ["fresh", "exits"]],
    ["loop_stopped", { hop: 9, values: {} }, ["fresh", "exits", "loops"]],
    [
      "conditions_not_met",
      { values: { ...values, order: { total: "49.99", currency: "USD" } } },
      ["fresh", "exits", "loops", "conditions"],
    ],
    [
      "exited",
      { values: { ...values, customer: { tags: ["stopped"] } }, entries: [NOW] },
      ["fresh", "exits", "loops", "conditions", "exit_conditions"],
    ],
    [
      "reentry_limit",
      { entries: [NOW.subtract({ hours: 1 })] },
      ["fresh", "exits", "loops", "conditions", "exit_conditions", "reentry", "concurrent"],
    ],
    [
      "duplicate",
      { existing: "beyond" },
      ["fresh", "exits", "loops", "conditions", "exit_conditions", "reentry", "concurrent"],
    ],
    [
      "concurrent_limit",
      { activeCount: 2 },
      ["fresh", "exits", "loops", "conditions", "exit_conditions", "reentry", "concurrent"],
    ],
  ] as const)("%s, %j", ([reason, different, guards]) => {
    expect(decideEntry(strict, entrance({ ...all, ...different }))).toMatchObject({ kind: "refuse", reason });
    expect(guardsOf(different)).toEqual(guards);
  });

  test("and the trace has each condition's value", () => {
    const decision = decideEntry(
      strict,
      entrance({ ...all, values: { ...values, order: { total: "49.99", currency: "USD" } } }),
    );
    expect("checks" in decision && decision.checks.at(-1)).toEqual({
      guard: "conditions",
      answer: "skip",
      reason: "conditions_not_met",
      saw: { met: false },
      trace: [
        {
          path: "",
          field: "order.total",
          op: "at_least",
          wanted: { amount: "50.00", currency: "USD" },
          saw: { amount: "49.99", currency: "USD" },
          match: false,
        },
      ],
    });
  });

  test("a draft or archived automation allows no entry", () => {
    for (const automationStatus of ["draft", "archived"] as const)
      expect(decideEntry(onOrder, entrance({ automationStatus }))).toMatchObject({
        kind: "refuse",
        reason: "automation_paused",
        checks: [{ saw: { status: automationStatus } }],
      });
  });
});

describe("again after some days", () => {
  const monthly = definitionOf({ reentry: { after: { amount: 30, unit: "days" } } });
  const before = (days: number, hours = 0) => NOW.subtract({ hours: 24 * days + hours });
  test.for([
    ["never before", [], "enter"],
    ["a day short of it", [before(29)], "refuse"],
    ["to the moment", [before(30)], "refuse"],
    ["an hour past it", [before(30, 1)], "enter"],
    ["long ago and lately: the last counts", [before(2), before(90)], "refuse"],
  ] as const)("%s", ([, entries, kind]) => {
    expect(decideEntry(monthly, entrance({ entries }))).toMatchObject({ kind });
  });

  test("each entry is one of its own", () => {
    expect(decideEntry(monthly, entrance())).toMatchObject({ dedupeKey: "event:e1" });
  });
});

describe("by a date that an order carries", () => {
  const delivery = definitionOf({
    trigger: {
      type: "date_reached",
      config: { field: "order.fields.Delivery date", days: 2, side: "before", at: "10:00" },
    },
    reentry: "per_subject",
  });
  const on = (date: string | null, different: Partial<EntryInput> = {}) =>
    decideEntry(
      delivery,
      entrance({
        facts: { order: { fields: { "Delivery date": date } } },
        shopTimezone: "America/Los_Angeles",
        ...different,
      }),
    );

  test("the customer enters at the date, in the shop's zone", () => {
    expect(on("2026-05-20")).toMatchObject({
      kind: "enter",
      first: { stepId: "hello", dueAt: at("2026-05-18T17:00:00Z") },
      checks: [{}, { guard: "date", answer: "pass", saw: { enters_at: "2026-05-18T17:00:00Z" } }, {}],
    });
  });

  test("at once for a recent date; never for an old or missing one", () => {
    expect(on("2026-05-05")).toMatchObject({ kind: "enter", first: { dueAt: NOW } });
    expect(on("2026-04-20")).toMatchObject({ kind: "refuse", reason: "stale_event" });
    expect(on(null)).toMatchObject({ kind: "refuse", reason: "conditions_not_met" });
  });

  test("a changed date restarts the wait", () => {
    expect(on("2026-05-25", { existing: "in_first_wait" })).toMatchObject({
      kind: "extend",
      first: { dueAt: at("2026-05-23T17:00:00Z") },
    });
  });
});

describe("a repeated entry", () => {
  test.for([
    ["once", "customer:c1"],
    ["per_subject", "order:1"],
    ["every_time", "event:e1"],
  ] as const)("%s: %s", ([reentry, key]) => {
    expect(dedupeKeyOf(definitionOf({ reentry }), entrance())).toBe(key);
    expect(decideEntry(definitionOf({ reentry }), entrance())).toMatchObject({ kind: "enter", dedupeKey: key });
  });
});

describe("the first step is due", () => {
  const due = (definition: typeof onCart, different: Partial<EntryInput>) => {
    const decision = decideEntry(definition, entrance(different));
    return "first" in decision ? [decision.first.stepId, decision.first.dueAt.toString()] : decision.reason;
  };

  test("at once, where the trigger does not wait", () => {
    expect(due(onOrder, {})).toEqual(["hello", NOW.toString()]);
  });

  test("so long after the event as the trigger waits", () => {
    expect(due(onCart, { triggeredAt: at("2026-05-04T15:50:00Z") })).toEqual(["remind", "2026-05-04T16:50:00Z"]);
  });

  test("at once, where the event comes later than that", () => {
    expect(due(onCart, { triggeredAt: at("2026-05-04T14:00:00Z") })).toEqual(["remind", NOW.toString()]);
  });

  test("after its own wait, which starts after the trigger's delay, in the customer's days", () => {
    const slow = definitionOf({
      trigger: { type: "checkout_abandoned", config: { after: { amount: 30, unit: "minutes" } } },
      steps: [pause("pause", 1, "days"), say("remind")],
    });
    const before = { now: at("2026-03-07T17:00:00Z"), triggeredAt: at("2026-03-07T17:00:00Z") };
    expect(due(slow, before)).toEqual(["pause", "2026-03-08T16:30:00Z"]);
    expect(due(slow, { ...before, timezone: "America/Phoenix" })).toEqual(["pause", "2026-03-08T17:30:00Z"]);
  });
});

test("a repeated checkout event in the first wait restarts the wait", () => {
  expect(decideEntry(onCart, entrance({ existing: "in_first_wait", subject: "checkout:t" }))).toEqual({
    kind: "extend",
    dedupeKey: "checkout:t",
    first: { stepId: "remind", dueAt: at("2026-05-04T16:59:55Z") },
  });
});
