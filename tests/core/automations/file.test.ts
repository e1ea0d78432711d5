import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actions } from "#core/actions/index.ts";
import { canonicalText } from "#core/automations/canonical.ts";
import type { Definition } from "#core/automations/definition.ts";
import { readAutomationFile, writeAutomationFile } from "#core/automations/file.ts";
import { outline } from "#core/automations/outline.ts";
import { triggerTypes } from "#core/triggers/index.ts";
import { library } from "#library/index.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { anyDefinition } from "./any-definition.ts";

function readBack(text: string): Definition {
  const read = readAutomationFile(text);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}
const problemsIn = (document: unknown) => {
  const read = readAutomationFile(typeof document === "string" ? document : JSON.stringify(document));
  return "problems" in read ? read.problems : [];
};

/** A jsonb round trip: jsonb orders keys itself, shorter ones first. */
const asStored = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asStored);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .map(([key, part]) => [key, asStored(part)]),
  );
};

describe("an automation's file", () => {
  test("comes back to the byte, whatever the database makes of its order", () => {
    const types = new Set<string>();
    const starts = new Set<string>();
    fc.assert(
      fc.property(anyDefinition, (definition) => {
        const text = writeAutomationFile(definition);
        const read = readBack(text);
        expect(read).toEqual(definition);
        expect(writeAutomationFile(asStored(read) as Definition)).toBe(text);
        for (const { step } of outline(definition).values()) types.add(step.type);
        starts.add(definition.trigger.type);
      }),
      { numRuns: 300, seed: 3 },
    );
    expect([...types].sort()).toEqual(actions.map(({ type }) => type).sort());
    expect([...starts].sort()).toEqual([...triggerTypes].sort());
  });

  test.each(library.map(({ key, definition }) => [key, definition] as const))(
    "of the library's %s comes back to the byte",
    (_key, definition) => {
      expect(writeAutomationFile(readBack(writeAutomationFile(definition)))).toBe(writeAutomationFile(definition));
    },
  );

  test("says first what it is", () => {
    expect(Object.keys(JSON.parse(writeAutomationFile(definitionOf())) as object).slice(0, 3)).toEqual([
      "$schema",
      "version",
      "name",
    ]);
  });

  test("a definition says the same in any order", () => {
    const definition = definitionOf({ steps: [pause("wait", 1, "days"), say("hello")] });
    expect(canonicalText(asStored(definition) as Definition)).toBe(canonicalText(definition));
  });
});

describe("the tags of an automation", () => {
  test("come back with its file, each once; a file without them has none", () => {
    const definition = definitionOf();
    expect(readAutomationFile(writeAutomationFile(definition, ["Summer", "VIP"]))).toEqual({
      definition,
      tags: ["Summer", "VIP"],
    });
    expect(readAutomationFile(writeAutomationFile(definition))).toEqual({ definition });
    const twice = { ...(JSON.parse(writeAutomationFile(definition)) as object), tags: ["Summer", " summer ", "VIP"] };
    expect(readAutomationFile(JSON.stringify(twice))).toMatchObject({ tags: ["Summer", "VIP"] });
  });

  test.each([
    ["Summer", "tags"],
    [[""], "tags.0"],
    [["x".repeat(41)], "tags.0"],
    [["a, b"], "tags.0"],
    [Array.from({ length: 21 }, (_, at) => `tag ${at}`), "tags"],
  ])("are refused where they are %j", (tags, path) => {
    const text = JSON.stringify({ ...(JSON.parse(writeAutomationFile(definitionOf())) as object), tags });
    const read = readAutomationFile(text);
    expect("problems" in read && read.problems.map((problem) => problem.path)).toEqual([path]);
  });
});

describe("a file that cannot be read", () => {
  const sound = JSON.parse(writeAutomationFile(definitionOf())) as Record<string, unknown>;

  test("all problems come at once, with path and remedy, typos included", () => {
    expect(
      problemsIn({
        ...sound,
        name: "",
        condtions: { all: [] },
        steps: [{ id: "A!", type: "send_sms", config: { body: "Hi", bdy: "" } }],
      }),
    ).toEqual([
      { path: "name", message: "give it a name" },
      { path: "steps.0.id", message: expect.stringContaining("use small letters") },
      { path: "steps.0.config.bdy", message: expect.stringContaining("is not known here") },
      { path: "condtions", message: 'is not known here; take it out, or did you mean "conditions"?' },
    ]);
  });

  test("a slip of the finger is found in arms, unions and triggers", () => {
    const steps = [{ id: "b", type: "branch", arms: [{ id: "x", wen: { all: [] }, steps: [say("one")] }] }];
    expect(
      problemsIn({
        ...sound,
        trigger: { type: "checkout_abandoned", config: { aftr: 1 } },
        reentry: { after: { amount: 1, unit: "days" }, twice: true },
        steps,
      })
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["reentry.twice", "steps.0.arms.0.wen", "trigger.config.aftr"]);
  });

  test.for<[string, unknown, string]>([
    ["no JSON", "{", "is no JSON"],
    ["a list", "[]", "must be one automation"],
    ["null", "null", "must be one automation"],
    ["nothing", "", "is no JSON"],
    ["deeper than a parser should meet", `${"[".repeat(65)}${"]".repeat(65)}`, "nests deeper than 64"],
    ["larger than an automation is", " ".repeat(256 * 1024 + 1), "larger than 256 KB"],
    ["of a later form", { ...sound, version: 2 }, "this release reads 1"],
    ["with a character of code zero", { ...sound, description: "a\0b" }, "cannot be stored"],
    ["with half a character", { ...sound, description: "a\ud83d" }, "cannot be stored"],
    ["with a prototype", `{"__proto__": {"name": "x"}, ${JSON.stringify(sound).slice(1)}`, "is not known here"],
  ])("%s is refused", ([, document, because]) => {
    expect(problemsIn(document)).toEqual([{ path: expect.any(String), message: expect.stringContaining(because) }]);
  });

  test("a byte order mark is accepted", () => {
    expect(problemsIn(`\uFEFF${JSON.stringify(sound)}`)).toEqual([]);
  });
});
