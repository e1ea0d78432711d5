import { describe, expect, test } from "vitest";
import {
  actionLabel,
  actions,
  awaitedBy,
  dueAtOf,
  isTimed,
  outputFieldsOf,
  step,
  formatStep,
  type Step,
} from "#core/actions/index.ts";
import { pause, say } from "../definitions.ts";
import { moment } from "./scenarios.ts";

const issuesOf = (document: unknown) =>
  step.safeParse(document).error?.issues.map(({ path, message }) => ({ at: path.join("."), message })) ?? [];

test("a step that fails stops its sequence, unless it says otherwise", () => {
  expect(step.parse(say("hello"))).toEqual({
    id: "hello",
    type: "send_sms",
    config: { body: "Hello", overCap: "skip" },
    onError: "stop",
  });
  expect(step.parse({ ...say("hello"), onError: "continue" }).onError).toBe("continue");
  expect(step.parse({ ...say("hello"), onError: { retry: 2 } }).onError).toEqual({
    retry: 2,
    wait: { amount: 1, unit: "minutes" },
    then: "stop",
  });
});

test("a step that needs no settings may leave them out; so may arms, where they are always the same", () => {
  expect(step.parse({ id: "out", type: "exit" })).toEqual({ id: "out", type: "exit", config: {}, onError: "stop" });
  expect(
    step.parse({
      id: "w",
      type: "wait_for_event",
      config: { on: "order_created", timeout: { amount: 1, unit: "days" } },
    }),
  ).toMatchObject({ arms: [] });
});

describe("a step is refused at the place of its fault:", () => {
  test.for([
    ["nothing", null, "", /^must be a step/],
    ["a word", "send_sms", "", /^must be a step/],
    ["no action", { id: "hello" }, "type", /^does not say what it does; use one of add_tag, /],
    [
      "an action that there is not",
      { ...say("hello"), type: "send_fax" },
      "type",
      /^unknown action "send_fax"; use one of add_tag, .*wait_for_event$/,
    ],
    [
      "a word of the language for an action",
      { ...say("hello"), type: "constructor" },
      "type",
      /^unknown action "constructor"/,
    ],
    ["a large letter in its id", { ...say("hello"), id: "Hello" }, "id", /small letters/],
    ["an empty id", { ...say("hello"), id: "" }, "id", /small letters/],
    ["an id that begins with a hyphen", { ...say("hello"), id: "-hello" }, "id", /small letters/],
    ["a long id", { ...say("hello"), id: "a".repeat(51) }, "id", /50 at most/],
    ["a long name", { ...say("hello"), name: "a".repeat(101) }, "name", /longer than 100/],
    ["a way to fail that there is not", { ...say("hello"), onError: "retry" }, "onError", /stop/],
    ["no try more", { ...say("hello"), onError: { retry: 0 } }, "onError.retry", /once more/],
    ["a text of spaces", say("hello", "  "), "config.body", /write what it says/],
    ["a text that does not end", say("hello", "Hi {{ name"), "config.body", /not closed/],
    ["a filter that there is not", say("hello", "Hi {{ name | shout }}"), "config.body", /undefined filter: shout/],
    ["a text as long as a letter", say("hello", "a".repeat(5_001)), "config.body", /longer than 5000 characters/],
    ["no text", { ...say("hello"), config: {} }, "config.body", /./],
    ["no settings", { ...say("hello"), config: null }, "config", /./],
    [
      "a tag with a comma, which would be two",
      { id: "t", type: "add_tag", config: { tags: ["a,b"] } },
      "config.tags.0",
      /comma/,
    ],
    ["no tag", { id: "t", type: "remove_tag", config: { tags: [] } }, "config.tags", /name a tag/],
    [
      "a segment by its name",
      { id: "t", type: "add_to_segment", config: { segmentId: "vips" } },
      "config.segmentId",
      /choose a segment/,
    ],
    [
      "no automation",
      { id: "t", type: "start_automation", config: { automationId: "" } },
      "config.automationId",
      /choose an automation/,
    ],
    [
      "an address of another kind",
      { id: "t", type: "call_webhook", config: { url: "ftp://example.com" } },
      "config.url",
      /whole address/,
    ],
    [
      "a field's name with a space",
      { id: "t", type: "call_webhook", config: { url: "https://example.com", fields: { "a b": "x" } } },
      "config.fields.a b",
      /letters, digits/,
    ],
    [
      "a field of Shopify's that is none",
      { id: "t", type: "update_field", config: { field: "First Name", value: "x" } },
      "config.field",
      /small letters/,
    ],
    [
      "an event that there is not",
      { id: "t", type: "wait_for_event", config: { on: "order_eaten", timeout: { amount: 1, unit: "days" } } },
      "config.on",
      /./,
    ],
    [
      "an arm of its own",
      {
        id: "t",
        type: "wait_for_event",
        config: { on: "order_created", timeout: { amount: 1, unit: "days" } },
        arms: [{ id: "late", steps: [] }],
      },
      "arms.0.id",
      /^use happened or timed_out$/,
    ],
  ] as const)("%s", ([, document, path, message]) => {
    expect(issuesOf(document)).toEqual([{ at: path, message: expect.stringMatching(message) }]);
  });

  test("two faults, at both", () => {
    expect(
      issuesOf({ id: "p", type: "wait", config: { for: { amount: 1.5, unit: "weeks" } } }).map((issue) => issue.at),
    ).toEqual(["config.for.amount", "config.for.unit"]);
  });
});

test("a step is due when it is reached, but for one that waits", () => {
  expect(dueAtOf(step.parse(say("hello")), moment, null)).toBe(moment.now);
  expect(isTimed(step.parse(say("hello")))).toBe(false);
  expect(isTimed(step.parse(pause("pause", 1, "days")))).toBe(true);
  expect(
    actions
      .filter(({ dueAt }) => dueAt)
      .map(({ type }) => type)
      .sort(),
  ).toEqual(["wait", "wait_for_event"]);
});

test("one action waits for an event, and one makes what later texts may name", () => {
  const waits = step.parse({
    id: "w",
    type: "wait_for_event",
    config: { on: "order_created", match: "subject", timeout: { amount: 1, unit: "days" } },
  });
  expect(awaitedBy(waits)).toEqual({ on: "order_created", match: "subject" });
  expect(awaitedBy(step.parse(say("hello")))).toBeNull();
  expect(outputFieldsOf("create_discount").map(({ path }) => path)).toEqual(["discount.code"]);
  expect([outputFieldsOf("send_sms"), outputFieldsOf("constructor")]).toEqual([[], []]);
});

test("formats a step in one line", () => {
  expect(formatStep(step.parse(say("hello", "Hi {{ name }}")), [])).toBe("SMS: “Hi {{ name }}”");
  expect(formatStep(step.parse(pause("pause", 1, "days")), [])).toBe("Wait 1 day");
});

test("an action has a label; an unknown key has none", () => {
  expect(actionLabel("send_sms")).toBe("Send SMS");
  expect(actionLabel("wait")).toBe("Wait");
  expect(actionLabel("constructor")).toBeNull();
});

test("a step of no known action cannot be run", () => {
  const stray = { ...step.parse(say("hello")), type: "send_fax" } as unknown as Step;
  expect(() => formatStep(stray, [])).toThrow('no action "send_fax"');
});
