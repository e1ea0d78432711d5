import { z } from "zod";
import { checkCondition, condition, evaluate, tellCondition } from "../conditions/index.ts";
import { defineAction } from "./define.ts";

export const branch = defineAction({
  type: "branch",
  label: "Branch",
  family: "flow",
  config: z.object({}),
  fields: [],
  arm: {
    /** Who goes this way; the arm without it is for everyone else. */
    when: condition.optional(),
  },
  plan: (_config, { values, offered, now, timezone }, arms) => {
    const looked = arms.map((arm) => ({ arm, ...(arm.when ? evaluate(arm.when, { values, offered, now, timezone }) : { match: true, trace: [] }) }));
    const chosen = looked.find(({ match }) => match);
    const upTo = chosen ? looked.slice(0, looked.indexOf(chosen) + 1) : looked;
    return { kind: "choose", arm: chosen?.arm.id ?? null, saw: { arm: chosen?.arm.name ?? null }, trace: upTo.flatMap(({ trace }) => trace) };
  },
  check: (_config, { offered, path }, arms) => {
    const others = arms.flatMap(({ when }, at) => (when ? [] : [at]));
    const misplaced = others.filter((at) => at !== arms.length - 1);
    return [
      ...misplaced.map((at) => ({ path: `${path}.arms.${at}`, message: "takes everyone, so it must come last; or say when it is taken" })),
      ...arms.flatMap(({ when }, at) => (when ? checkCondition(when, offered, `${path}.arms.${at}.when`) : [])),
    ];
  },
  tell: () => "Go different ways",
  tellArm: ({ when }, offered) => (when ? `If ${tellCondition(when, offered)}` : "Everyone else"),
});
