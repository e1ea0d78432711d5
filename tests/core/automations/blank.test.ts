import { describe, expect, test } from "vitest";
import { blankDraft } from "#core/automations/blank.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import { triggerTypes } from "#core/triggers/index.ts";

describe("the first draft of an automation from scratch", () => {
  test.each(triggerTypes)("has no step, and nothing else is wrong with it, where it starts with %s", (trigger) => {
    expect(blankDraft(trigger).steps).toEqual([]);
    expect(readPublishable(blankDraft(trigger))).toEqual({ problems: [{ path: "steps", message: "add a step" }] });
  });

  test("texts only those who agreed, until its author says otherwise", () => {
    expect(new Set(triggerTypes.map((trigger) => blankDraft(trigger).kind))).toEqual(new Set(["marketing", "opt_in"]));
    expect(blankDraft("order_created").kind).toBe("marketing");
  });
});
