import { z } from "zod";
import { seededRandom } from "../automations/seeded-random.ts";
import { defineAction } from "./define.ts";

export const split = defineAction({
  type: "split",
  label: "A/B split",
  description: "Sends customers into random branches, to compare what works better.",
  alsoCalled: ["random", "test", "experiment", "holdout", "control group"],
  family: "flow",
  cannotFail: true,
  draws: true,
  config: z.object({}),
  fields: [],
  arm: {
    /** The arm's weight relative to the sum of all weights. */
    weight: z.number().min(0, "must not be negative").max(1_000_000, "must be at most 1,000,000"),
    /** A control group: its customers get nothing, so that the difference shows the effect of the texts. */
    holdout: z.boolean().optional(),
  },
  starts: {
    arms: [
      { id: "a", name: "A", weight: 50 },
      { id: "b", name: "B", weight: 50 },
    ],
  },
  armFields: [
    { name: "weight", label: "Share", kind: "number", help: "Of what all shares add up to." },
    { name: "holdout", label: "Holdout: none of the branches, for comparison", kind: "toggle" },
  ],
  plan: (_config, { seed, earlierArm }, arms) => {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0);
    const drawn = seededRandom(seed) * total;
    let from = 0;
    // Who came before keeps their arm when its share has changed, but not in an arm that is closed.
    const kept = arms.find(({ id, weight }) => id === earlierArm && weight > 0);
    const chosen = kept ?? arms.find(({ weight }) => drawn < (from += weight));
    const saw = {
      arm: chosen ? chosen.name || chosen.id : null,
      drawn: Math.round((drawn / total) * 10_000) / 10_000,
      share: chosen ? chosen.weight / total : 0,
      ...(kept && { kept: true }),
    };
    return { kind: "choose", arm: chosen?.id ?? null, saw, ...(chosen?.holdout && { reason: "holdout" as const }) };
  },
  checkArms: (arms, { path }) => [
    ...(arms.length === 1 ? [{ path: `${path}.arms`, message: "a split needs two branches or more" }] : []),
    ...(arms.length > 1 && arms.every(({ weight }) => weight === 0)
      ? [{ path: `${path}.arms`, message: "give at least one branch a share above 0" }]
      : []),
    ...arms.flatMap(({ holdout, steps }, at) =>
      holdout === true && Array.isArray(steps) && steps.length > 0
        ? [
            {
              path: `${path}.arms.${at}.steps`,
              message: "the holdout gets nothing: remove the steps of this branch",
            },
          ]
        : [],
    ),
  ],
  format: () => "A/B split",
  formatArm: ({ weight, holdout }, { arms }) => {
    const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
    const share = `${total > 0 ? Math.round((weight / total) * 1_000) / 10 : 0}%`;
    return holdout ? `${share}, holdout: none of the branches` : share;
  },
});
