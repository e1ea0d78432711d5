import { expect, test } from "vitest";
import { SimulatedCustomers } from "#core/simulation/simulated-customers.ts";
import { CreditBudget } from "#core/simulation/credit-budget.ts";
import { RecipientBook } from "#core/simulation/recipients.ts";
import { BacktestReplay } from "#core/simulation/replay.ts";
import { BacktestTally } from "#core/simulation/tally.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import { sampleLinks } from "#core/sending/links.ts";
import type { Instant } from "#core/time/time.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at as instant } from "../instant.ts";
import { checkoutBody, orderBody } from "#tests/fixtures/bodies.ts";

/** A Monday, 10:00 in New York. */
const ten = instant("2026-03-02T15:00:00Z");

function trial(
  document: Partial<DefinitionDocument>,
  { credits = Infinity, since = ten, settings = {} }: { credits?: number; since?: Instant; settings?: object } = {},
) {
  const people = new SimulatedCustomers({ shopId: "shop", hashAddress: (phone) => `#${phone}`, written: new Set() });
  const recipients = new RecipientBook();
  const purse = new CreditBudget(credits);
  const tally = new BacktestTally(since, "America/New_York");
  const definition = definitionOf(document);
  const shop = {
    id: "shop",
    name: "Juniper",
    domain: "juniper.myshopify.com",
    timezone: "America/New_York",
    settings,
    uninstalledAt: null,
  };
  const replay = new BacktestReplay(
    {
      automationId: "a",
      versions: [{ id: "v", since, definition }],
      shop,
      segments: new Map(),
      saidStop: () => false,
      links: sampleLinks("https://shopbell.example/l/"),
    },
    { people, recipients, purse },
    tally,
  );
  let events = 0;
  return {
    replay,
    tally,
    purse,
    definition,
    tell(topic: string, body: string, at: Instant): void {
      const normalizeResult = normalizeEvent(topic, parseLossless(body));
      if (!("normalizedEvent" in normalizeResult)) throw new Error(normalizeResult.ignored);
      const event: PastEvent = {
        id: `e${++events}`,
        topic,
        triggeredAt: at,
        isTest: false,
        customerId: null,
        normalizedEvent: normalizeResult.normalizedEvent,
      };
      replay.runBefore(at);
      replay.take({ at, events: [event] });
    },
    rows: () =>
      tally.rows.map(({ action, stepId, status, reason, at }) =>
        [action, stepId, status, reason, at.toString()].filter(Boolean).join(" "),
      ),
  };
}

test("steps run at their own time, however late the next event comes", () => {
  const { tell, replay, rows } = trial({
    kind: "transactional",
    steps: [say("first"), pause("wait", 2, "hours"), say("second")],
  });
  tell("orders/create", orderBody(), ten);
  replay.runBefore(ten.add({ hours: 48 }));
  expect(rows()).toEqual([
    "enter done 2026-03-02T15:00:00Z",
    "send_sms first sent 2026-03-02T15:00:00Z",
    "send_sms second sent 2026-03-02T17:00:00Z",
  ]);
  expect(replay.inside).toBe(0);
  expect(replay.nextDue).toBeNull();
});

test("events before the automation's start enrol no customer, but still count as exits", () => {
  const { tell, replay, rows } = trial(
    {
      trigger: { type: "checkout_abandoned" },
      reentry: "per_subject",
      exits: [{ on: "order_created", match: "subject" }],
      kind: "marketing",
    },
    { since: ten.add({ hours: 1 }) },
  );
  tell("orders/create", orderBody({ token: "c-1" }), ten);
  tell("checkouts/update", checkoutBody({ token: "c-1" }), ten.add({ hours: 2 }));
  replay.runBefore(ten.add({ hours: 9 }));
  expect(rows()).toEqual(["enter skipped exited 2026-03-02T17:00:00Z"]);
});

test("a repeated checkout restarts the wait, and a purchase ends it", () => {
  const { tell, replay, rows, tally, definition } = trial({
    trigger: { type: "checkout_abandoned" },
    reentry: "per_subject",
    exits: [{ on: "order_created", match: "subject" }],
  });
  tell("checkouts/update", checkoutBody(), ten);
  tell("checkouts/update", checkoutBody(), ten.add({ minutes: 50 }));
  replay.runBefore(ten.add({ minutes: 70 }));
  expect(rows()).toEqual(["enter done 2026-03-02T15:00:00Z"]);
  tell("orders/create", orderBody(), ten.add({ minutes: 80 }));
  replay.runBefore(ten.add({ hours: 9 }));
  expect(rows()).toEqual(["enter done 2026-03-02T15:00:00Z", "exit skipped exited 2026-03-02T16:20:00Z"]);
  expect(tally.summary(definition, ten.add({ hours: 9 })).ends).toEqual({ "cancelled: order_created": 1 });
});

test("a text about an order may wait for credits, and goes when some come", () => {
  const { tell, replay, rows, purse } = trial(
    { kind: "transactional" },
    { credits: 0, settings: { holdTransactionalUntilToppedUp: true } },
  );
  tell("orders/create", orderBody(), ten);
  replay.runBefore(ten.add({ hours: 1 }));
  expect(rows()).toEqual(["enter done 2026-03-02T15:00:00Z"]);
  purse.adjust(5);
  replay.refreshCredits(ten.add({ hours: 1 }));
  replay.runBefore(ten.add({ hours: 2 }));
  expect(rows().at(-1)).toBe("send_sms hello sent 2026-03-02T16:00:00Z");
});

