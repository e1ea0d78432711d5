import { expect, test } from "vitest";
import { sampleShop } from "#core/customers/fields.ts";
import { sampleEvent, sampleMoment, sampleCustomer } from "#core/simulation/sample-event.ts";
import { runTestWalk } from "#core/simulation/test-walk.ts";
import type { Definition, DefinitionDocument } from "#core/automations/definition.ts";
import { sampleLinks } from "#core/sending/links.ts";
import { library } from "#library/index.ts";
import { triggers } from "#core/triggers/index.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import type { Instant } from "#core/time/time.ts";
import { at as instant } from "../instant.ts";

/** A Monday, 10:00 in New York. */
const ten = instant("2026-03-02T15:00:00Z");
const zone = "America/New_York";

interface WalkOptions {
  at?: Instant;
  balance?: number;
  /** The chosen outcomes, by step id. */
  chosen?: Record<string, string>;
}

function walk(definition: Definition, { at = ten, balance = 100, chosen = {} }: WalkOptions = {}) {
  const shop = {
    id: "shop",
    name: "Juniper",
    domain: "juniper.myshopify.com",
    timezone: zone,
    settings: {},
    uninstalledAt: null,
  };
  const trial = {
    automationId: "a",
    versions: [{ id: "v", since: at, definition }],
    shop,
    segments: new Map<string, string>(),
    saidStop: () => false,
    links: sampleLinks("https://shopbell.example/l/"),
    chosen: new Map(Object.entries(chosen)),
  };
  return runTestWalk({
    trial,
    event: sampleEvent(definition, at, sampleShop),
    admitted: true,
    person: sampleCustomer(definition, "shop", at),
    history: [],
    balance,
    hashAddress: (phone) => phone,
  });
}
const walked = (document: Partial<DefinitionDocument>, options?: Parameters<typeof walk>[1]) =>
  walk(definitionOf(document), options);

test("a sample customer reaches each step on time, and each text is rendered", () => {
  const { entry, stations, end } = walked({
    steps: [say("hi", "Hi {{ customer.first_name }}"), pause("wait", 2, "days"), say("bye", "Bye")],
  });
  expect(entry).toMatchObject({ entered: true, reason: null });
  expect(stations.map(({ stepId, reached }) => `${stepId} ${reached.toString()}`)).toEqual([
    "hi 2026-03-02T15:00:00Z",
    "wait 2026-03-02T15:00:00Z",
    "bye 2026-03-04T15:00:00Z",
  ]);
  expect(stations[0]?.text?.body).toMatch(/Hi Ada/);
  expect(stations[0]?.decisions).toMatchObject([{ status: "sent", reason: null, until: null }]);
  expect(stations[0]?.decisions[0]?.checks.map(({ guard }) => guard)).toContain("credits");
  expect(end).toMatchObject({ status: "completed" });
});

test("only the way that is gone has stations", () => {
  const arm = (id: string, least: number) => ({
    id,
    name: id,
    when: { field: "customer.orders_count", op: "at_least", value: least },
    steps: [say(`to-${id}`)],
  });
  const { stations } = walked({ steps: [{ id: "fork", type: "branch", arms: [arm("many", 100), arm("some", 1)] }] });
  expect(stations.map(({ stepId, arm: went }) => `${stepId} ${went}`)).toEqual(["fork some", "to-some null"]);
});

const arm = (id: string, settings: object = {}) => ({ id, name: id, ...settings, steps: [say(`to-${id}`)] });

test.each([
  ["by the facts", {}, "to-some"],
  ["as chosen", { fork: "many" }, "to-many"],
  ["by the facts, where the choice is none of its branches", { fork: "gone" }, "to-some"],
])("a branch is taken %s", (_how, chosen, next) => {
  const least = (value: number) => ({ when: { field: "customer.orders_count", op: "at_least", value } });
  const { stations } = walked(
    { steps: [{ id: "fork", type: "branch", arms: [arm("many", least(100)), arm("some", least(1))] }] },
    { chosen },
  );
  expect(stations.map(({ stepId }) => stepId)).toEqual(["fork", next]);
});

