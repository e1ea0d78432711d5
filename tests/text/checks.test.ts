import { describe, expect, test } from "vitest";
import { emailGuards } from "#core/sending/guards/email.ts";
import { stepGuards, textGuards } from "#core/sending/guards/index.ts";
import { formatAnswer, formatGuard, formatValueName } from "#text/checks.ts";
import { scenarios } from "../core/actions/scenarios.ts";

const OF_ENTRY = [
  "automation_active",
  "fresh",
  "customer",
  "exits",
  "loops",
  "conditions",
  "exit_conditions",
  "date",
  "reentry",
  "concurrent",
];
const OF_SENDING = ["identification", "credits", "number_unchanged", "provider", "found_out", "step"];
/** The steps that choose a way, and the effects, are checks of their own: their words stand in the log. */
const OF_STEPS = Object.entries(scenarios).flatMap(([type, scenes]) =>
  scenes.flatMap(({ plan }) => (plan.kind === "do" ? [plan.effect.type] : plan.kind === "choose" ? [type] : [])),
);

describe("a check has a name", () => {
  test.each([
    ...new Set(
      [...stepGuards, ...textGuards, ...emailGuards].map(({ name }) => name).concat(OF_ENTRY, OF_SENDING, OF_STEPS),
    ),
  ])("%s", (guard) => {
    expect(formatGuard(guard)).toMatch(/^[A-Z][^_?]+$/);
  });

  test("no two have the same name", () => {
    const asked = [...OF_ENTRY, ...OF_SENDING, ...new Set(OF_STEPS)].map(formatGuard);
    expect(new Set(asked).size).toBe(asked.length);
  });
});

test("a check or value without a text of its own is spelled out, whatever it is called", () => {
  expect(formatGuard("phase_of_the_moon")).toBe("Phase of the moon");
  expect(formatValueName("smsConsent")).toBe("Sms consent");
  expect([formatGuard("constructor"), formatValueName("toString")]).toEqual(["Constructor", "To string"]);
});

test("what a step that chooses a way has seen is named in words", () => {
  for (const type of ["branch", "split", "wait_for_event"] as const) {
    const [scene] = scenarios[type];
    if (!scene || scene.plan.kind !== "choose") throw new Error("no scene");
    for (const name of Object.keys(scene.plan.saw)) expect(formatValueName(name)).toMatch(/^[A-Z][^_]*$/);
  }
});

test("what did not pass is told in the words of what it stopped", () => {
  expect(formatAnswer("skip", "send_sms")).toBe("Skipped");
  expect(formatAnswer("skip", "enter")).toBe("Did not enter");
  expect(formatAnswer("pass", "enter")).toBe("Passed");
  expect(formatAnswer("skip", "send_sms", "found_out")).toBe("No");
});
