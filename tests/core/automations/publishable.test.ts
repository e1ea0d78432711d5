import { describe, expect, test } from "vitest";
import { readDefinition } from "#core/automations/definition.ts";
import { findingsOf } from "#core/automations/edit/findings.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { readAutomationFile } from "#core/automations/file.ts";
import { readDocument } from "#core/automations/document.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import { library } from "#library/index.ts";

const withText = (body: string, kind = "transactional") => ({
  name: "Under test",
  kind,
  trigger: { type: "order_created", config: {} },
  reentry: "per_subject",
  steps: [{ id: "text", type: "send_sms", config: { body } }],
});
const problemsOf = (read: object) => ("problems" in read ? (read.problems as { path: string; message: string }[]) : []);

describe("editor, import and publishing refuse the same texts for the same reasons", () => {
  test.for<[string, RegExp]>([
    [
      "x".repeat(1_700),
      /^comes out at 1700 characters in 12 segments, and a text has at most 1600 characters in 10 segments/,
    ],
    ["Hi %name%", /^"%name%" would be sent as it stands; write \{\{ customer.first_name \}\}$/],
    ["On {{ order.created_at | date: '%Q' }}", /^"%Q" is no part of a date/],
    ["{{ order.lines | join }}", /^shows a list of items as a whole/],
    ["{% render 'footer' %}", /^cannot use \{% render %\}/],
    ["Use {{ discount.code }}", /^no discount code is created before this text$/],
    ["{{ 'x' | shout }}", /undefined filter: shout/],
  ])("%s", ([body, message]) => {
    const document = withText(body);
    const draft = readDraft(document);
    if (!draft) throw new Error("no draft");
    const expected = [{ path: "steps.0.config.body", message: expect.stringMatching(message) as unknown }];
    expect(problemsOf(readPublishable(document))).toEqual(expected);
    expect(problemsOf(readDocument(document))).toEqual(expected);
    expect(problemsOf(readAutomationFile(JSON.stringify({ version: 1, ...document })))).toEqual(expected);
    expect(findingsOf(draft)).toEqual(expected.map((problem) => ({ kind: "problem", ...problem })));
  });

  test("a discount code is not made on the other arm of a split", () => {
    const arm = (id: string, steps: object[]) => ({ id, name: id, weight: 50, steps });
    const code = { id: "code", type: "create_discount", config: { prefix: "HI", kind: "percentage", value: "10" } };
    const text = (id: string) => ({ id, type: "send_sms", config: { body: "Use {{ discount.code }}" } });
    const document = {
      ...withText("Hi"),
      steps: [{ id: "split", type: "split", arms: [arm("a", [code, text("one")]), arm("b", [text("two")])] }],
    };
    expect(problemsOf(readPublishable(document))).toEqual([
      { path: "steps.0.arms.1.steps.0.config.body", message: "no discount code is created before this text" },
    ]);
  });

  test("a version that was published before a rule stays readable", () => {
    for (const body of [
      "x".repeat(1_700),
      "Hi %name%",
      "On {{ order.created_at | date: '%Q' }}",
      "{{ 1 | divided_by: 0 }}x",
    ])
      expect(readDefinition(withText(body))).toHaveProperty("definition");
  });

  test("all automations of the library can be published", () => {
    for (const { definition } of library) expect(problemsOf(readPublishable(definition))).toEqual([]);
  });
});

test("a text of four segments and more is a warning with its price", () => {
  const draft = readDraft(withText("x".repeat(500)));
  expect(draft && findingsOf(draft)).toEqual([
    {
      kind: "warning",
      path: "steps.0.config.body",
      message:
        "takes 4 segments: 4 credits for each text in the US and Canada; with a picture it is an MMS for 3 credits",
    },
  ]);
  const short = readDraft(withText("x".repeat(459)));
  expect(short && findingsOf(short)).toEqual([]);
});

test("checking a document of many busy texts is bounded", () => {
  const body = "{% for i in (1..900) %}{{ i | plus: 1 }}{% endfor %}x";
  const steps = Array.from({ length: 90 }, (_, at) => ({
    id: `t${at}`,
    type: "send_email",
    config: { subject: "x", body },
  }));
  const before = process.cpuUsage();
  expect(problemsOf(readPublishable({ ...withText("x"), steps })).at(-1)?.message).toMatch(/shorten their loops/);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
});
