import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_ENTRIES_PER_HOUR } from "#core/engine/entry.ts";
import type { IncomingEvent } from "#core/engine/match-context.ts";
import { Temporal } from "#core/time/time.ts";
import { definitionOf, say } from "../definitions.ts";
import { checkoutChanged, checkoutCompleted, checkoutOpened, consented, met, NOON, ordered, Street } from "./street.ts";

const cart = definitionOf({
  name: "Cart",
  trigger: { type: "checkout_abandoned", config: {} },
  reentry: "per_subject",
  exits: [
    { on: "order_created", match: "subject" },
    { on: "order_created", match: "customer" },
  ],
});
const confirmation = definitionOf({
  name: "Confirmation",
  kind: "transactional",
  trigger: { type: "order_created", config: {} },
  reentry: "per_subject",
});
const welcome = definitionOf({ name: "Welcome", trigger: { type: "consent_granted", config: {} }, reentry: "once" });
const thanks = definitionOf({
  name: "Thanks",
  trigger: { type: "order_created", config: {} },
  reentry: "every_time",
  steps: [say("thanks")],
});

/** The reasons of all refused entries. */
const refusals = (street: Street, event: IncomingEvent) =>
  street.tell(event).refused.map(({ decision }) => decision.reason);
const inMinutes = (minute: number) => NOON.add({ minutes: minute });

describe("an event that may begin something", () => {
  test("begins it for each automation that waits for it, and for no other", () => {
    const street = new Street(cart, confirmation, thanks);
    const { entered, matchedTriggers } = street.tell(ordered({ id: "e1", minute: 0 }));
    expect(matchedTriggers).toEqual(["order_created"]);
    expect(
      entered.map(({ automation, sequenceId, decision }) => [
        automation.definition.name,
        sequenceId,
        decision.dedupeKey,
      ]),
    ).toEqual([
      ["Confirmation", "s1", "order:1"],
      ["Thanks", "s2", "event:e1"],
    ]);
    expect(street.running).toEqual(["s1", "s2"]);
  });

  test("begins nothing where no automation is on", () => {
    expect(new Street().tell(ordered({ id: "e1", minute: 0 }))).toEqual({
      matchedTriggers: ["order_created"],
      cancelled: [],
      woken: [],
      extended: [],
      entered: [],
      refused: [],
    });
  });

  test("is refused when it is stale or has no customer", () => {
    const street = new Street(confirmation);
    expect(street.tell(ordered({ id: "e1", minute: 0 }), NOON.add({ hours: 25 })).refused).toMatchObject([
      { decision: { reason: "stale_event" } },
    ]);
    expect(street.tell(ordered({ id: "e2", minute: 0, number: 2, customerId: null })).refused).toMatchObject([
      { decision: { reason: "no_customer" } },
    ]);
    expect(street.running).toEqual([]);
  });
});

describe("whether someone comes in again", () => {
  test("once: never, whatever it is about", () => {
    const street = new Street(welcome);
    street.tell(consented({ id: "e1", minute: 0 }));
    expect(refusals(street, consented({ id: "e2", minute: 1 }))).toEqual(["reentry_limit"]);
    street.begin();
    expect(refusals(street, consented({ id: "e3", minute: 2 }))).toEqual(["reentry_limit"]);
    expect(refusals(street, consented({ id: "e4", minute: 3, customerId: "ben" }))).toEqual([]);
    expect(street.running).toEqual(["s1", "s2"]);
  });

  test("once for each thing: again for another, not for the same", () => {
    const street = new Street(confirmation);
    street.tell(ordered({ id: "e1", minute: 0, number: 1 }));
    expect(refusals(street, ordered({ id: "e2", minute: 1, number: 1 }))).toEqual(["duplicate"]);
    expect(refusals(street, ordered({ id: "e3", minute: 2, number: 2 }))).toEqual([]);
    expect(street.running).toEqual(["s1", "s2"]);
  });

  test("every time: for each event, but the same event only once", () => {
    const street = new Street(thanks);
    street.tell(ordered({ id: "e1", minute: 0 }));
    expect(refusals(street, ordered({ id: "e2", minute: 1 }))).toEqual([]);
    expect(refusals(street, ordered({ id: "e1", minute: 0 }))).toEqual(["duplicate"]);
    expect(street.running).toEqual(["s1", "s2"]);
  });
});

