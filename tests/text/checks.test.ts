import { expect, test } from "vitest";
import { stepGuards, textGuards } from "#core/guards/index.ts";
import { sayAnswer, sayGuard, sayValueName } from "#text/checks.ts";

test.each([...stepGuards, ...textGuards].map(({ name }) => name).concat("credits", "fresh", "customer", "reentry"))("the check %s reads as a question", (guard) => {
  expect(sayGuard(guard)).toMatch(/^[A-Z].+\?$/);
});

test("a check or value without a text of its own is spelled out", () => {
  expect(sayGuard("frequency_cap")).toBe("Frequency cap");
  expect(sayValueName("smsConsent")).toBe("Sms consent");
});

test("what did not pass is told in the words of what it stopped", () => {
  expect(sayAnswer("skip", "send_sms")).toBe("Not sent");
  expect(sayAnswer("skip", "enter")).toBe("Did not enter");
  expect(sayAnswer("pass", "enter")).toBe("Passed");
});
