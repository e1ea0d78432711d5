import { expect, test } from "vitest";
import { actionLabel } from "#core/actions/index.ts";
import { heldBackText, formatDecisionLine, formatHeadline } from "#text/decisions.ts";
import { statusText } from "#text/statuses.ts";

test("a refused entry and an exit are not called skipped", () => {
  expect(formatDecisionLine("send_sms", "skipped")).toBe("Skipped");
  expect(formatDecisionLine("enter", "skipped")).toBe("Did not enter");
  expect(formatDecisionLine("exit", "skipped")).toBe("Exited");
  expect(formatDecisionLine("wait", "skipped")).toBe("Skipped");
  expect(["send_sms", "enter", "exit", "wait"].filter((action) => heldBackText(action, "skipped"))).toEqual([
    "send_sms",
  ]);
});

test("each telling is of an action that there is", () => {
  const beside = new Set(["enter", "exit", "other"]);
  const actions = Object.keys(statusText.decision).filter((key) => !beside.has(key));
  expect(actions.filter((key) => actionLabel(key) === null)).toEqual([]);
});

test("a text that nobody could find out about is not told as one that was kept back", () => {
  expect(formatHeadline("send_sms", "failed")).toBe("The text could not be sent");
  expect(formatHeadline("send_sms", "failed", "outcome_unknown")).toBe("Delivery could not be confirmed");
});

test("an action without a headline of its own is told as a step", () => {
  expect(formatHeadline("exit", "skipped")).toBe("The customer exited the automation");
  expect(formatHeadline("wait", "done")).toBe("The step was done");
  expect(formatHeadline("constructor", "failed")).toBe("The step failed");
});
