import { z } from "zod";
import { checkStep, madeBy, step } from "../actions/index.ts";
import { mayBeTransactional } from "../compliance/transactional.ts";
import { checkCondition } from "../conditions/index.ts";
import type { OfferedField } from "../fields.ts";
import type { Problem } from "../problem.ts";
import { offersOf, triggerTypes } from "../triggers/index.ts";

const MOST_STEPS = 200;
const DEEPEST = 6;

/** A step as it may be written, sound or not. */
const loose = z.looseObject({ id: z.unknown(), type: z.unknown(), arms: z.array(z.looseObject({ id: z.unknown(), steps: z.array(z.unknown()).catch([]) })).catch([]) });
const outer = z.looseObject({ kind: z.unknown(), trigger: z.looseObject({ type: z.enum(triggerTypes) }).nullable().catch(null), steps: z.array(z.unknown()).catch([]) });

interface Written {
  path: string;
  raw: unknown;
  depth: number;
}

/**
 * What no part of a definition can tell of itself: names used twice, fields that nobody offers, limits of the whole. Looks
 * at whatever of the document is sound by itself, so that one fault does not hide another.
 */
export function crossCheck(document: unknown): Problem[] {
  const read = outer.safeParse(document);
  if (!read.success) return [];
  const { kind, trigger, steps, conditions, exitWhen, ifUnknown } = read.data;
  const written = walk(steps, "steps", 1);
  const offered = trigger ? offersIn(trigger.type, written) : null;
  return [
    ...repeated(written),
    ...(written.length > MOST_STEPS ? [{ path: "steps", message: `are ${written.length} in all; ${MOST_STEPS} is the most` }] : []),
    ...written.filter(({ depth }) => depth > DEEPEST).slice(0, 1).map(({ path }) => ({ path, message: `lies deeper than ${DEEPEST} levels; start another automation instead` })),
    ...(kind === "transactional" && trigger && !mayBeTransactional(trigger.type) ? [{ path: "kind", message: "cannot be transactional: its trigger is not about something the customer bought; use marketing" }] : []),
    ...(ifUnknown === "send_again" && kind !== "transactional" ? [{ path: "ifUnknown", message: "may be send_again in transactional automations alone; use hold" }] : []),
    ...(offered ? [...checkedCondition(conditions, offered, "conditions"), ...checkedCondition(exitWhen, offered, "exitWhen"), ...checkedSteps(written, offered)] : []),
  ];
}

const walk = (steps: readonly unknown[], path: string, depth: number): Written[] =>
  steps.flatMap((raw, at) => {
    const here = { path: `${path}.${at}`, raw, depth };
    const read = loose.safeParse(raw);
    return read.success && depth <= DEEPEST ? [here, ...read.data.arms.flatMap((arm, armAt) => walk(arm.steps, `${here.path}.arms.${armAt}.steps`, depth + 1))] : [here];
  });

/** What may be named: what the trigger offers, and what steps make. */
function offersIn(triggerType: string, written: readonly Written[]): readonly OfferedField[] {
  const types = new Set(written.map(({ raw }) => String(loose.safeParse(raw).data?.type)));
  return [...offersOf(triggerType), ...[...types].flatMap(madeBy)];
}

function repeated(written: readonly Written[]): Problem[] {
  const seen = new Set<unknown>();
  return written.flatMap(({ path, raw }) => {
    const read = loose.safeParse(raw);
    if (!read.success) return [];
    const problems: Problem[] = seen.has(read.data.id) ? [{ path: `${path}.id`, message: `"${String(read.data.id)}" names an earlier step already; give each its own` }] : [];
    seen.add(read.data.id);
    const arms = new Set<unknown>();
    for (const [at, arm] of read.data.arms.entries()) {
      if (arms.has(arm.id)) problems.push({ path: `${path}.arms.${at}.id`, message: `"${String(arm.id)}" names an earlier arm already; give each its own` });
      arms.add(arm.id);
    }
    return problems;
  });
}

const checkedCondition = (raw: unknown, offered: readonly OfferedField[], path: string): Problem[] => (raw === undefined ? [] : checkCondition(raw, offered, path));

const checkedSteps = (written: readonly Written[], offered: readonly OfferedField[]): Problem[] =>
  written.flatMap(({ path, raw }) => {
    const read = step.safeParse(raw);
    return read.success ? checkStep(read.data, { offered, path }) : [];
  });