describe("a checkout that changes", () => {
  test("restarts its wait with the newer facts", () => {
    const street = new Street(cart);
    street.tell(checkoutOpened({ id: "e1", minute: 0 }));
    const { extended, entered, refused } = street.tell(checkoutChanged({ id: "e2", minute: 20 }));
    expect({ entered, refused }).toEqual({ entered: [], refused: [] });
    expect(extended).toMatchObject([
      {
        sequenceId: "s1",
        stepId: "hello",
        dueAt: inMinutes(80),
        factsAt: inMinutes(20),
        facts: { checkout: { total: "20.00" } },
      },
    ]);
    expect(street.running).toEqual(["s1"]);
  });

  test("is not restarted by a late delivery of older facts", () => {
    const street = new Street(cart);
    street.tell(checkoutChanged({ id: "e2", minute: 20 }));
    expect(street.tell(checkoutOpened({ id: "e1", minute: 0 }), inMinutes(21))).toMatchObject({
      entered: [],
      extended: [],
      refused: [],
    });
    expect(street.roster.members[0]?.factsAt).toEqual(inMinutes(20));
  });

  test("is refused once its reminder has begun, or was called off", () => {
    const begun = new Street(cart);
    begun.tell(checkoutOpened({ id: "e1", minute: 0 }));
    begun.begin();
    expect(begun.tell(checkoutChanged({ id: "e2", minute: 70 })).refused).toMatchObject([
      { decision: { reason: "duplicate" } },
    ]);

    const calledOff = new Street(cart);
    calledOff.tell(checkoutOpened({ id: "e1", minute: 0 }));
    calledOff.tell(ordered({ id: "e2", minute: 10, token: null }));
    expect(calledOff.tell(checkoutChanged({ id: "e3", minute: 20 })).refused).toMatchObject([
      { decision: { reason: "duplicate" } },
    ]);
  });

  test("ends where it is completed", () => {
    const street = new Street(cart);
    street.tell(checkoutOpened({ id: "e1", minute: 0 }));
    const { cancelled, matchedTriggers, entered } = street.tell(checkoutCompleted({ id: "e2", minute: 5 }));
    expect(cancelled).toMatchObject([{ member: { sequenceId: "s1" }, because: "checkout_completed" }]);
    expect({ matchedTriggers, entered, running: street.running }).toEqual({
      matchedTriggers: ["checkout_completed"],
      entered: [],
      running: [],
    });
  });

  test("is not entered when its exit was delivered first", () => {
    const street = new Street(cart);
    street.tell(checkoutCompleted({ id: "e2", minute: 5 }));
    expect(street.tell(checkoutOpened({ id: "e1", minute: 0 })).refused).toMatchObject([
      { decision: { reason: "exited" } },
    ]);
    expect(street.running).toEqual([]);
  });

  test("does not end another, nor what another trigger began about it", () => {
    const street = new Street(cart, thanks);
    street.tell(checkoutOpened({ id: "e1", minute: 0, token: "other", customerId: "ben" }));
    street.tell(ordered({ id: "e2", minute: 1 }));
    expect(street.tell(checkoutCompleted({ id: "e3", minute: 5 })).cancelled).toEqual([]);
    expect(street.running).toEqual(["s1", "s2"]);
  });
});

describe("an order ends the reminder of a cart", () => {
  test.for([
    ["that it came from, whoever paid", { token: "tok", customerId: "ben" }, []],
    ["that it came from, though the store names nobody", { token: "tok", customerId: null }, []],
    ["of the same customer", { token: "another" }, []],
    ["of the same customer, bought at the till", { token: null }, []],
    ["but not another's", { token: "another", customerId: "ben" }, ["s1"]],
  ] as const)("%s", ([, ingest, running]) => {
    const street = new Street(cart);
    street.tell(checkoutOpened({ id: "e1", minute: 0 }));
    const { cancelled } = street.tell(ordered({ id: "e2", minute: 10, ...ingest }));
    expect(street.running).toEqual(running);
    expect(cancelled.map(({ because }) => because)).toEqual(running.length > 0 ? [] : ["order_created"]);
  });

  test("but not of one begun after it", () => {
    const street = new Street(cart);
    street.tell(checkoutOpened({ id: "e1", minute: 10 }));
    expect(street.tell(ordered({ id: "e2", minute: 0, token: "earlier" }), inMinutes(11)).cancelled).toEqual([]);
    expect(street.running).toEqual(["s1"]);
  });

  test("once: what has ended does not end again", () => {
    const street = new Street(cart);
    street.tell(checkoutOpened({ id: "e1", minute: 0 }));
    street.tell(ordered({ id: "e2", minute: 10, token: "tok" }));
    expect(street.tell(ordered({ id: "e3", minute: 11, token: "tok", number: 2 })).cancelled).toEqual([]);
  });

  test("even when it is delivered before the cart", () => {
    const street = new Street(cart);
    street.tell(ordered({ id: "e2", minute: 10, token: "tok" }));
    expect(street.tell(checkoutOpened({ id: "e1", minute: 0 }), inMinutes(11)).refused).toMatchObject([
      {
        decision: {
          reason: "exited",
          checks: [
            { guard: "fresh" },
            { guard: "exits", answer: "skip", saw: { on: "order_created", at: inMinutes(10).toString() } },
          ],
        },
      },
    ]);
    expect(street.running).toEqual([]);
  });
});

