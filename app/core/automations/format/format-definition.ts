import { formatArm, formatStep, type Step } from "../../actions/index.ts";
import type { OnError } from "../../actions/on-error.ts";
import { formatCondition } from "../../conditions/index.ts";
import type { OfferedField } from "../fields.ts";
import { formatDuration } from "../../time/duration.ts";
import { triggerOf, type TriggerChoice } from "../../triggers/index.ts";
import { valueAt } from "../../plain-data.ts";
import { formatReentryPeriod } from "../../engine/entry.ts";
import type { Definition, Exit } from "../definition.ts";
import { availableFields } from "../outline.ts";
import { formatSetting } from "./format-setting.ts";

/**
 * Formats an automation line by line: trigger, conditions, steps and exits.
 * @param write renders a line that contains Liquid, for example with a sample customer's values
 */
export function formatFlow(definition: Definition, write: (line: string) => string = (line) => line): string[] {
  const offered = availableFields(definition);
  const { trigger, conditions, exits, exitWhen, reentry, concurrent } = definition;
  return [
    `Trigger: ${formatTriggerConfig(trigger)}`,
    ...(conditions ? [`Entry conditions: ${formatCondition(conditions, offered)}`] : []),
    ...formatSteps(definition.steps, offered, "", write),
    ...exits.map((exit) => `Exit when: ${formatExit(exit, trigger.type)}`),
    ...(exitWhen ? [`Exit conditions: ${formatCondition(exitWhen, offered)}`] : []),
    `Re-entry: ${formatReentry(reentry, trigger.type)}`,
    ...(concurrent === undefined ? [] : [`Active runs per customer: ${concurrent} at most`]),
  ];
}

const formatExit = ({ on, match }: Exit, trigger: string): string =>
  `${triggerOf(on).label} (${match === "customer" ? "the same customer" : formatSameSubject(trigger)})`;

/**
 * Formats the re-entry rule.
 * @param trigger the trigger's type, for its subject
 */
export const formatReentry = (reentry: Definition["reentry"], trigger: string): string =>
  typeof reentry === "string"
    ? formatReentryPeriod(reentry, trigger)
    : `each customer, but not before ${formatDuration(reentry.after)} have passed`;

/** Subjects that events of other triggers share. */
const SHARED_SUBJECTS: ReadonlySet<string> = new Set(["order", "checkout", "subscription"]);

/** Formats the subject that an exit event must share with the trigger's event. */
export function formatSameSubject(trigger: string): string {
  const { subject } = triggerOf(trigger);
  return SHARED_SUBJECTS.has(subject) ? `the same ${subject}` : "the same order, checkout or other item";
}

const formatSteps = (
  steps: readonly Step[],
  offered: readonly OfferedField[],
  indent: string,
  write: (line: string) => string,
): string[] =>
  steps.flatMap((step, at) => [
    `${indent}${at + 1}. ${step.name ? `${step.name}: ` : ""}${write(formatStep(step, offered))}${formatOnError(step.onError)}`,
    ...(step.arms ?? []).flatMap((arm) => [
      `${indent}   - ${formatHeading(arm.name, formatArm(step, arm, offered))}`,
      ...(arm.steps.length > 0 ? formatSteps(arm.steps, offered, `${indent}     `, write) : [`${indent}     nothing`]),
    ]),
  ]);

const formatHeading = (name: string, description: string): string =>
  name && name !== description ? `${name} (${description})` : description;

/** Formats an error rule other than the default "stop". */
function formatOnError(rule: OnError): string {
  if (rule === "stop") return "";
  if (rule === "continue") return " (continues if this fails)";
  return (
    ` (if this fails: tried ${rule.retry} ${rule.retry === 1 ? "time" : "times"} more, then ` +
    `${rule.then === "continue" ? "continues" : "stops"})`
  );
}

/** Formats a trigger with its settings, such as "Checkout abandoned (After: 60 minutes)". */
export const formatTriggerConfig = (trigger: TriggerChoice): string =>
  `${triggerOf(trigger.type).label}${formatSettings(trigger)}`;

/** Formats the settings with a value, under their form labels. */
function formatSettings({ type, config }: TriggerChoice): string {
  const parts = triggerOf(type).fields.flatMap((field) => {
    const value = formatSetting(field, valueAt(config, field.name));
    return value ? [`${field.label}: ${value}`] : [];
  });
  return parts.length > 0 ? ` (${parts.join("; ")})` : "";
}
