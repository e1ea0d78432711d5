import { formatArm, type Step } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields } from "#core/automations/outline.ts";
import { formatReentry, formatSameSubject, formatTriggerConfig } from "#core/automations/format/format-definition.ts";
import { formatCondition } from "#core/conditions/index.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { formatStep } from "#core/actions/index.ts";
import { readable } from "./changes/name-step.ts";
import { automation } from "./en/automation.ts";
import { publish } from "./en/editor/publish.ts";
import { capitalised } from "./sentence.ts";

/** A step with its branches. */
export interface FlowStep {
  id: string;
  /** The action's key. */
  type: string;
  /** The merchant's name for the step, or null. */
  name: string | null;
  /** A summary in one line. */
  tells: string;
  arms: { id: string; name: string; tells: string; steps: FlowStep[] }[];
}

/** An automation's definition, formatted for pages. */
export interface Flow {
  kind: Definition["kind"];
  starts: string;
  /** Entry conditions; null: every customer enters. */
  only: string | null;
  again: string;
  atOnce: string | null;
  ends: string[];
  steps: FlowStep[];
}

export function formatFlowSteps(definition: Definition): Flow {
  const { kind, trigger, conditions, reentry, concurrent, exits, exitWhen } = definition;
  const offered = availableFields(definition);
  return {
    kind,
    starts: formatTriggerConfig(trigger),
    only: conditions ? formatCondition(conditions, offered) : null,
    again: capitalised(formatReentry(reentry, trigger.type)),
    atOnce: concurrent === undefined ? null : publish.atOnce(concurrent),
    ends: [
      ...exits.map(({ on, match }) => automation.exit[match](triggerOf(on).label, formatSameSubject(trigger.type))),
      ...(exitWhen ? [formatCondition(exitWhen, offered)] : []),
    ],
    steps: definition.steps.map((step) => formatFlowStep(step, definition)),
  };
}

const formatFlowStep = (step: Step, definition: Definition): FlowStep => ({
  id: step.id,
  type: step.type,
  name: step.name || null,
  tells: readable(formatStep(step, availableFields(definition)), definition),
  arms: (step.arms ?? []).map((arm) => {
    const tells = formatArm(step, arm, availableFields(definition));
    return {
      id: arm.id,
      name: arm.name || tells,
      tells,
      steps: arm.steps.map((below) => formatFlowStep(below, definition)),
    };
  }),
});

/** The texts of a definition in reading order, each by the step's name, or its words; in an arm, with the arm's name. */
export function textStepsOf(definition: Definition): { id: string; name: string }[] {
  const textsIn = (steps: readonly FlowStep[], arm: string | null): { id: string; name: string }[] =>
    steps.flatMap((step) => [
      ...(step.type === "send_sms"
        ? [{ id: step.id, name: [arm, step.name ?? step.tells].filter(Boolean).join(": ") }]
        : []),
      ...step.arms.flatMap((one) => textsIn(one.steps, one.name)),
    ]);
  return textsIn(formatFlowSteps(definition).steps, null);
}