test("a text about an order that waited for credits for days is too late", () => {
  const { tell, replay, rows, purse } = trial(
    { kind: "transactional" },
    { credits: 0, settings: { holdTransactionalUntilToppedUp: true } },
  );
  tell("orders/create", orderBody(), ten);
  replay.runBefore(ten.add({ hours: 1 }));
  // A top-up that does not cover this text: its wait began earlier.
  replay.refreshCredits(ten.add({ hours: 1 }));
  replay.runBefore(ten.add({ hours: 25 }));
  purse.adjust(5);
  replay.refreshCredits(ten.add({ hours: 25 }));
  replay.runBefore(ten.add({ hours: 26 }));
  expect(rows().at(-1)).toBe("send_sms hello skipped stale_event 2026-03-03T16:00:00Z");
});

test("of steps due together, the first entry gets the last credit", () => {
  const { tell, replay, rows } = trial(
    { kind: "transactional", reentry: "every_time", steps: [pause("wait", 1, "hours"), say("late")] },
    { credits: 1, settings: { transactionalAtNight: false } },
  );
  // 22:00 and later: all texts wait for the morning.
  for (const order of ["1", "2", "3"])
    tell("orders/create", orderBody({ order }), ten.add({ hours: 13, minutes: Number(order) }));
  replay.runBefore(ten.add({ hours: 48 }));
  expect(rows().filter((row) => row.startsWith("send_sms"))).toEqual(
    [1, 2, 3].map(
      (place) => `send_sms late ${place === 1 ? "sent" : "skipped insufficient_credits"} 2026-03-03T13:00:00Z`,
    ),
  );
});

test("steps due together run in rounds, and steps after a text come last", () => {
  const task = { id: "note", type: "create_task", config: { title: "Look" } };
  const which = {
    id: "which",
    type: "branch",
    arms: [
      { id: "first", when: { field: "order.id", op: "equals", value: "1" }, steps: [say("thanks")] },
      { id: "others", steps: [task] },
    ],
  };
  const { tell, replay, tally } = trial({ kind: "transactional", reentry: "every_time", steps: [which, say("after")] });
  for (const order of ["1", "2", "3"]) tell("orders/create", orderBody({ order }), ten);
  replay.runBefore(ten.add({ hours: 1 }));
  const steps = tally.rows
    .filter(({ stepId }) => stepId !== null)
    .map(({ stepId, storeEventId }) => `${stepId} ${storeEventId}`);
  expect(steps).toEqual([
    "which e1",
    "which e2",
    "which e3",
    "thanks e1",
    "note e2",
    "note e3",
    "after e2",
    "after e3",
    "after e1",
  ]);
});

test("a step that waits for an event goes on at once where that happened in the moment in which it began to wait", () => {
  const listen = (id: string) => ({
    id,
    type: "wait_for_event",
    config: { on: "order_created", timeout: { amount: 5, unit: "hours" } },
    arms: [
      { id: "happened", steps: [] },
      { id: "timed_out", steps: [] },
    ],
  });
  const { tell, replay, rows } = trial({
    kind: "transactional",
    reentry: "once",
    steps: [listen("first"), say("thanks"), listen("second")],
  });
  tell("orders/create", orderBody({ order: "1" }), ten);
  tell("orders/create", orderBody({ order: "2" }), ten.add({ hours: 1 }));
  replay.runBefore(ten.add({ hours: 2 }));
  expect(rows().filter((row) => row.startsWith("wait"))).toEqual([
    "wait_for_event first done 2026-03-02T16:00:00Z",
    "wait_for_event second done 2026-03-02T16:00:00Z",
  ]);
});

test("what actions do outside is taken as done, and what they make is there for later texts", () => {
  const { tell, replay, tally } = trial({
    kind: "transactional",
    steps: [
      { id: "code", type: "create_discount", config: { prefix: "BACK", kind: "percentage", value: "10" } },
      say("tell", "Use {{ discount.code }}"),
    ],
  });
  tell("orders/create", orderBody(), ten);
  replay.runBefore(ten.add({ hours: 1 }));
  expect(tally.texts.map(({ body }) => body)).toEqual([expect.stringMatching(/^Use BACK-[A-Z0-9]{8}$/)]);
});

test("a split's arms have their shares", () => {
  const { tell, replay, tally, definition } = trial({
    kind: "transactional",
    steps: [
      {
        id: "half",
        type: "split",
        arms: [
          { id: "a", name: "With", weight: 50, steps: [say("hi")] },
          { id: "b", name: "Without", weight: 50, holdout: true, steps: [] },
        ],
      },
    ],
  });
  for (let order = 1; order <= 60; order++)
    tell(
      "orders/create",
      orderBody({ order: String(order), id: String(order), phone: `+1212555${1000 + order}` }),
      ten.add({ minutes: order }),
    );
  replay.runBefore(ten.add({ hours: 2 }));
  const [half, hi] = tally.summary(definition, ten.add({ hours: 2 })).steps;
  expect(half?.arms.map(({ name }) => name)).toEqual(["With", "Without"]);
  expect(half?.arms.reduce((sum, { went }) => sum + went, 0)).toBe(60);
  expect(half?.arms.every(({ went, share }) => went > 15 && share === went / 60)).toBe(true);
  expect(hi?.sent).toBe(half?.arms[0]?.went);
});
