import { z } from "zod";
import { actionNamed, checkStep, outputFieldsOf } from "../actions/index.ts";
import { mayBeTransactional } from "../sending/transactional.ts";
import { checkCondition, checkListedValues } from "../conditions/index.ts";
import type { OfferedField } from "./fields.ts";
import type { Problem } from "../problem.ts";
import { offersOf, triggerTypes } from "../triggers/index.ts";

const MAX_STEPS = 200;
const MAX_DEPTH = 6;

const anything = z.unknown().optional();
const anyList = z.array(z.unknown()).catch([]);
const arm = z.looseObject({ id: anything, steps: anyList });
/** A step with possibly invalid settings. */
const loose = z.looseObject({
  id: anything,
  type: anything,
  config: anything,
  arms: z.array(arm.catch({ steps: [] })).catch([]),
});
const outer = z.looseObject({
  kind: anything,
  trigger: z
    .looseObject({ type: z.enum(triggerTypes) })
    .nullable()
    .catch(null),
  steps: anyList,
});

interface WrittenStep {
  path: string;
  step: z.infer<typeof loose>;
  depth: number;
  /** Types of the steps that may run before it. */
  before: ReadonlySet<string>;
}

/**
 * Checks across the parts of a definition: duplicate ids, unavailable fields, total limits. Checks every part that
 * parses, so that one error does not hide others.
 */
export function crossCheck(document: unknown): Problem[] {
  const read = outer.safeParse(document);
  if (!read.success) return [];
  const { kind, trigger, steps, conditions, exitWhen, ifUnknown } = read.data;
  const written = walk(steps, "steps", 1, new Set());
  const [tooDeep] = written.filter(({ depth }) => depth > MAX_DEPTH);
  return [
    ...duplicateIds(written),
    ...(written.length > MAX_STEPS
      ? [{ path: "steps", message: `has ${written.length} steps in all; ${MAX_STEPS} is the most` }]
      : []),
    ...(tooDeep
      ? [{ path: tooDeep.path, message: `lies deeper than ${MAX_DEPTH} levels; start another automation instead` }]
      : []),
    ...(kind === "transactional" && trigger && !mayBeTransactional(trigger.type)
      ? [
          {
            path: "kind",
            message: "cannot be transactional: its trigger is not about something the customer bought; use marketing",
          },
        ]
      : []),
    ...(ifUnknown === "send_again" && kind !== "transactional"
      ? [{ path: "ifUnknown", message: "may be send_again in transactional automations alone; use hold" }]
      : []),
    ...(trigger ? checkFields({ conditions, exitWhen }, written, trigger.type) : []),
  ];
}

function walk(steps: readonly unknown[], path: string, depth: number, earlier: ReadonlySet<string>): WrittenStep[] {
  const before = new Set(earlier);
  return steps.flatMap((raw, at) => {
    const here = `${path}.${at}`;
    const read = loose.safeParse(raw);
    if (!read.success) return [];
    const step = { path: here, step: read.data, depth, before: new Set(before) };
    before.add(String(read.data.type));
    if (depth > MAX_DEPTH) return [step];
    // An arm does not see the outputs of its sibling arms. Steps after the arms may see the outputs of any.
    const below = read.data.arms.map((one, armAt) =>
      walk(one.steps, `${here}.arms.${armAt}.steps`, depth + 1, new Set(before)),
    );
    for (const { step: made } of below.flat()) before.add(String(made.type));
    return [step, ...below.flat()];
  });
}

/** The fields available at each point of a document. */
export interface AvailableFields {
  /** For the entry conditions. */
  atEntry: readonly OfferedField[];
  /** For conditions evaluated at every step. */
  anywhere: readonly OfferedField[];
  /** For a step and its arms' conditions, by the step's path, such as "steps.0.arms.1.steps.2". */
  atStep: ReadonlyMap<string, readonly OfferedField[]>;
}

/** The available fields in a document: the trigger's, and at a step also the outputs of earlier steps. */
export const availableFieldsOf = (trigger: string, steps: readonly unknown[]): AvailableFields =>
  fieldsAvailable(trigger, walk(steps, "steps", 1, new Set()));