test("an order does not end what it begins itself", () => {
  const once = definitionOf({
    trigger: { type: "order_created", config: {} },
    reentry: "every_time",
    exits: [{ on: "order_created", match: "customer" }],
  });
  const street = new Street(once);
  street.tell(ordered({ id: "e1", minute: 0, number: 1 }));
  expect(street.running).toEqual(["s1"]);
  street.tell(ordered({ id: "e2", minute: 5, number: 2 }));
  expect(street.running).toEqual(["s2"]);
});

test("a checkout enters once, however often its event is delivered", () => {
  const street = new Street(definitionOf({ trigger: { type: "checkout_abandoned" }, reentry: "every_time" }));
  street.tell(checkoutOpened({ id: "e1", minute: 0 }));
  expect(street.tell(checkoutChanged({ id: "e2", minute: 5 })).extended).toMatchObject([
    { sequenceId: "s1", dueAt: inMinutes(65) },
  ]);
  expect(street.tell(checkoutOpened({ id: "e3", minute: 6, token: "another" })).entered).toMatchObject([
    { sequenceId: "s2" },
  ]);
  street.begin();
  expect(street.tell(checkoutChanged({ id: "e4", minute: 90 })).entered).toMatchObject([{ sequenceId: "s3" }]);
});

describe("a step that waits for an event", () => {
  const waits = (match: "customer" | "subject") =>
    definitionOf({
      trigger: { type: "order_created" },
      steps: [
        {
          id: "wait",
          type: "wait_for_event",
          config: { on: "checkout_abandoned", match, timeout: { amount: 2, unit: "days" } },
        },
        say("after"),
      ],
    });

  test("is woken by it", () => {
    const street = new Street(waits("customer"));
    street.tell(ordered({ id: "e1", minute: 0 }));
    expect(street.tell(checkoutOpened({ id: "e2", minute: 5 })).woken).toEqual([{ sequenceId: "s1", stepId: "wait" }]);
  });

  test.for([
    ["another's", { customerId: "ben" }],
    ["nobody's", { customerId: null }],
    ["one from before the waiting", { minute: -1 }],
  ] as const)("is not woken by %s", ([, different]) => {
    const street = new Street(waits("customer"));
    street.tell(ordered({ id: "e1", minute: 0 }));
    expect(street.tell(checkoutOpened({ id: "e2", minute: 5, ...different }), inMinutes(6)).woken).toEqual([]);
  });

  test("is not woken by an event about another subject", () => {
    const street = new Street(waits("subject"));
    street.tell(ordered({ id: "e1", minute: 0 }));
    expect(street.tell(checkoutOpened({ id: "e2", minute: 5 })).woken).toEqual([]);
  });

  test("is not woken where it does not wait any more, nor where the event ends its sequence", () => {
    const street = new Street(waits("customer"));
    street.tell(ordered({ id: "e1", minute: 0 }));
    for (const member of street.roster.members) member.waiting = { stepId: "after", since: NOON };
    expect(street.tell(checkoutOpened({ id: "e2", minute: 5 })).woken).toEqual([]);

    const ending = new Street(
      definitionOf({ ...waits("customer"), exits: [{ on: "checkout_abandoned", match: "customer" }] }),
    );
    ending.tell(ordered({ id: "e1", minute: 0 }));
    expect(ending.tell(checkoutOpened({ id: "e2", minute: 5 }))).toMatchObject({
      woken: [],
      cancelled: [{ because: "checkout_abandoned" }],
    });
  });
});

