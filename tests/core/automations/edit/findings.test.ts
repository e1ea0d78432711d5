import { expect, test } from "vitest";
import { findingsOf } from "#core/automations/edit/findings.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { withTrigger } from "#core/automations/edit/trigger.ts";
import { draftOf, steps } from "./steps.ts";

const flow = (given: unknown[], more: object = {}) =>
  draftOf({
    name: "Flow",
    kind: "marketing",
    trigger: { type: "order_created" },
    reentry: "once",
    steps: given,
    ...more,
  });
const leave = { id: "out", type: "exit" };

test("a step after one that ends the flow is wondered at; nothing keeps it from being published", () => {
  expect(findingsOf(flow([leave, ...steps(["a"])]))).toEqual([
    { kind: "warning", path: "steps.1", message: expect.stringContaining("no customer reaches this step") },
  ]);
});

test("server problems stay until their value changes, and duplicates appear once", () => {
  const join = (segmentId: string) =>
    flow([
      { id: "a", type: "send_sms", config: { body: "" } },
      { id: "b", type: "add_to_segment", config: { segmentId } },
    ]);
  const before = join("0197c0de-0000-7000-8000-000000000001");
  const refused = {
    draft: before,
    problems: [
      { path: "steps.0.config.body", message: "write what it says" },
      { path: "steps.1.config.segmentId", message: "names no segment of this shop" },
    ],
  };
  expect(findingsOf(before, refused).map(({ path }) => path)).toEqual([
    "steps.0.config.body",
    "steps.1.config.segmentId",
  ]);
  expect(findingsOf(join("0197c0de-0000-7000-8000-000000000002"), refused).map(({ path }) => path)).toEqual([
    "steps.0.config.body",
  ]);
});

test.for([
  ["no steps", { steps: {} }],
  ["a step of no known action", { steps: [{ id: "a", type: "send_fax" }] }],
  ["two steps of one id", { steps: steps(["a", ["f", ["a"]]]) }],
  ["no trigger", { trigger: null }],
] as const)("what has %s cannot be edited", ([, part]) => {
  expect(
    readDraft({
      name: "Flow",
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "once",
      steps: [],
      ...part,
    }),
  ).toBeNull();
});

test("a draft may lack a name, steps or valid settings", () => {
  expect(readDraft({ trigger: { type: "order_created" }, steps: [] })).toMatchObject({ name: "", steps: [] });
  expect(
    readDraft({
      name: "",
      trigger: { type: "price_drop", config: { percent: "a lot" } },
      steps: [{ id: "a", type: "wait" }],
    }),
  ).toMatchObject({ steps: [{ config: {} }] });
});

test("another trigger keeps what it understands too, and begins with its own otherwise", () => {
  const tagged = flow([], { trigger: { type: "customer_tag_added", config: { tags: ["vip"] } } });
  expect(withTrigger(tagged, "customer_tag_removed").trigger).toEqual({
    type: "customer_tag_removed",
    config: { tags: ["vip"] },
  });
  expect(withTrigger(tagged, "birthday").trigger).toEqual({
    type: "birthday",
    config: expect.not.objectContaining({ tags: ["vip"] }),
  });
  const late = flow([], { trigger: { type: "birthday", config: { days: 7, side: "before", at: "08:00" } } });
  expect(withTrigger(late, "customer_inactive").trigger.config).toMatchObject({ days: 7, at: "08:00" });
  expect(withTrigger(tagged, "customer_tag_added")).toBe(tagged);
});
