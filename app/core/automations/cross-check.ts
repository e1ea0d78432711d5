import { z } from "zod";
import { checkStep, madeBy } from "../actions/index.ts";
import { mayBeTransactional } from "../sending/transactional.ts";
import { checkCondition } from "../conditions/index.ts";
import type { OfferedField } from "./fields.ts";
import type { Problem } from "../problem.ts";
import { offersOf, triggerTypes } from "../triggers/index.ts";

const MOST_STEPS = 200;
const DEEPEST = 6;

const anything = z.unknown().optional();
const several = z.array(z.unknown()).catch([]);
const arm = z.looseObject({ id: anything, steps: several });
/** A step as it may be written, sound or not. */
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
  steps: several,
});

interface Written {
  path: string;
  step: z.infer<typeof loose>;
  depth: number;
  /** Types of the steps that may have come before it. */
  before: ReadonlySet<string>;
}

/**
 * What no part of a definition can tell of itself: names used twice, fields that nobody offers, limits of the whole.
 * Looks at whatever of the document is sound by itself, so that one fault does not hide another.
 */
export function crossCheck(document: unknown): Problem[] {
  const read = outer.safeParse(document);
  if (!read.success) return [];
  const { kind, trigger, steps, conditions, exitWhen, ifUnknown } = read.data;
  const written = walk(steps, "steps", 1, new Set());
  const [tooDeep] = written.filter(({ depth }) => depth > DEEPEST);
  return [
    ...repeated(written),
    ...(written.length > MOST_STEPS
      ? [{ path: "steps", message: `has ${written.length} steps in all; ${MOST_STEPS} is the most` }]
      : []),
    ...(tooDeep
      ? [{ path: tooDeep.path, message: `lies deeper than ${DEEPEST} levels; start another automation instead` }]
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
    ...(trigger ? checkedNames({ conditions, exitWhen }, written, trigger.type) : []),
  ];
}

function walk(steps: readonly unknown[], path: string, depth: number, came: ReadonlySet<string>): Written[] {
  const before = new Set(came);
  return steps.flatMap((raw, at) => {
    const here = `${path}.${at}`;
    const read = loose.safeParse(raw);
    if (!read.success) return [];
    const step = { path: here, step: read.data, depth, before: new Set(before) };
    before.add(String(read.data.type));
    if (depth > DEEPEST) return [step];
    // An arm knows nothing of what its neighbours make; what comes after them all may have come by any of them.
    const below = read.data.arms.map((one, armAt) =>
      walk(one.steps, `${here}.arms.${armAt}.steps`, depth + 1, new Set(before)),
    );
    for (const { step: made } of below.flat()) before.add(String(made.type));
    return [step, ...below.flat()];
  });
}

/** What may be named where, in a document as it is written. */
export interface AvailableFields {
  /** By who may enter. */
  atEntry: readonly OfferedField[];
  /** By what is asked at any step. */
  anywhere: readonly OfferedField[];
  /** By a step, and the conditions of its arms; by the step's path, such as "steps.0.arms.1.steps.2". */
  atStep: ReadonlyMap<string, readonly OfferedField[]>;
}

/** What a document of this trigger may name: what the trigger offers, and at a step also what steps before it make. */
export const availableFieldsOf = (trigger: string, steps: readonly unknown[]): AvailableFields =>
  offeredTo(trigger, walk(steps, "steps", 1, new Set()));

function offeredTo(trigger: string, written: readonly Written[]): AvailableFields {
  const atEntry = offersOf(trigger);
  // The same offer is the same list, so that whoever has drawn by it need not draw anew.
  const known = new Map<string, readonly OfferedField[]>([["", atEntry]]);
  const withMade = (types: Iterable<string>): readonly OfferedField[] => {
    const making = [...types].filter((type) => madeBy(type).length > 0);
    const name = making.join(" ");
    const offered = known.get(name) ?? [...atEntry, ...making.flatMap(madeBy)];
    known.set(name, offered);
    return offered;
  };
  return {
    atEntry,
    anywhere: withMade(new Set(written.map(({ step }) => String(step.type)))),
    atStep: new Map(written.map(({ path, before }) => [path, withMade(before)])),
  };
}

/** That everything named is there: by the trigger, or made by a step before. */
function checkedNames(
  wholes: { conditions: unknown; exitWhen: unknown },
  written: readonly Written[],
  trigger: string,
): Problem[] {
  const { atEntry, anywhere, atStep } = offeredTo(trigger, written);
  return [
    ...(wholes.conditions === undefined ? [] : checkCondition(wholes.conditions, atEntry, "conditions")),
    ...(wholes.exitWhen === undefined ? [] : checkCondition(wholes.exitWhen, anywhere, "exitWhen")),
    ...written.flatMap(({ path, step }) => checkStep(step, { offered: atStep.get(path) ?? atEntry, path })),
  ];
}

function repeated(written: readonly Written[]): Problem[] {
  const steps = written.map(({ path, step }) => ({ path, id: step.id }));
  const arms = written.map(({ path, step }) => step.arms.map(({ id }, at) => ({ path: `${path}.arms.${at}`, id })));
  return [...namedTwice(steps, "step"), ...arms.flatMap((ofOne) => namedTwice(ofOne, "arm"))];
}

function namedTwice(named: readonly { path: string; id: unknown }[], what: string): Problem[] {
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
