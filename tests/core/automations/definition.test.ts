import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { definition as schema, readDefinition } from "#core/automations/definition.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { aDocument } from "./trees.ts";

const sound = {
  name: "Cart",
  kind: "marketing",
  trigger: { type: "checkout_abandoned", config: {} },
  reentry: "per_subject",
  steps: [say("remind")],
};
const problemsOf = (document: unknown) => {
  const result = readDefinition(document);
  return "problems" in result ? result.problems : [];
};
const placesOf = (document: unknown) => problemsOf(document).map(({ path }) => path);

test("missing settings have defaults", () => {
  expect(readDefinition(sound)).toEqual({
    definition: {
      ...sound,
      description: "",
      exits: [],
      ifUnknown: "hold",
      trigger: { type: "checkout_abandoned", config: { after: { amount: 60, unit: "minutes" } } },
      steps: [{ id: "remind", type: "send_sms", config: { body: "Hello", overCap: "skip" }, onError: "stop" }],
    },
  });
});

test("a name loses the spaces around it", () => {
  expect(readDefinition({ ...sound, name: "  Cart " })).toMatchObject({ definition: { name: "Cart" } });
});

test("any flow that can be built is read, and read again from its file it is the same", () => {
  fc.assert(
    fc.property(aDocument, (document) => {
      const definition = definitionOf(document);
      expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
    }),
    { numRuns: 200 },
  );
});

