import { describe, expect, test } from "vitest";
import { actions } from "#core/actions/index.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { addArm, newStep, stepsBelow } from "#core/automations/edit/new-step.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { steps } from "./steps.ts";

const flow = (...given: unknown[]) => ({
  name: "Flow",
  kind: "marketing",
  trigger: { type: "order_created" },
  reentry: "once",
  steps: given,
});
const problemsOf = (document: unknown) => {
  const read = readDefinition(document);
  return "problems" in read ? read.problems : [];
};

describe("a new step", () => {
  test.for(actions.map(({ type }) => type))("%s is a draft at once, under an id that no other has", (type) => {
    const first = newStep(type, new Set());
    const second = newStep(type, new Set([first.id]));
    expect(first.id).toBe(type);
    expect(readDraft(flow(first, second))?.steps.map(({ id }) => id)).toEqual([type, `${type}-2`]);
  });

  test.for(["wait", "wait_for_event", "branch", "split", "exit", "create_discount"])(
    "%s needs nothing more",
    (type) => {
      expect(problemsOf(flow(...steps(["a"]), newStep(type, new Set())))).toEqual([]);
    },
  );

  test.for([
    ["send_sms", "config.body", "write what it says"],
    ["send_email", "config.subject", "write what it says"],
    ["add_tag", "config.tags", "is missing; give a list"],
    ["add_to_segment", "config.segmentId", "choose a segment"],
    ["start_automation", "config.automationId", "choose an automation"],
    ["call_webhook", "config.url", "write a whole address, such as https://example.com/hook"],
  ] as const)("%s asks for what it lacks", ([type, path, message]) => {
    expect(problemsOf(flow(newStep(type, new Set())))).toContainEqual({ path: `steps.0.${path}`, message });
  });

  test("an id that a published version has is not given again", () => {
    expect(newStep("send_sms", new Set(["send_sms", "send_sms-2"])).id).toBe("send_sms-3");
  });
});

test("one more arm comes before the one that takes everyone else", () => {
  const [branch] = [newStep("branch", new Set())];
  const when = { field: "customer.sms_consent", op: "is_true" };
  const arms = addArm(branch?.arms ?? [], { when });
  expect(arms.map(({ id, when: asked }) => [id, asked !== undefined])).toEqual([
    ["regulars", true],
    ["arm", true],
    ["others", false],
  ]);
  expect(problemsOf(flow({ ...branch, arms }))).toEqual([]);
  expect(addArm(addArm(arms, { when }), { weight: 1 }).map(({ id }) => id)).toEqual([
    "regulars",
    "arm",
    "arm-2",
    "others",
    "arm-3",
  ]);
});

test("what hangs below a step is counted through all its arms", () => {
  expect(steps(["a", ["f", ["b", ["g", ["c"], ["d"]]], []]]).map(stepsBelow)).toEqual([0, 4]);
});
