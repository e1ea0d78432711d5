import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { readCopiedStep, writeCopiedStep } from "#core/automations/edit/copied-step.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { anyDocument } from "../any-definition.ts";

describe("a copied step", () => {
  test("is read as it was, with its branches, its note and all steps inside", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const steps = (readDraft(document)?.steps ?? []).map((step) => ({ ...step, note: "Ask Vera first" }));
        expect(steps.map((step) => readCopiedStep(writeCopiedStep(step)))).toEqual(steps);
      }),
    );
  });

  test.each([
    ["nothing", ""],
    ["a word", "hello"],
    ["another JSON", '{"id":"a","type":"wait","config":{}}'],
    ["a step of an unknown kind", '{"shopbell":"step","step":{"id":"a","type":"teleport","config":{}}}'],
    ["a step without an id", '{"shopbell":"step","step":{"type":"wait","config":{}}}'],
    [
      "two steps of one id",
      '{"shopbell":"step","step":{"id":"a","type":"branch","config":{},"arms":[{"id":"x","steps":[{"id":"a","type":"wait"}]}]}}',
    ],
    ["a text that nests without end", `{"shopbell":"step","step":${"[".repeat(10_000)}`],
    ["a text of a megabyte", `{"shopbell":"step","step":{"id":"a","type":"wait","name":"${"x".repeat(1_000_000)}"}}`],
  ])("is not %s", (_what, text) => {
    expect(readCopiedStep(text)).toBeNull();
  });
});