test.each(["a", "b"])("of a split, arm %s is taken where it is chosen, whatever chance says", (share) => {
  const steps = [{ id: "fork", type: "split", arms: [arm("a", { weight: 50 }), arm("b", { weight: 50 })] }];
  expect(walked({ steps }, { chosen: { fork: share } }).stations.map(({ stepId }) => stepId)).toEqual([
    "fork",
    `to-${share}`,
  ]);
});

test.each([
  [{}, "to-timed_out 2026-03-04T15:00:00Z"],
  [{ reply: "timed_out" }, "to-timed_out 2026-03-04T15:00:00Z"],
  [{ reply: "happened" }, "to-happened 2026-03-02T15:00:00Z"],
])("an awaited event happens at once where it is chosen, and does not otherwise: %j", (chosen, next) => {
  const { stations } = walked(
    {
      steps: [
        {
          id: "reply",
          type: "wait_for_event",
          config: { on: "order_created", timeout: { amount: 2, unit: "days" } },
          arms: [arm("happened"), arm("timed_out")],
        },
      ],
    },
    { chosen },
  );
  expect(stations.map(({ stepId, reached }) => `${stepId} ${reached.toString()}`).at(-1)).toBe(next);
});

test("what ends the automation can be chosen to happen at a wait; it does not happen unasked", () => {
  const document: Partial<DefinitionDocument> = {
    exits: [{ on: "order_created", match: "customer" }],
    steps: [pause("wait", 2, "days"), say("bye")],
  };
  expect(walked(document).end).toMatchObject({ status: "completed" });
  const { stations, end } = walked(document, { chosen: { wait: "order_created" } });
  expect(end).toMatchObject({ status: "cancelled", because: "order_created" });
  expect(stations.map(({ stepId }) => stepId)).toEqual(["wait"]);
});

test("a text at night is deferred until morning, and both decisions are recorded", () => {
  const { stations } = walked({}, { at: instant("2026-03-02T06:00:00Z") });
  expect(stations[0]?.decisions).toMatchObject([
    { status: null, reason: "quiet_hours", until: expect.anything() },
    { status: "sent" },
  ]);
});

test("without credits the text is left out, with the reason", () => {
  const { stations } = walked({}, { balance: 0 });
  expect(stations[0]?.decisions).toMatchObject([{ status: "skipped", reason: "insufficient_credits" }]);
  expect(stations[0]?.text).toBeNull();
});

test("a refused entry has its reason and checks", () => {
  const { entry, stations } = walked({ conditions: { field: "customer.orders_count", op: "at_least", value: 50 } });
  expect(entry).toMatchObject({ entered: false, reason: "conditions_not_met" });
  expect(entry?.checks.at(-1)).toMatchObject({ guard: "conditions", answer: "skip" });
  expect(stations).toEqual([]);
});

test.for(library.map((entry) => [entry.key, entry.definition] as const))(
  "the library's %s can be walked through by somebody made up",
  ([, definition]) => {
    const at = sampleMoment(definition, zone) ?? ten;
    const { entry, stations } = walk(definition, { at });
    // Only the automation's own condition may refuse the sample customer.
    expect(entry?.entered || entry?.reason === "conditions_not_met").toBe(true);
    if (entry?.entered) expect(stations.length).toBeGreaterThan(0);
  },
);

test.for(triggers.map(({ type }) => type))("%s lets somebody made up in", (type) => {
  const read = (config: object) => definitionOf({ trigger: { type, config }, reentry: "every_time" });
  const configs = [
    {},
    { field: "customer.since" },
    { pattern: "0 10 * * *" },
    { keyword: "join" },
    { keywords: ["join"] },
    { tag: "vip" },
    { name: "back" },
    { event: "back" },
    { segmentId: "0197c0de-0000-7000-8000-000000000001" },
  ];
  const definition = configs.flatMap((config) => {
    try {
      return [read(config)];
    } catch {
      return [];
    }
  })[0];
  if (!definition) throw new Error(`no settings for ${type}`);
  const at = sampleMoment(definition, zone) ?? ten;
  expect(walk(definition, { at }).entry).toMatchObject({ entered: true });
});
