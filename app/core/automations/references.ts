import { actions } from "../actions/index.ts";
import type { FormField } from "./fields.ts";
import { triggers } from "../triggers/index.ts";
import { valueAt } from "../plain-data.ts";

/** A reference of a definition to another automation or a segment of the shop. */
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

/** A definition that may still be invalid. */
export interface NamedReference {
  trigger: { type: string; config?: unknown };
  steps: readonly Step[];
}

/** All references of a definition by id. Skips names and ids of Shopify, which the app cannot check. */
export const referencesOf = ({ trigger, steps }: NamedReference): Reference[] => [
  ...referencesIn(triggers.find(({ type }) => type === trigger.type)?.fields, trigger.config, "trigger.config"),
  ...stepReferences(steps, "steps"),
];

const stepReferences = (steps: readonly Step[], path: string): Reference[] =>
  steps.flatMap((step, at) => [
    ...referencesIn(actions.find(({ type }) => type === step.type)?.fields, step.config, `${path}.${at}.config`),
    ...(step.arms ?? []).flatMap((arm, armAt) => stepReferences(arm.steps, `${path}.${at}.arms.${armAt}.steps`)),
  ]);

const referencesIn = (fields: readonly FormField[] = [], config: unknown, path: string): Reference[] =>
  fields.flatMap(({ name, kind }) => {
    const id = valueAt(config, name);
    return (kind === "automation" || kind === "segment") && typeof id === "string" && UUID.test(id)
      ? [{ to: kind, path: `${path}.${name}`, id }]
      : [];
  });

/** Whether staff or another automation can start automations of a trigger. */
export const isStartable = (trigger: string): boolean => trigger === "manual";
