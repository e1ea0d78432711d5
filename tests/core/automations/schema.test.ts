import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actions } from "#core/actions/index.ts";
import { readDocument } from "#core/automations/document.ts";
import { writeAutomationFile } from "#core/automations/file.ts";
import { automationSchema, automationSchemaText } from "#core/automations/schema.ts";
import { triggerTypes } from "#core/triggers/index.ts";
import { library } from "#library/index.ts";
import { allows, type Schema } from "#tests/support/json-schema.ts";
import { definitionOf, say } from "../definitions.ts";
import { anyDefinition, anyDocument } from "./any-definition.ts";

const schema = automationSchema() as Schema;
const fileOf = (text: string): unknown => JSON.parse(text);

describe("the published schema", () => {
  test("is the one that files are read by; `shopbell automation schema --out docs/automation.schema.json` writes it anew", () => {
    expect(readFileSync("docs/automation.schema.json", "utf8")).toBe(automationSchemaText());
  });

  test("names every trigger and every action", () => {
    const typesOf = (choices: Schema[] | undefined) => choices?.map(({ properties }) => properties?.type?.const).sort();
    expect(typesOf(schema.properties?.trigger?.oneOf)).toEqual([...triggerTypes].sort());
    expect(typesOf(schema.$defs?.Step?.oneOf)).toEqual(actions.map(({ type }) => type).sort());
  });

  test("knows steps below steps and conditions within conditions", () => {
    expect(schema.properties?.steps?.items).toEqual({ $ref: "#/$defs/Step" });
    const arms = schema.$defs?.Step?.oneOf
      ?.map(({ properties }) => properties?.arms?.items?.properties?.steps?.items)
      .filter((items) => items !== undefined);
    expect(arms).toEqual([{ $ref: "#/$defs/Step" }, { $ref: "#/$defs/Step" }, { $ref: "#/$defs/Step" }]);
    expect(schema.$defs?.Condition?.anyOf?.map(({ properties }) => Object.keys(properties ?? {})[0])).toEqual([
      "all",
      "any",
      "not",
      "field",
    ]);
  });

  test.each(library.map(({ key, definition }) => [key, definition] as const))(
    "allows the library's %s",
    (_key, definition) => {
      expect(allows(schema, fileOf(writeAutomationFile(definition)))).toBe(true);
    },
  );

  test("allows every definition, as it is written by hand and as it is exported", () => {
    const isAllowed = (document: unknown) => {
      expect(allows(schema, document)).toBe(true);
    };
    fc.assert(fc.property(anyDocument, isAllowed), { numRuns: 100 });
    fc.assert(
      fc.property(
        anyDefinition.map((definition) => fileOf(writeAutomationFile(definition))),
        isAllowed,
      ),
      { numRuns: 100 },
    );
  });

  const sound = { ...definitionOf() };
  test.for<[string, object]>([
    ["no name", { ...sound, name: undefined }],
    ["an unknown setting", { ...sound, condtions: {} }],
    ["an unknown trigger", { ...sound, trigger: { type: "order_eaten" } }],
    ["another trigger's settings", { ...sound, trigger: { type: "order_created", config: { days: 3 } } }],
    ["no step", { ...sound, steps: [] }],
    ["a step without words", { ...sound, steps: [{ id: "a", type: "send_sms", config: {} }] }],
    [
      "a step in an arm that is none",
      { ...sound, steps: [{ id: "b", type: "branch", arms: [{ id: "x", steps: [{ id: "c" }] }] }] },
    ],
    ["arms on a text", { ...sound, steps: [{ ...say("a"), arms: [] }] }],
    ["a later form", { ...sound, version: 2 }],
  ])("refuses %s, as reading does", ([, document]) => {
    const written = JSON.parse(JSON.stringify(document)) as object;
    expect(allows(schema, written)).toBe(false);
    expect("version" in written || "problems" in readDocument(written)).toBe(true);
  });
});
