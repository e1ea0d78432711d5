import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { readCopiedSteps, writeCopiedSteps } from "#core/automations/edit/copied-steps.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { anyDocument } from "../any-definition.ts";

describe("copied steps", () => {
  test("are read as they were, with their branches, their notes and all steps inside", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const steps = (readDraft(document)?.steps ?? []).map((step) => ({ ...step, note: "Ask Vera first" }));
        expect(readCopiedSteps(writeCopiedSteps(steps))).toEqual(steps.length > 0 ? steps : null);
      }),
    );
  });

  test.each([
    ["nothing", ""],
    ["a word", "hello"],
    ["no steps", '{"shopbell":"steps","steps":[]}'],
    ["another JSON", '{"id":"a","type":"wait","config":{}}'],
    ["a step of an unknown kind", '{"shopbell":"steps","steps":[{"id":"a","type":"teleport","config":{}}]}'],
    ["a step without an id", '{"shopbell":"steps","steps":[{"type":"wait","config":{}}]}'],
    [
      "two steps of one id",
      '{"shopbell":"steps","steps":[{"id":"a","type":"branch","config":{},"arms":[{"id":"x","steps":[{"id":"a","type":"wait"}]}]}]}',
    ],
    ["a text that nests without end", `{"shopbell":"steps","steps":${"[".repeat(10_000)}`],
    [
      "a text of a megabyte",
      `{"shopbell":"steps","steps":[{"id":"a","type":"wait","name":"${"x".repeat(1_000_000)}"}]}`,
    ],
  ])("are not %s", (_what, text) => {
    expect(readCopiedSteps(text)).toBeNull();
  });
});