test("any input gives a definition or problems with paths", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            ...Object.fromEntries(
              Object.keys(sound).map((key) => [
                key,
                fc.oneof(fc.jsonValue(), fc.constant(sound[key as keyof typeof sound])),
              ]),
            ),
            conditions: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
      (document) => {
        const read = readDefinition(document);
        const problems = "problems" in read ? read.problems : [];
        expect(problems.filter(({ path, message }) => typeof path !== "string" || message === "")).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

describe("a definition is refused at", () => {
  test.for([
    ["its root, when it is none", null, ""],
    ["its root, when it is a list", [sound], ""],
    ["its name, when it is long", { ...sound, name: "n".repeat(101) }, "name"],
    ["its steps, when there is none", { ...sound, steps: [] }, "steps"],
    [
      "its steps, when there are too many",
      { ...sound, steps: Array.from({ length: 101 }, (_, n) => say(`s${n}`)) },
      "steps",
    ],
    ["its steps, when they are no list", { ...sound, steps: "remind" }, "steps"],
    [
      "its exits, when there are too many",
      { ...sound, exits: Array.from({ length: 21 }, () => ({ on: "order_created", match: "customer" })) },
      "exits",
    ],
    [
      "its trigger's settings",
      { ...sound, trigger: { type: "checkout_abandoned", config: { after: { amount: 5_000, unit: "days" } } } },
      "trigger.config.after.amount",
    ],
    [
      "the days before somebody comes in again",
      { ...sound, reentry: { after: { amount: 1, unit: "years" } } },
      "reentry",
    ],
    ["how many at once, when it is none", { ...sound, concurrent: 0 }, "concurrent"],
    ["its conditions, when they are none", { ...sound, conditions: "everyone" }, "conditions"],
    [
      "a condition on what the trigger does not offer",
      {
        ...sound,
        conditions: {
          all: [
            { field: "checkout.total", op: "is_set" },
            { field: "order.total", op: "is_set" },
          ],
        },
      },
      "conditions.all.1.field",
    ],
    [
      "a question that cannot be asked",
      { ...sound, conditions: { field: "checkout.total", op: "starts_with", value: "5" } },
      "conditions.op",
    ],
    [
      "when to leave, on a field that is not there",
      { ...sound, exitWhen: { not: { field: "customer.mood", op: "is_set" } } },
      "exitWhen.not.field",
    ],
    [
      "a condition on what only a later step makes",
      {
        ...sound,
        conditions: { field: "discount.code", op: "is_set" },
        steps: [{ id: "d", type: "create_discount", config: { prefix: "X", kind: "free_shipping" } }],
      },
      "conditions.field",
    ],
  ] as const)("%s", ([, document, place]) => {
    expect(placesOf(document)).toEqual([place]);
  });
});

describe("what an automation is for", () => {
  test("a cart sells, and so is not transactional", () => {
    expect(problemsOf({ ...sound, kind: "transactional" })).toEqual([
      {
        path: "kind",
        message: "cannot be transactional: its trigger is not about something the customer bought; use marketing",
      },
    ]);
    expect(problemsOf({ ...sound, kind: "transactional", trigger: { type: "order_created" } })).toEqual([]);
  });

  test("send_again is for transactional automations only", () => {
    const order = { ...sound, trigger: { type: "order_created" }, ifUnknown: "send_again" };
    expect(problemsOf(order)).toEqual([
      { path: "ifUnknown", message: "may be send_again in transactional automations alone; use hold" },
    ]);
    expect(problemsOf({ ...order, kind: "transactional" })).toEqual([]);
  });
});

test("all problems are reported at once, each with path and remedy", () => {
  const faulty = {
    name: " ",
    description: "d".repeat(501),
    kind: "spam",
    trigger: { type: "order_eaten", config: {} },
    reentry: "often",
    exits: [
      { on: "order_created", match: "customer" },
      { on: "order_eaten", match: "mood" },
    ],
    steps: [
      say("a"),
      { ...say("b"), type: "send_fax" },
      say("c", "{{ x"),
      { id: "d", type: "wait", config: { for: { amount: -1, unit: "weeks" } } },
    ],
  };
  expect(placesOf(faulty)).toEqual([
    "name",
    "description",
    "kind",
    "trigger.type",
    "reentry",
    "exits.1.on",
    "exits.1.match",
    "steps.1.type",
    "steps.2.config.body",
    "steps.3.config.for.amount",
    "steps.3.config.for.unit",
  ]);
});

test("problems are sentences", () => {
  expect(
    problemsOf({
      ...sound,
      name: "",
      steps: [],
      kind: undefined,
      reentry: 5,
      exits: {},
      concurrent: "2",
      description: null,
    }),
  ).toEqual([
    { path: "name", message: "give it a name" },
    { path: "description", message: "is of another kind; give a text" },
    { path: "kind", message: "use one of marketing, transactional, opt_in" },
    {
      path: "reentry",
      message: 'use "once", "once_a_day", "per_subject", "every_time" or { after: { amount, unit } }',
    },
    { path: "concurrent", message: "is of another kind; give a number" },
    { path: "exits", message: "is of another kind; give a list" },
    { path: "steps", message: "add a step" },
  ]);
  expect(problemsOf({})).toContainEqual({ path: "steps", message: "is missing; give a list" });
});

test("a general word does not hide what lies within, nor the other way round", () => {
  const steps = [...Array.from({ length: 101 }, (_, n) => say(`s${n}`)), say("s5")];
  expect(placesOf({ ...sound, steps })).toEqual(["steps", "steps.101.id"]);
  expect(problemsOf({ ...sound, conditions: { field: "checkout.total", op: "is_set", weight: 2 } })).toEqual([
    { path: "conditions.weight", message: "does not belong into a condition" },
  ]);
});

describe("its schema, for editors and other programs", () => {
  const published = z.toJSONSchema(schema, { io: "input" }) as {
    required: string[];
    properties: Record<string, unknown>;
    $defs: Record<string, unknown>;
  };

  test("asks for what has no default, and for nothing else", () => {
    expect(published.required.toSorted()).toEqual(["kind", "name", "reentry", "steps", "trigger"]);
  });

  test("defines a step and a condition once, however deep they nest", () => {
    expect(Object.keys(published.$defs).sort()).toEqual(["Condition", "Step"]);
    const text = JSON.stringify(published.$defs.Step);
    for (const type of ["send_sms", "branch", "split", "wait_for_event", "exit"])
      expect(text).toContain(`"const":"${type}"`);
    expect(text).toContain('{"$ref":"#/$defs/Step"}');
    expect(text).toContain('{"$ref":"#/$defs/Condition"}');
  });
});

test("pauses may follow one another", () => {
  expect(problemsOf({ ...sound, steps: [pause("a", 1, "days"), pause("b", 1, "days")] })).toEqual([]);
});

test.each(["conversation", "test"])(
  "nobody may write an automation of the kind %s, which asks for no agreement",
  (kind) => {
    expect(readDefinition({ ...sound, kind })).toMatchObject({ problems: [{ path: "kind" }] });
  },
);

describe("a file of hostile texts is refused soon, however many it holds", () => {
  const flood = (body: string, times = 4_000) => ({
    ...sound,
    steps: Array.from({ length: times }, (_, at) => say(`s${at}`, body)),
  });
  test.for<[string, unknown, RegExp]>([
    ["loops that each stay within their limit", flood("{% for i in (1..5000) %}{% endfor %}"), /more than 60000 steps/],
    ["loops that do not", flood("{% for i in (1..9000) %}{% for j in (1..9) %}{% endfor %}{% endfor %}"), /steps/],
    ["brackets within brackets", flood(`{{ ${"a[".repeat(2_000)} }}`, 12), /more than 200 opening brackets/],
    ["names", flood(`{{ ${"a[b[c]][".repeat(60)}1${"]".repeat(60)} }}`, 100), /nothing here is called/],
  ])("%s", ([, document, problem]) => {
    const before = process.threadCpuUsage();
    expect(problemsOf(document).map(({ message }) => message)).toContainEqual(expect.stringMatching(problem));
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});
