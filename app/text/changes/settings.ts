import type { Definition } from "#core/automations/definition.ts";
import { availableFields } from "#core/automations/outline.ts";
import { formatReentry, formatSameSubject, formatTriggerConfig } from "#core/automations/format/format-definition.ts";
import { formatCondition, type Condition } from "#core/conditions/index.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { automation } from "../en/automation.ts";
import { publish } from "../en/editor/publish.ts";
import type { Detail } from "./change.ts";

type Setting = Exclude<keyof Definition, "steps">;
type Formatters = { readonly [S in Setting]: (definition: Definition) => string | null };

const conditionText = (condition: Condition | undefined, definition: Definition): string | null =>
  (condition && (formatCondition(condition, availableFields(definition)) || null)) || null;

/** A formatter for each setting of an automation; null where it has no value. The type requires all of them. */
const formatters: Formatters = {
  name: ({ name }) => name,
  description: ({ description }) => description || null,
  kind: ({ kind }) => automation.kindName[kind],
  trigger: ({ trigger }) => formatTriggerConfig(trigger),
  conditions: (definition) => conditionText(definition.conditions, definition),
  reentry: ({ reentry, trigger }) => formatReentry(reentry, trigger.type),
  concurrent: ({ concurrent }) => (concurrent === undefined ? null : publish.atOnce(concurrent)),
  exits: ({ exits, trigger }) =>
    exits
      .map(({ on, match }) => automation.exit[match](triggerOf(on).label, formatSameSubject(trigger.type)))
      .join("; ") || null,
  exitWhen: (definition) => conditionText(definition.exitWhen, definition),
  ifUnknown: ({ ifUnknown }) => publish.ifUnknown[ifUnknown],
};

/**
 * The changed settings, in the order of the form.
 * @param names the keys of the changed settings
 */
export const formatSettings = (names: ReadonlySet<string>, before: Definition, after: Definition): Detail[] =>
  (Object.keys(formatters) as Setting[])
    .filter((name) => names.has(name))
    .map((name) => ({
      label: publish.settings[name],
      before: formatters[name](before),
      after: formatters[name](after),
    }));
