import { z } from "zod";
import { checkCondition, condition, evaluate, formatCondition, type Trace } from "../conditions/index.ts";
import { defineAction } from "./define.ts";

export const branch = defineAction({
  type: "branch",
  label: "Branch",
  description: "Sends customers into different branches, by conditions.",
  alsoCalled: ["condition", "conditional split", "if", "else", "decision"],
  family: "flow",
  cannotFail: true,
  config: z.object({}),
  fields: [],
  arm: {
    /** The condition of the arm; absent: everyone else. */
    when: condition.optional(),
  },
  starts: {
    arms: [
      { id: "regulars", name: "Has bought before", when: { field: "customer.orders_count", op: "at_least", value: 1 } },
      { id: "others", name: "Everyone else" },
    ],
  },
  armFields: [
    {
      name: "when",
      label: "Conditions of this branch",
      kind: "condition",
      optional: true,
      help:
        "Checked from top to bottom: each customer takes the first branch that fits. " +
        "A branch without conditions takes everyone else.",
    },
  ],
  plan: (_config, { values, offered, now, timezone }, arms) => {
    const trace: Trace[] = [];
    for (const { id, name, when } of arms) {
      const { match, trace: asked } = when
        ? evaluate(when, { values, offered, now, timezone })
        : { match: true, trace: [] };
      trace.push(...asked.map((one) => ({ ...one, path: one.path === "" ? id : `${id}.${one.path}` })));
      if (match) return { kind: "choose", arm: id, saw: { arm: name || id }, trace };
    }
    return { kind: "choose", arm: null, saw: { arm: null }, trace };
  },
  checkArms: (arms, { offered, path }) =>
    arms.flatMap(({ when }, at) => {
      if (when !== undefined) return checkCondition(when, offered, `${path}.arms.${at}.when`);
      return at === arms.length - 1
        ? []
        : [{ path: `${path}.arms.${at}`, message: "takes everyone, so it must come last; or say when it is taken" }];
    }),
  format: () => "Branch",
  formatArm: ({ when }, { offered }) => (when ? `If ${formatCondition(when, offered)}` : "Everyone else"),
});