describe("an event that is aimed at one automation", () => {
  const byHand = (aimedAt: string | null) =>
    met(
      "shopbell/manual",
      {
        subject: "customer:c1",
        customerId: "0197c0de-0000-7000-8000-00000000ada0",
        ...(aimedAt && { automationId: aimedAt }),
      },
      { id: "e1", minute: 0 },
    );
  const first = "0197c0de-0000-7000-8000-0000000000a1";

  test("enters that one alone; aimed at none, each that listens", () => {
    const started = (aimedAt: string | null) => {
      const street = new Street(
        definitionOf({ name: "First", trigger: { type: "manual" } }),
        definitionOf({ name: "Second", trigger: { type: "manual" } }),
      );
      street.roster.automations = street.roster.automations.map((automation, at) => ({
        ...automation,
        id: at === 0 ? first : "0197c0de-0000-7000-8000-0000000000a2",
      }));
      return street.tell(byHand(aimedAt)).entered.map(({ automation }) => automation.definition.name);
    };
    expect(started(first)).toEqual(["First"]);
    expect(started(null)).toEqual(["First", "Second"]);
    expect(started("0197c0de-0000-7000-8000-0000000000a3")).toEqual([]);
  });
});

describe("an automation that minds only some events of its trigger", () => {
  const tagged = (id: string, ...tags: string[]) =>
    met(
      "customer.tags_added",
      { customerId: "gid://shopify/Customer/7001", tags, occurredAt: "2026-05-04T16:00:00Z" },
      { id, minute: 0 },
    );

  test("is entered for those, and says nothing of the others", () => {
    const street = new Street(definitionOf({ trigger: { type: "customer_tag_added", config: { tags: ["vip"] } } }));
    expect(street.tell(tagged("e1", "wholesale"))).toMatchObject({
      matchedTriggers: ["customer_tag_added"],
      entered: [],
      refused: [],
    });
    expect(street.tell(tagged("e2", "VIP"))).toMatchObject({ entered: [{ sequenceId: "s1" }] });
  });
});

describe("a refused entry has a reason", () => {
  test("for a paused automation", () => {
    const street = new Street(confirmation);
    street.roster.automations = street.roster.automations.map((automation) => ({ ...automation, status: "paused" }));
    expect(refusals(street, ordered({ id: "e1", minute: 0 }))).toEqual(["automation_paused"]);
    expect(refusals(street, checkoutOpened({ id: "e2", minute: 1 }))).toEqual([]);
  });

  test("where the conditions do not hold of the event and the customer as they are now", () => {
    const street = new Street(
      definitionOf({
        trigger: { type: "order_created" },
        conditions: {
          all: [
            { field: "order.total", op: "at_least", value: { amount: "50.00", currency: "USD" } },
            { field: "customer.tags", op: "has_any", value: ["vip"] },
          ],
        },
      }),
    );
    expect(refusals(street, ordered({ id: "e1", minute: 0 }))).toEqual(["conditions_not_met"]);
    expect(street.tell(ordered({ id: "e2", minute: 1, number: 2, known: { tags: ["VIP"] } })).entered).toHaveLength(1);
  });

  test("at the limit of active sequences, until one ends", () => {
    const street = new Street(
      definitionOf({
        trigger: { type: "order_created" },
        reentry: "per_subject",
        concurrent: 1,
        exits: [{ on: "checkout_abandoned", match: "customer" }],
      }),
    );
    street.tell(ordered({ id: "e1", minute: 0, number: 1 }));
    expect(refusals(street, ordered({ id: "e2", minute: 1, number: 2 }))).toEqual(["concurrent_limit"]);
    expect(refusals(street, ordered({ id: "e3", minute: 2, number: 3, customerId: "ben" }))).toEqual([]);
    street.tell(checkoutOpened({ id: "e4", minute: 3 }));
    expect(refusals(street, ordered({ id: "e5", minute: 4, number: 4 }))).toEqual([]);
  });

  test("where they have come in within the days set, and not after", () => {
    const street = new Street(
      definitionOf({ trigger: { type: "order_created" }, reentry: { after: { amount: 30, unit: "days" } } }),
    );
    street.tell(ordered({ id: "e1", minute: 0, number: 1 }));
    expect(refusals(street, ordered({ id: "e2", minute: 29 * 1_440, number: 2 }))).toEqual(["reentry_limit"]);
    expect(refusals(street, ordered({ id: "e3", minute: 30 * 1_440 + 1, number: 3 }))).toEqual([]);
    expect(refusals(street, ordered({ id: "e3", minute: 30 * 1_440 + 1, number: 3 }))).toEqual(["duplicate"]);
  });

  test("where too many of our own actions lie before the event", () => {
    const street = new Street(thanks);
    expect(refusals(street, ordered({ id: "e1", minute: 0, hop: 5 }))).toEqual([]);
    expect(refusals(street, ordered({ id: "e2", minute: 1, hop: 6 }))).toEqual(["loop_stopped"]);
  });

  test("after too many entries within an hour", () => {
    const street = new Street(thanks);
    const reasons = Array.from({ length: MAX_ENTRIES_PER_HOUR + 2 }, (_, n) =>
      refusals(street, ordered({ id: `e${n}`, minute: n, number: n })),
    ).flat();
    expect(reasons).toEqual(["loop_stopped", "loop_stopped"]);
    expect(refusals(street, ordered({ id: "later", minute: 90, number: 99 }))).toEqual([]);
  });
});

