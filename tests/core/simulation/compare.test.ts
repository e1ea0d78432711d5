import { expect, test } from "vitest";
import { compareBacktests } from "#core/simulation/compare.ts";
import type { SimulatedRow } from "#core/simulation/simulation.ts";
import { at as instant } from "../instant.ts";

const noon = instant("2026-03-02T12:00:00Z");
const row = (given: Partial<SimulatedRow> = {}): SimulatedRow => ({
  at: noon,
  customerId: "ada",
  storeEventId: null,
  stepId: "hello",
  action: "send_sms",
  status: "sent",
  reason: null,
  credits: 1,
  ...given,
});

test("rows agree within the tolerance, each with one other", () => {
  const late = row({ at: noon.add({ seconds: 20 }) });
  expect(compareBacktests([late, late], [row()], 60_000)).toEqual({
    agree: 1,
    delivery: 0,
    onlyReal: [late],
    onlyTrial: [],
  });
  expect(compareBacktests([late], [row()], 1_000)).toEqual({
    agree: 0,
    delivery: 0,
    onlyReal: [late],
    onlyTrial: [row()],
  });
});

test("the same step of another customer, or with another reason, is another row", () => {
  const skipped = row({ status: "skipped", reason: "no_consent", credits: 0 });
  expect(compareBacktests([skipped], [row({ customerId: "bo" })], 0)).toMatchObject({
    onlyReal: [skipped],
    onlyTrial: [row({ customerId: "bo" })],
  });
  expect(compareBacktests([skipped], [row()], 0)).toMatchObject({
    agree: 0,
    delivery: 0,
    onlyReal: [skipped],
    onlyTrial: [row()],
  });
});

test("what the phone company made of a text is no difference in what was decided", () => {
  const refused = row({ status: "failed", reason: "provider_rejected", credits: 0 });
  const dearer = row({ credits: 2 });
  expect(compareBacktests([refused, dearer], [row(), row()], 0)).toEqual({
    agree: 0,
    delivery: 2,
    onlyReal: [],
    onlyTrial: [],
  });
});
