import { describe, expect, test } from "vitest";
import { actionLabel, dueAtOf, planStep, step, tellStep, type Step } from "#core/actions/index.ts";
import { pause, say } from "../definitions.ts";
import { at } from "../instant.ts";

const issuesOf = (document: unknown) => step.safeParse(document).error?.issues.map(({ path, message }) => ({ at: path.join("."), message })) ?? [];

test("a step that fails stops its sequence, unless it says otherwise", () => {
  expect(step.parse(say("hello"))).toEqual({ ...say("hello"), onError: "stop" });
  expect(step.parse({ ...say("hello"), onError: "continue" }).onError).toBe("continue");
});

describe("a step is refused at the place of its fault:", () => {
  test.for([
    ["an action that there is not", { ...say("hello"), type: "send_fax" }, "type", /^unknown action "send_fax"; use one of send_sms, wait$/],
    ["a word of the language for an action", { ...say("hello"), type: "constructor" }, "type", /^unknown action "constructor"/],
    ["a large letter in its id", { ...say("hello"), id: "Hello" }, "id", /small letters/],
    ["an empty id", { ...say("hello"), id: "" }, "id", /small letters/],
    ["an id that begins with a hyphen", { ...say("hello"), id: "-hello" }, "id", /small letters/],
    ["a long id", { ...say("hello"), id: "a".repeat(51) }, "id", /50 at most/],
    ["a way to fail that there is not", { ...say("hello"), onError: "retry" }, "onError", /stop/],
    ["a text of spaces", say("hello", "  "), "config.body", /write what the text says/],
    ["a text that does not end", say("hello", "Hi {{ name"), "config.body", /not closed/],
    ["a filter that there is not", say("hello", "Hi {{ name | shout }}"), "config.body", /undefined filter: shout/],
    ["a text as long as a letter", say("hello", "a".repeat(5_001)), "config.body", /longer than any text/],
    ["no text", { ...say("hello"), config: {} }, "config.body", /./],
    ["no settings", { ...say("hello"), config: null }, "config.body", /./],
    ["a pause into the past", pause("pause", -1, "days"), "config.for.amount", /must not be negative/],
    ["a pause of weeks", { ...pause("pause", 1, "days"), config: { for: { amount: 1, unit: "weeks" } } }, "config.for.unit", /./],
  ] as const)("%s", ([, document, path, message]) => {
    expect(issuesOf(document)).toEqual([{ at: path, message: expect.stringMatching(message) }]);
  });

  test("two faults, at both", () => {
    expect(issuesOf({ id: "p", type: "wait", config: { for: { amount: 1.5, unit: "weeks" } } }).map((issue) => issue.at)).toEqual([
      "config.for.amount",
      "config.for.unit",
    ]);
  });
});

describe("a due step asks for", () => {
  const context = { now: at("2026-05-04T16:00:00Z"), timezone: "America/New_York", variables: { customer: { first_name: "Ada" } } };
  const planned = (document: unknown) => planStep(step.parse(document), context);

  test("its text, with the names filled in", () => {
    expect(planned(say("hello", "Hi {{ customer.first_name }}, it is {{ now | date: '%H:%M' }}"))).toEqual({
      effects: [{ type: "send_sms", body: "Hi Ada, it is 12:00" }],
    });
  });

  test("nothing, when its text cannot be written, and says why", () => {
    expect(planned(say("hello", "{{ now | date: '%H', 'Mars/Phobos' }}"))).toEqual({ refused: "template_error", detail: expect.stringContaining("Mars/Phobos") });
  });

  test("an empty text, where nothing comes of it", () => {
    expect(planned(say("hello", "{{ nobody }}"))).toEqual({ effects: [{ type: "send_sms", body: "" }] });
  });

  test("nothing, when all it did was wait", () => {
    expect(planned(pause("pause", 2, "days"))).toEqual({ effects: [] });
  });
});

test("a text is due when it is reached; a pause when it is over, in days of the zone", () => {
  const reached = { now: at("2026-03-07T17:00:00Z"), timezone: "America/New_York" };
  expect(dueAtOf(step.parse(say("hello")), reached)).toBe(reached.now);
  expect(dueAtOf(step.parse(pause("pause", 1, "days")), reached).toString()).toBe("2026-03-08T16:00:00Z");
  expect(dueAtOf(step.parse(pause("pause", 24, "hours")), reached).toString()).toBe("2026-03-08T17:00:00Z");
});

test("a step tells in a line what it does", () => {
  expect(tellStep(step.parse(say("hello", "Hi {{ name }}")))).toBe("Text: “Hi {{ name }}”");
  expect(tellStep(step.parse(pause("pause", 1, "days")))).toBe("Wait 1 day");
});

test("an action has a label for a reader; what is none has not", () => {
  expect(actionLabel("send_sms")).toBe("Send a text");
  expect(actionLabel("wait")).toBe("Wait");
  expect(actionLabel("constructor")).toBeNull();
});

test("a step of no known action cannot be run", () => {
  const stray = { ...step.parse(say("hello")), type: "send_fax" } as unknown as Step;
  expect(() => tellStep(stray)).toThrow('no action "send_fax"');
});
