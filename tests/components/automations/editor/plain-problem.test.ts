import { describe, expect, test } from "vitest";
import { plainProblem } from "#components/automations/editor/plain-problem.ts";
import { actions } from "#core/actions/index.ts";
import { withSetting } from "#core/automations/edit/config.ts";
import { readDraft, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";
import { findingsOf } from "#core/automations/edit/findings.ts";
import { newStep } from "#core/automations/edit/new-step.ts";
import { operatorsFor } from "#core/conditions/operators/index.ts";
import { blankQuestion, withField, withOperator } from "#core/conditions/question.ts";
import type { FormField } from "#core/automations/fields.ts";
import { offersOf, triggers } from "#core/triggers/index.ts";

const LONG = "x".repeat(20_000);
/**
 * What a person can leave in a field of each kind that will not do, and what a document may hold that is gone since.
 */
const wrong: Record<FormField["kind"], readonly unknown[]> = {
  text: ["", LONG, "not good, é!"],
  multiline: ["", LONG],
  translations: [{ de: "" }, { German: "Hallo" }, { de: "{{ nobody.knows }}" }, { de: LONG }, "Hallo"],
  template: [
    "",
    LONG,
    "{{ nobody.knows }}",
    "{{ customer.first_nam }}",
    "{{ x",
    "{% if %}",
    "{% if",
    "{% for a in b %}x",
    "{% nothing %}",
    "{{ 'a' | foo }}",
    "{{ }}",
    "{{ “a” }}",
    "{{ a b = ! }}",
    "{{ 'x",
  ],
  number: [undefined, -1, 1.5, 1e9],
  toggle: [undefined],
  choice: [undefined, "gone"],
  duration: [
    undefined,
    { unit: "days" },
    { amount: -1, unit: "days" },
    { amount: 1.5, unit: "days" },
    { amount: 1e6, unit: "days" },
  ],
  time: [undefined, "25:99"],
  weekdays: [[], ["caturday"]],
  zone: [undefined, "Mars/Base"],
  list: [undefined, [], [LONG], ["a,b"], Array.from({ length: 300 }, (_, at) => `t${at}`)],
  field: ["", "customer.fields.", "nope"],
  segment: ["", "gone"],
  automation: ["", "gone"],
  cron: ["", "* *", "61 * * * *", "* * * * *", "0 0 31 2 *"],
  record: [{ "": "x" }, { "a b": "x" }, { a: "" }, { a: "{{ y" }, { a: LONG }],
  catalog: [[{ id: "mug", title: "Mug" }]],
  condition: [undefined, blankQuestion(), { all: [{ any: [] }] }],
};

/** What only those understand who know the document behind the editor. */
const TECHNICAL =
  /is missing; give|one of [a-z_]+,|\b[a-z]+_[a-z_]+\b(?<!favourite_colour)|undefined|expected|object|\bstring\b|line:|col:|[<>]=|\bZod|\barms?\b|invalid|parse|\bnull\b|\[object|NaN|for, until|\{ /i;

const flow = (steps: readonly DraftStep[], more: object = {}): Draft => {
  const draft = readDraft({
    name: "Flow",
    kind: "marketing",
    trigger: { type: "order_created", config: {} },
    reentry: "every_time",
    steps,
    ...more,
  });
  if (!draft) throw new Error("this is no draft");
  return draft;
};
const leave: DraftStep = { id: "leave", type: "exit", config: {} };
const said = (draft: Draft): string[] =>
  findingsOf(draft).map((finding) => plainProblem(draft, finding, () => offersOf(draft.trigger.type)));

/** Those that do not say by themselves, in plain words and whole sentences, what is wrong and what to do. */
const puzzling = (sentences: readonly string[]): string[] =>
  sentences.filter(
    (sentence) =>
      !/^[A-Z“].*[.]$/s.test(sentence) ||
      TECHNICAL.test(
        sentence.replaceAll(/“.*?”/gs, "“”").replaceAll(/customer\.fields\.\w+|\{% end\w+ %\}|https:\S+/g, ""),
      ),
  );

describe.each(actions.map((action) => [action.type, action] as const))(
  "a step %s",
  (type, { fields, armFields = [] }) => {
    const step = newStep(type, new Set());

    test("that was only just added", () => expect(puzzling(said(flow([step])))).toEqual([]));

    test("with any of its settings wrong, in any way", () => {
      const unclear = fields.flatMap(({ name, kind }) =>
        wrong[kind].flatMap((value) =>
          puzzling(said(flow([{ ...step, config: withSetting(step.config, name, value) }]))),
        ),
      );
      expect(unclear).toEqual([]);
    });

    test("with any setting of its ways wrong, in any way", () => {
      const unclear = armFields.flatMap(({ name, kind }) =>
        wrong[kind].flatMap((value) =>
          puzzling(said(flow([{ ...step, arms: step.arms?.map((arm) => ({ ...arm, [name]: value })) }]))),
        ),
      );
      expect(unclear).toEqual([]);
    });

    test("with one way, with none, and with names that are too long", () => {
      const { arms = [] } = step;
      for (const some of [arms.slice(0, 1), [], arms.map((arm) => ({ ...arm, name: LONG }))])
        expect(puzzling(said(flow([{ ...step, ...(step.arms && { arms: some }), name: LONG }])))).toEqual([]);
    });

    test.each([
      { retry: 0 },
      { retry: 99 },
      { retry: 1.5 },
      { retry: undefined },
      { retry: 2, wait: { unit: "days" } },
    ])("with %j for when it fails", (onError) => {
      const sentences = said(flow([{ ...step, onError: { then: "stop", ...onError } }]));
      expect(puzzling(sentences)).toEqual([]);
      expect(sentences).not.toEqual([]);
    });
  },
);

describe.each(triggers.map((trigger) => [trigger.type, trigger] as const))("the trigger %s", (type, { fields }) => {
  test("with wrong settings, each of them", () => {
    for (const { name, kind } of fields)
      for (const value of wrong[kind])
        expect(puzzling(said(flow([leave], { trigger: { type, config: withSetting({}, name, value) } })))).toEqual([]);
  });

  test("with every question about whatever it offers, before anything is compared", () => {
    for (const field of offersOf(type)) {
      const asked = withField(blankQuestion(), field, undefined, "USD");
      for (const { key } of operatorsFor(field))
        expect(
          puzzling(
            said(
              flow([leave], {
                trigger: { type, config: {} },
                conditions: { all: [withOperator(asked, field, key, "USD")] },
              }),
            ),
          ),
        ).toEqual([]);
    }
  });
});

test.each<[string, object]>([
  ["no name", { name: "" }],
  ["too long a name", { name: LONG, description: LONG }],
  ["no such kind", { kind: "none" }],
  [
    "a kind that its trigger does not allow",
    { kind: "transactional", trigger: { type: "customer_inactive", config: {} } },
  ],
  ["no word on entering again", { reentry: undefined }],
  ["half a word on entering again", { reentry: { after: { unit: "days" } } }],
  ["no runs at once", { concurrent: 0 }],
  ["half a run at once", { concurrent: 1.5 }],
  ["too many runs at once", { concurrent: 1e9 }],
  ["too many exits", { exits: Array.from({ length: 30 }, () => ({ on: "order_created", match: "customer" })) }],
  ["exits that are not there", { exits: [{ on: "gone", match: "nobody" }] }],
  ["texts to be sent again", { ifUnknown: "send_again" }],
  ["no steps", { steps: [] }],
  [
    "a question about nothing, and one about what is not there",
    {
      conditions: {
        all: [
          blankQuestion(),
          { field: "checkout.total", op: "is_set" },
          { field: "order.total", op: "at_least", value: { amount: "x", currency: "U" } },
        ],
      },
    },
  ],
])("an automation with %s", (_, more) => {
  const sentences = said(flow([leave], more));
  expect(puzzling(sentences)).toEqual([]);
  expect(sentences).not.toEqual([]);
});

test("an empty list says what to do, a name that is unknown is told as the editor of texts tells it", () => {
  expect(said(flow([newStep("add_tag", new Set())]))).toEqual(["This is still empty. Type one and press Enter."]);
  expect(
    said(
      flow([{ ...newStep("send_sms", new Set()), config: { body: "Hi {{ customer.first_nam }}", overCap: "skip" } }]),
    ),
  ).toEqual([expect.stringContaining("“customer.first_nam”")]);
});
