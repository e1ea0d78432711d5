import { tellArm, tellStep, type Step } from "../actions/index.ts";
import { tellCondition } from "../conditions/index.ts";
import type { OfferedField } from "../fields.ts";
import { sayDuration } from "../schedule/duration.ts";
import { triggerOf } from "../triggers/index.ts";
import type { Definition } from "./definition.ts";
import { offeredIn } from "./outline.ts";

/** A whole automation, line by line, for a reader: what starts it, for whom, what it does and what ends it early. */
export function tellFlow(definition: Definition): string[] {
  const offered = offeredIn(definition);
  const { trigger, conditions, exits, exitWhen, reentry } = definition;
  return [
    `Starts with: ${triggerOf(trigger.type).label}`,
    ...(conditions ? [`Only if ${tellCondition(conditions, offered)}`] : []),
    ...tellSteps(definition.steps, offered, ""),
    ...exits.map(({ on, match }) => `Ends early: ${triggerOf(on).label}${match === "subject" ? ", about the same thing" : ""}`),
    ...(exitWhen ? [`Ends early if ${tellCondition(exitWhen, offered)}`] : []),
    `Again: ${typeof reentry === "string" ? again[reentry] : `not before ${sayDuration(reentry.after)} have passed`}`,
  ];
}

const again = { once: "each customer once", per_subject: "once for each order, checkout or other thing", every_time: "every time" };

const tellSteps = (steps: readonly Step[], offered: readonly OfferedField[], indent: string): string[] =>
  steps.flatMap((step, at) => [
    `${indent}${at + 1}. ${tellStep(step, offered)}`,
    ...(step.arms ?? []).flatMap((arm) => [`${indent}   – ${arm.name || tellArm(step, arm, offered)}${arm.name ? `: ${tellArm(step, arm, offered)}` : ""}`, ...tellSteps(arm.steps, offered, `${indent}     `)]),
  ]);
