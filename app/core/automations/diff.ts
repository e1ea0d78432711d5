import type { Step } from "../actions/index.ts";
import { canonical } from "./canonical.ts";
import type { Definition } from "./definition.ts";
import { outline } from "./outline.ts";

/** A changed setting; undefined when it was missing before or is missing after. */
export interface FieldChange {
  /** Such as "config.body", "arms.vip.when" or "trigger.config.after.amount". */
  path: string;
  before: unknown;
  after: unknown;
}

/** The location of a step: its arm (null at the top level) and the step before it (null for the first). */
export interface DiffLocation {
  within: { stepId: string; armId: string } | null;
  behind: string | null;
}

export type StepChange =
  | { kind: "added"; stepId: string; type: string; to: DiffLocation }
  | { kind: "removed"; stepId: string; type: string; from: DiffLocation }
  | { kind: "moved"; stepId: string; type: string; from: DiffLocation; to: DiffLocation }
  | { kind: "changed"; stepId: string; type: string; fields: FieldChange[] };

/** The differences between two definitions. */
export interface DefinitionDiff {
  /** Changes of the automation itself: name, trigger, conditions, exits and so on. */
  settings: FieldChange[];
  /** Removed steps first, then the others in the newer definition's reading order. */
  steps: StepChange[];
}

export const isEmpty = ({ settings, steps }: DefinitionDiff): boolean => settings.length === 0 && steps.length === 0;

/** Compares two definitions by step id; a step with a new id counts as removed and added. */
export function diffDefinitions(one: Definition, other: Definition): DefinitionDiff {
  const [before, after] = [canonical(one), canonical(other)];
  const [original, updated] = [locateSteps(before), locateSteps(after)];
  const moved = movedSteps(original, updated);
  const { steps: _before, ...settingsBefore } = before;
  const { steps: _after, ...settingsAfter } = after;
  return {
    settings: fieldChanges(settingsBefore, settingsAfter, ""),
    steps: [
      ...[...original.values()].flatMap(({ step, location }): StepChange[] =>
        updated.has(step.id) ? [] : [{ kind: "removed", stepId: step.id, type: step.type, from: location }],
      ),
      ...[...updated.values()].flatMap(({ step, location }): StepChange[] => {
        const originalStep = original.get(step.id);
        const ids = { stepId: step.id, type: step.type };
        if (!originalStep) return [{ kind: "added", ...ids, to: location }];
        const fields = fieldChanges(settingsOf(originalStep.step), settingsOf(step), "");
        return [
          ...(moved.has(step.id)
            ? [{ kind: "moved" as const, ...ids, from: originalStep.location, to: location }]
            : []),
          ...(fields.length > 0 ? [{ kind: "changed" as const, ...ids, fields }] : []),
        ];
      }),
    ],
  };
}

interface LocatedStep {
  step: Step;
  location: DiffLocation;
}

function locateSteps(definition: Definition): Map<string, LocatedStep> {
  const last = new Map<string, string>();
  return new Map(
    [...outline(definition).values()].map(({ step, within }) => {
      const arm = within.at(-1) ?? null;
      const behind = last.get(containerOf(arm)) ?? null;
      last.set(containerOf(arm), step.id);
      return [step.id, { step, location: { within: arm, behind } }];
    }),
  );
}

const containerOf = (arm: DiffLocation["within"]): string => (arm ? `${arm.stepId}/${arm.armId}` : "");

/** Steps that moved to another arm or past a sibling. Of two swapped steps, one counts as moved. */
function movedSteps(
  original: ReadonlyMap<string, LocatedStep>,
  updated: ReadonlyMap<string, LocatedStep>,
): Set<string> {
  const ranks = new Map([...original.keys()].map((id, rank) => [id, rank]));
  const sameArm = new Map<string, string[]>();
  const moved = new Set<string>();
  for (const [id, { location }] of updated) {
    const originalStep = original.get(id);
    if (!originalStep) continue;
    const container = containerOf(location.within);
    if (containerOf(originalStep.location.within) === container)
      sameArm.set(container, [...(sameArm.get(container) ?? []), id]);
    else moved.add(id);
  }
  for (const ids of sameArm.values()) {
    const unmoved = new Set(longestOrdered(ids, (id) => ranks.get(id) ?? 0));
    for (const id of ids) if (!unmoved.has(id)) moved.add(id);
  }
  return moved;
}

/** The longest subsequence that kept its order. */
function longestOrdered(ids: readonly string[], rank: (id: string) => number): string[] {
  const runs: string[][] = [];
  for (const id of ids) {
    const before = runs
      .filter((run) => rank(run.at(-1) ?? "") < rank(id))
      .reduce<string[]>((longest, run) => (run.length > longest.length ? run : longest), []);
    runs.push([...before, id]);
  }
  return runs.reduce<string[]>((longest, run) => (run.length > longest.length ? run : longest), []);
}

/** A step's settings without nested steps, with its arms by id and their order. */
function settingsOf({ arms, ...step }: Step): Record<string, unknown> {
  if (!arms) return step;
  return {
    ...step,
    arms: Object.fromEntries(arms.map(({ steps: _steps, ...arm }) => [arm.id, arm])),
    armOrder: arms.map(({ id }) => id),
  };
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fieldChanges(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isPlain(before) && isPlain(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => fieldChanges(before[name], after[name], path === "" ? name : `${path}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isPlain)) {
    return before.flatMap((part, at) => fieldChanges(part, after[at], `${path}.${at}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}
