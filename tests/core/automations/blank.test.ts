import { describe, expect, test } from "vitest";
import { blankDefinition } from "#core/automations/blank.ts";
import { readDocument } from "#core/automations/document.ts";
import { triggerTypes } from "#core/triggers/index.ts";

describe("the first draft of an automation from scratch", () => {
  test.each(triggerTypes)("lacks only a text of the merchant's own where it starts with %s", (trigger) => {
    const blank = blankDefinition(trigger);
    expect(readDocument(blank)).toEqual({
      problems: [
        {
          path: "steps.0.config.body",
          message: "is still the text that a new automation begins with; write your own",
        },
      ],
    });
    const steps = [{ id: "text", type: "send_sms", config: { body: "We have something new" } }];
    expect(readDocument({ ...blank, steps })).toMatchObject({ definition: { trigger: { type: trigger } } });
  });

  test("texts only those who agreed, until its author says otherwise", () => {
    expect(new Set(triggerTypes.map((trigger) => blankDefinition(trigger).kind))).toEqual(
      new Set(["marketing", "opt_in"]),
    );
    expect(blankDefinition("order_created").kind).toBe("marketing");
  });
});
