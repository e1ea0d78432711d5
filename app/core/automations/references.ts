import { actions } from "../actions/index.ts";
import type { FormField } from "./fields.ts";
import { triggers } from "../triggers/index.ts";
import { valueAt } from "../plain-data.ts";

/** A row of the shop's that a definition names, and where. */
export interface Reference {
  to: "automation" | "segment";
  path: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Step {
  type: string;
  config?: unknown;
  arms?: readonly { steps: readonly Step[] }[] | undefined;
}

/** A definition, sound or not yet. */
export interface NamedReference {
  trigger: { type: string; config?: unknown };
  steps: readonly Step[];
}

/**
 * Everything of the shop's that a definition names by its id. Names, and ids that are not ours, are nobody's to
 * check.
 */
export const referencesOf = ({ trigger, steps }: NamedReference): Reference[] => [
  ...named(triggers.find(({ type }) => type === trigger.type)?.fields, trigger.config, "trigger.config"),
  ...inSteps(steps, "steps"),
];

const inSteps = (steps: readonly Step[], path: string): Reference[] =>
  steps.flatMap((step, at) => [
    ...named(actions.find(({ type }) => type === step.type)?.fields, step.config, `${path}.${at}.config`),
    ...(step.arms ?? []).flatMap((arm, armAt) => inSteps(arm.steps, `${path}.${at}.arms.${armAt}.steps`)),
  ]);

const named = (fields: readonly FormField[] = [], config: unknown, path: string): Reference[] =>
  fields.flatMap(({ name, kind }) => {
    const id = valueAt(config, name);
    return (kind === "automation" || kind === "segment") && typeof id === "string" && UUID.test(id)
      ? [{ to: kind, path: `${path}.${name}`, id }]
      : [];
  });

/** Whether automations of a trigger may be started by hand, or by another automation. */
export const isStartable = (trigger: string): boolean => trigger === "manual";
