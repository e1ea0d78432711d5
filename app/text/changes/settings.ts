import type { Definition } from "#core/automations/definition.ts";
import { availableFields } from "#core/automations/outline.ts";
import { formatReentry, formatSame, formatTriggerConfig } from "#core/automations/format-definition.ts";
import { formatCondition, type Condition } from "#core/conditions/index.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { automation } from "../en/automation.ts";
import { publish } from "../en/publish.ts";
import type { Detail } from "./change.ts";

type Setting = Exclude<keyof Definition, "steps">;
type Say = { readonly [S in Setting]: (definition: Definition) => string | null };

const sayCondition = (condition: Condition | undefined, definition: Definition): string | null =>
  (condition && (formatCondition(condition, availableFields(definition)) || null)) || null;

/**
 * Each setting of an automation as a whole, in words; null where it says nothing. One that is missing does not
 * compile.
 */
const say: Say = {
  name: ({ name }) => name,
  description: ({ description }) => description || null,
  kind: ({ kind }) => automation.kindName[kind],
  trigger: ({ trigger }) => formatTriggerConfig(trigger),
  conditions: (definition) => sayCondition(definition.conditions, definition),
  reentry: ({ reentry, trigger }) => formatReentry(reentry, trigger.type),
  concurrent: ({ concurrent }) => (concurrent === undefined ? null : publish.atOnce(concurrent)),
  exits: ({ exits, trigger }) =>
    exits.map(({ on, match }) => automation.exit[match](triggerOf(on).label, formatSame(trigger.type))).join("; ") ||
    null,
  exitWhen: (definition) => sayCondition(definition.exitWhen, definition),
  ifUnknown: ({ ifUnknown }) => publish.ifUnknown[ifUnknown],
};

/**
 * Settings of the whole, before and after, in the order in which a reader meets them.
 * @param names those that differ
 */
export const formatSettings = (names: ReadonlySet<string>, before: Definition, after: Definition): Detail[] =>
  (Object.keys(say) as Setting[])
    .filter((name) => names.has(name))
    .map((name) => ({ label: publish.settings[name], before: say[name](before), after: say[name](after) }));
