import { describe, expect, test } from "vitest";
import { planProblems, readPlan, type CampaignPlanDocument } from "#core/campaigns/plan.ts";
import { BODY, planDocument, planOf } from "./plan-of.ts";

const problemsOf = (changes: Partial<CampaignPlanDocument>) => {
  const read = readPlan(planDocument(changes));
  return "problems" in read ? read.problems : planProblems(read.plan);
};

describe("the plan of a campaign", () => {
  test("needs no more than a name, a text and a time", () => {
    expect(problemsOf({})).toEqual([]);
    expect(planOf()).toMatchObject({ holdout: 0, test: null, notAfterHours: 12, quietHours: "wait", perHour: null });
  });

  test.each([
    [
      "a text with an unknown variable",
      { arms: [{ id: "a", name: "A", body: `Hi {{ customer.nme }}! ${BODY}` }] },
      "arms.0.body",
    ],
    ["a text that Liquid cannot read", { arms: [{ id: "a", name: "A", body: "{% if %} STOP" }] }, "arms.0.body"],
    [
      "the second wording's fault is at the second wording",
      {
        arms: [
          { id: "a", name: "A", body: BODY },
          { id: "b", name: "B", body: `{{ nothing.here }} ${BODY}` },
        ],
      },
      "arms.1.body",
    ],
    ["a time that is no time", { when: { kind: "at", at: "tomorrow" } }, "when.at"],
    [
      "two wordings of one id",
      {
        arms: [
          { id: "a", name: "A", body: BODY },
          { id: "a", name: "B", body: BODY },
        ],
      },
      "arms.1.id",
    ],
    ["a test of one wording", { test: { percent: 20, hours: 2, measure: "clicks" } }, "test"],
    [
      "a test that leaves nobody for the winner",
      {
        arms: [
          { id: "a", name: "A", body: BODY },
          { id: "b", name: "B", body: BODY },
        ],
        holdout: 40,
        test: { percent: 60, hours: 2, measure: "clicks" },
      },
      "test.percent",
    ],
    ["wordings that no one gets", { arms: [{ id: "a", name: "A", body: BODY, share: 0 }] }, "arms"],
    ["a holdout of more than half", { holdout: 60 }, "holdout"],
  ] as [string, Partial<CampaignPlanDocument>, string][])("is refused for %s, at its field", (_what, changes, path) => {
    expect(problemsOf(changes).map((problem) => problem.path)).toContain(path);
  });
});
