import { expect, test } from "vitest";
import { library } from "#library/index.ts";
import { storyOf } from "#library/define.ts";

test("a story is told of an automation with other words, and of none with another trigger, condition or step", () => {
  for (const entry of library) {
    const { definition, story } = entry;
    expect(storyOf(entry, definition)).toBe(story);
    expect(storyOf(entry, { ...definition, name: "Ours", description: "Our own" })).toBe(story);
    const reworded = definition.steps.map((step) =>
      step.type === "send_sms" ? { ...step, config: { ...step.config, body: "Our words" } } : step,
    );
    expect(storyOf(entry, { ...definition, steps: reworded })).toBe(story);
    expect(storyOf(entry, { ...definition, trigger: { type: "manual", config: {} } })).toBeNull();
    expect(storyOf(entry, { ...definition, steps: definition.steps.slice(1) })).toBeNull();
  }
});
