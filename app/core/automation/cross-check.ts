import { z } from "zod";
import { checkStep, madeBy } from "../actions/index.ts";
import { mayBeTransactional } from "../compliance/transactional.ts";
import { checkCondition } from "../conditions/index.ts";
import type { OfferedField } from "../fields.ts";
import type { Problem } from "../problem.ts";
import { offersOf, triggerTypes } from "../triggers/index.ts";

const MOST_STEPS = 200;
const DEEPEST = 6;

const anything = z.unknown().optional();
const several = z.array(z.unknown()).catch([]);
const arm = z.looseObject({ id: anything, steps: several });
/** A step as it may be written, sound or not. */
const loose = z.looseObject({ id: anything, type: anything, config: anything, arms: z.array(arm.catch({ steps: [] })).catch([]) });
const outer = z.looseObject({ kind: anything, trigger: z.looseObject({ type: z.enum(triggerTypes) }).nullable().catch(null), steps: several });

interface Written {
  path: string;
  step: z.infer<typeof loose>;
  depth: number;
  /** Types of the steps that may have come before it. */
  before: ReadonlySet<string>;
}

/**
 * What no part of a definition can tell of itself: names used twice, fields that nobody offers, limits of the whole. Looks
 * at whatever of the document is sound by itself, so that one fault does not hide another.
 */
export function crossCheck(document: unknown): Problem[] {
  const read = outer.safeParse(document);
  if (!read.success) return [];
  const { kind, trigger, steps, conditions, exitWhen, ifUnknown } = read.data;
  const written = walk(steps, "steps", 1, new Set());
  const [tooDeep] = written.filter(({ depth }) => depth > DEEPEST);
  return [
    ...repeated(written),
    ...(written.length > MOST_STEPS ? [{ path: "steps", message: `are ${written.length} in all; ${MOST_STEPS} is the most` }] : []),
    ...(tooDeep ? [{ path: tooDeep.path, message: `lies deeper than ${DEEPEST} levels; start another automation instead` }] : []),
    ...(kind === "transactional" && trigger && !mayBeTransactional(trigger.type) ? [{ path: "kind", message: "cannot be transactional: its trigger is not about something the customer bought; use marketing" }] : []),
    ...(ifUnknown === "send_again" && kind !== "transactional" ? [{ path: "ifUnknown", message: "may be send_again in transactional automations alone; use hold" }] : []),
    ...(trigger ? checkedNames({ conditions, exitWhen }, written, offersOf(trigger.type)) : []),
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
    const below = read.data.arms.map((one, armAt) => walk(one.steps, `${here}.arms.${armAt}.steps`, depth + 1, new Set(before)));
    for (const { step: made } of below.flat()) before.add(String(made.type));
    return [step, ...below.flat()];
  });
}

/** That everything named is there: by the trigger, or made by a step before. */
function checkedNames(wholes: { conditions: unknown; exitWhen: unknown }, written: readonly Written[], triggers: readonly OfferedField[]): Problem[] {
  const withMade = (types: Iterable<string>) => [...triggers, ...[...types].flatMap(madeBy)];
  const all = withMade(new Set(written.map(({ step }) => String(step.type))));
  return [
    ...(wholes.conditions === undefined ? [] : checkCondition(wholes.conditions, triggers, "conditions")),
    ...(wholes.exitWhen === undefined ? [] : checkCondition(wholes.exitWhen, all, "exitWhen")),
    ...written.flatMap(({ path, step, before }) => checkStep(step, { offered: withMade(before), path })),
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
    return known ? [{ path: `${path}.id`, message: `"${id}" names an earlier ${what} already; give each its own` }] : [];
  });
}
