import { describe, expect, test } from "vitest";
import { blankDefinition } from "#core/automations/blank.ts";
import { readDocument } from "#core/automations/document.ts";
import { triggerTypes } from "#core/triggers/index.ts";

describe("the first draft of an automation from scratch", () => {
  test.each(triggerTypes)("is sound where it starts with %s", (trigger) => {
    expect(readDocument(blankDefinition(trigger))).toMatchObject({ definition: { trigger: { type: trigger } } });
  });

  test("texts only those who agreed, until its author says otherwise", () => {
    expect(new Set(triggerTypes.map((trigger) => blankDefinition(trigger).kind))).toEqual(
      new Set(["marketing", "opt_in"]),
    );
    expect(blankDefinition("order_created").kind).toBe("marketing");
  });
});