test("a customer with only a phone number has the number's quiet hours", () => {
  const slow = definitionOf({
    trigger: { type: "order_created" },
    steps: [{ id: "morning", type: "wait", config: { untilTime: { at: "09:00" } } }],
  });
  const nowhere = { countryCode: null, provinceCode: null };
  const dueFor = (phone: string | null) =>
    new Street(slow)
      .tell(ordered({ id: "e1", minute: 0, known: { ...nowhere, phone } }))
      .entered[0]?.decision.first.dueAt.toString();
  expect(dueFor("+14155550123")).toBe("2026-05-04T16:00:00Z");
  expect(dueFor(null)).toBe("2026-05-05T13:00:00Z");
});

describe("in any delivery order, with duplicates", () => {
  /** Each event once or twice, shuffled. */
  const ingest = (events: readonly IncomingEvent[]) =>
    fc
      .shuffledSubarray([...events, ...events], { minLength: events.length })
      .filter((list) => events.every(({ id }) => list.some((one) => one.id === id)));

  test("a cart that became an order is not reminded of", () => {
    const events = [
      checkoutOpened({ id: "e1", minute: 0 }),
      checkoutChanged({ id: "e2", minute: 5 }),
      checkoutChanged({ id: "e3", minute: 10 }),
      ordered({ id: "e4", minute: 10, token: "tok" }),
    ];
    fc.assert(
      fc.property(ingest(events), (arrived) => {
        const street = new Street(cart);
        street.tellAll(arrived);
        expect(street.running).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a cart whose owner bought something else since is not reminded of", () => {
    const events = [
      checkoutOpened({ id: "e1", minute: 0 }),
      checkoutChanged({ id: "e2", minute: 5 }),
      ordered({ id: "e3", minute: 20, token: null }),
    ];
    fc.assert(
      fc.property(ingest(events), (arrived) => {
        const street = new Street(cart);
        street.tellAll(arrived);
        expect(street.running).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("a cart that was left is reminded of once, an hour after its last change, with what was last in it", () => {
    const events = [
      checkoutOpened({ id: "e1", minute: 0 }),
      checkoutChanged({ id: "e2", minute: 5 }),
      checkoutChanged({ id: "e3", minute: 25 }),
    ];
    fc.assert(
      fc.property(ingest(events), (arrived) => {
        const street = new Street(cart);
        const consequences = street.tellAll(arrived);
        expect(street.running).toEqual(["s1"]);
        expect(consequences.flatMap(({ entered }) => entered)).toHaveLength(1);
        const dues = consequences.flatMap(({ entered, extended }) => [
          ...entered.map(({ decision }) => decision.first.dueAt),
          ...extended.map(({ dueAt }) => dueAt),
        ]);
        expect(dues.at(-1)).toEqual(inMinutes(85));
        expect(dues).toEqual(dues.toSorted(Temporal.Instant.compare));
        expect(street.roster.members[0]?.factsAt).toEqual(inMinutes(25));
      }),
      { numRuns: 200 },
    );
  });

  test("an order is confirmed once", () => {
    const events = [
      checkoutOpened({ id: "e1", minute: 0 }),
      ordered({ id: "e2", minute: 10, token: "tok" }),
      ordered({ id: "e3", minute: 11, token: "tok" }),
    ];
    fc.assert(
      fc.property(ingest(events), (arrived) => {
        const street = new Street(cart, confirmation);
        const entered = street.tellAll(arrived).flatMap((set) => set.entered);
        expect(entered.filter(({ automation }) => automation.definition === confirmation)).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});
