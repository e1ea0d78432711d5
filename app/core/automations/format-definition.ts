import { tellArm, tellStep, type Step } from "../actions/index.ts";
import type { OnError } from "../actions/on-error.ts";
import { formatCondition } from "../conditions/index.ts";
import type { OfferedField } from "./fields.ts";
import { formatDuration } from "../time/duration.ts";
import { triggerOf, type TriggerChoice } from "../triggers/index.ts";
import { valueAt } from "../plain-data.ts";
import { formatReentryPeriod } from "./reentry-text.ts";
import type { Definition, Exit } from "./definition.ts";
import { availableFields } from "./outline.ts";
import { formatSetting } from "./format-setting.ts";

/**
 * A whole automation, line by line, for a reader: what starts it, for whom, what it does and what ends it early.
 * @param write makes of a line with Liquid in it what a reader sees, such as the text that a sample customer would get
 */
export function formatFlow(definition: Definition, write: (line: string) => string = (line) => line): string[] {
  const offered = availableFields(definition);
  const { trigger, conditions, exits, exitWhen, reentry, concurrent } = definition;
  return [
    `Starts with: ${formatTriggerConfig(trigger)}`,
    ...(conditions ? [`Only if: ${formatCondition(conditions, offered)}`] : []),
    ...tellSteps(definition.steps, offered, "", write),
    ...exits.map((exit) => `Ends early with: ${tellExit(exit, trigger.type)}`),
    ...(exitWhen ? [`Ends early if: ${formatCondition(exitWhen, offered)}`] : []),
    `Again: ${formatReentry(reentry, trigger.type)}`,
    ...(concurrent === undefined
      ? []
      : [`At once: each customer ${concurrent} ${concurrent === 1 ? "time" : "times"} at most`]),
  ];
}

/** An event that ends it early. */
const tellExit = ({ on, match }: Exit, trigger: string): string =>
  `${triggerOf(on).label} (${match === "customer" ? "the same customer" : formatSame(trigger)})`;

/** Whether the same customer may come in again. @param trigger its type: what may come once for each of */
export const formatReentry = (reentry: Definition["reentry"], trigger: string): string =>
  typeof reentry === "string"
    ? formatReentryPeriod(reentry, trigger)
    : `each customer, but not before ${formatDuration(reentry.after)} have passed`;

/** What other events are about as well, by the same name. */
const SHARED: ReadonlySet<string> = new Set(["order", "checkout", "subscription"]);

/** What an event must be about to be about what set an automation off, by its trigger's type. */
export function formatSame(trigger: string): string {
  const { subject } = triggerOf(trigger);
  return SHARED.has(subject) ? `the same ${subject}` : "the same order, checkout or other thing";
}

const tellSteps = (
  steps: readonly Step[],
  offered: readonly OfferedField[],
  indent: string,
  write: (line: string) => string,
): string[] =>
  steps.flatMap((step, at) => [
    `${indent}${at + 1}. ${step.name ? `${step.name}: ` : ""}${write(tellStep(step, offered))}${tellOnError(step.onError)}`,
    ...(step.arms ?? []).flatMap((arm) => [
      `${indent}   - ${tellHeading(arm.name, tellArm(step, arm, offered))}`,
      ...(arm.steps.length > 0 ? tellSteps(arm.steps, offered, `${indent}     `, write) : [`${indent}     nothing`]),
    ]),
  ]);

const tellHeading = (name: string, told: string): string => (name && name !== told ? `${name} (${told})` : told);

/** Only where the merchant chose otherwise: a step that fails stops the sequence. */
function tellOnError(rule: OnError): string {
  if (rule === "stop") return "";
  if (rule === "continue") return " (goes on if this fails)";
  return (
    ` (if this fails: tried ${rule.retry} ${rule.retry === 1 ? "time" : "times"} more, then ` +
    `${rule.then === "continue" ? "goes on" : "stops"})`
  );
}

/** A trigger with its settings, such as "Checkout abandoned (After: 60 minutes)". */
export const formatTriggerConfig = (trigger: TriggerChoice): string =>
  `${triggerOf(trigger.type).label}${tellSettings(trigger)}`;

/** The settings of a trigger by the labels of its form, those that say something. */
function tellSettings({ type, config }: TriggerChoice): string {
  const told = triggerOf(type).fields.flatMap((field) => {
    const value = formatSetting(field, valueAt(config, field.name));
    return value ? [`${field.label}: ${value}`] : [];
  });
  return told.length > 0 ? ` (${told.join("; ")})` : "";
}