function fieldsAvailable(trigger: string, written: readonly WrittenStep[]): AvailableFields {
  const atEntry = offersOf(trigger);
  // Equal offers share one array, so that components can compare by identity.
  const known = new Map<string, readonly OfferedField[]>([["", atEntry]]);
  const withOutputsOf = (types: Iterable<string>): readonly OfferedField[] => {
    const producers = [...types].filter((type) => outputFieldsOf(type).length > 0);
    const name = producers.join(" ");
    const offered = known.get(name) ?? [...atEntry, ...producers.flatMap(outputFieldsOf)];
    known.set(name, offered);
    return offered;
  };
  return {
    atEntry,
    anywhere: withOutputsOf(new Set(written.map(({ step }) => String(step.type)))),
    atStep: new Map(written.map(({ path, before }) => [path, withOutputsOf(before)])),
  };
}

/** A condition of a document, with the fields available to it. */
interface PlacedCondition {
  condition: unknown;
  offered: readonly OfferedField[];
  path: string;
}

/** Every condition of a document, of any shape. */
function conditionsIn(document: unknown): PlacedCondition[] {
  const read = outer.safeParse(document);
  if (!read.success || !read.data.trigger) return [];
  const { trigger, steps, conditions, exitWhen } = read.data;
  const written = walk(steps, "steps", 1, new Set());
  const { atEntry, anywhere, atStep } = fieldsAvailable(trigger.type, written);
  const ofArms = written.flatMap(({ path, step }) =>
    conditionFieldsOf(step.type).flatMap((name) =>
      step.arms.map((one, at) => ({
        condition: one[name],
        offered: atStep.get(path) ?? atEntry,
        path: `${path}.arms.${at}.${name}`,
      })),
    ),
  );
  return [
    { condition: conditions, offered: atEntry, path: "conditions" },
    { condition: exitWhen, offered: anywhere, path: "exitWhen" },
    ...ofArms,
  ];
}

const conditionFieldsOf = (type: unknown): string[] =>
  (actionNamed(String(type))?.armFields ?? []).filter(({ kind }) => kind === "condition").map(({ name }) => name);

/**
 * Values of conditions that Shopify never sends, such as "United States" for a country. They block publishing, not
 * reading: versions that were published before the lists keep running.
 */
export const listedValueProblems = (document: unknown): Problem[] =>
  conditionsIn(document).flatMap(({ condition, offered, path }) => checkListedValues(condition, offered, path));

/** Checks that every referenced field is available. */
function checkFields(
  conditionSettings: { conditions: unknown; exitWhen: unknown },
  written: readonly WrittenStep[],
  trigger: string,
): Problem[] {
  const { atEntry, anywhere, atStep } = fieldsAvailable(trigger, written);
  return [
    ...(conditionSettings.conditions === undefined
      ? []
      : checkCondition(conditionSettings.conditions, atEntry, "conditions")),
    ...(conditionSettings.exitWhen === undefined
      ? []
      : checkCondition(conditionSettings.exitWhen, anywhere, "exitWhen")),
    ...written.flatMap(({ path, step }) => checkStep(step, { offered: atStep.get(path) ?? atEntry, path })),
  ];
}

function duplicateIds(written: readonly WrittenStep[]): Problem[] {
  const steps = written.map(({ path, step }) => ({ path, id: step.id }));
  const arms = written.map(({ path, step }) => step.arms.map(({ id }, at) => ({ path: `${path}.arms.${at}`, id })));
  return [...duplicates(steps, "step"), ...arms.flatMap((ofOne) => duplicates(ofOne, "arm"))];
}

function duplicates(named: readonly { path: string; id: unknown }[], what: string): Problem[] {
  const seen = new Set<string>();
  return named.flatMap(({ path, id }) => {
    if (typeof id !== "string") return [];
    const known = seen.has(id);
    seen.add(id);
    return known
      ? [{ path: `${path}.id`, message: `"${id}" names an earlier ${what} already; give each its own` }]
      : [];
  });
}
