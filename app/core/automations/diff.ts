import type { Step } from "../actions/index.ts";
import { canonical } from "./canonical.ts";
import type { Definition } from "./definition.ts";
import { outline } from "./outline.ts";

/** One setting, before and after; undefined where there was none, or is none any more. */
export interface FieldChange {
  /** Such as "config.body", "arms.vip.when" or "trigger.config.after.amount". */
  path: string;
  before: unknown;
  after: unknown;
}

/** Where a step stands: in an arm, or on the trunk; behind which of its neighbours, or first. */
export interface DiffLocation {
  within: { stepId: string; armId: string } | null;
  behind: string | null;
}

export type StepChange =
  | { kind: "added"; stepId: string; type: string; to: DiffLocation }
  | { kind: "removed"; stepId: string; type: string; from: DiffLocation }
  | { kind: "moved"; stepId: string; type: string; from: DiffLocation; to: DiffLocation }
  | { kind: "changed"; stepId: string; type: string; fields: FieldChange[] };

/** What sets one definition apart from another. */
export interface DefinitionDiff {
  /** Of the automation as a whole: its name, trigger, conditions, exits ... */
  settings: FieldChange[];
  /** Those removed first, then the others in the order in which a reader of the newer one meets them. */
  steps: StepChange[];
}

export const isEmpty = ({ settings, steps }: DefinitionDiff): boolean => settings.length === 0 && steps.length === 0;

/** Compares two definitions, step by step, by the steps' ids: a step that was renamed is one removed and one added. */
export function diffDefinitions(one: Definition, other: Definition): DefinitionDiff {
  const [before, after] = [canonical(one), canonical(other)];
  const [old, fresh] = [placed(before), placed(after)];
  const moved = movedSteps(old, fresh);
  const { steps: _before, ...settingsBefore } = before;
  const { steps: _after, ...settingsAfter } = after;
  return {
    settings: fieldChanges(settingsBefore, settingsAfter, ""),
    steps: [
      ...[...old.values()].flatMap(({ step, spot }): StepChange[] =>
        fresh.has(step.id) ? [] : [{ kind: "removed", stepId: step.id, type: step.type, from: spot }],
      ),
      ...[...fresh.values()].flatMap(({ step, spot }): StepChange[] => {
        const was = old.get(step.id);
        const named = { stepId: step.id, type: step.type };
        if (!was) return [{ kind: "added", ...named, to: spot }];
        const fields = fieldChanges(ownSettings(was.step), ownSettings(step), "");
        return [
          ...(moved.has(step.id) ? [{ kind: "moved" as const, ...named, from: was.spot, to: spot }] : []),
          ...(fields.length > 0 ? [{ kind: "changed" as const, ...named, fields }] : []),
        ];
      }),
    ],
  };
}

interface Placed {
  step: Step;
  spot: DiffLocation;
}

function placed(definition: Definition): Map<string, Placed> {
  const last = new Map<string, string>();
  return new Map(
    [...outline(definition).values()].map(({ step, within }) => {
      const arm = within.at(-1) ?? null;
      const behind = last.get(containerOf(arm)) ?? null;
      last.set(containerOf(arm), step.id);
      return [step.id, { step, spot: { within: arm, behind } }];
    }),
  );
}

const containerOf = (arm: DiffLocation["within"]): string => (arm ? `${arm.stepId}/${arm.armId}` : "");

/** Steps that went elsewhere: into another arm, or past a neighbour. Of two that changed places, one has moved. */
function movedSteps(old: ReadonlyMap<string, Placed>, fresh: ReadonlyMap<string, Placed>): Set<string> {
  const ranks = new Map([...old.keys()].map((id, rank) => [id, rank]));
  const stayed = new Map<string, string[]>();
  const moved = new Set<string>();
  for (const [id, { spot }] of fresh) {
    const was = old.get(id);
    if (!was) continue;
    const container = containerOf(spot.within);
    if (containerOf(was.spot.within) === container) stayed.set(container, [...(stayed.get(container) ?? []), id]);
    else moved.add(id);
  }
  for (const ids of stayed.values()) {
    const kept = new Set(longestRising(ids, (id) => ranks.get(id) ?? 0));
    for (const id of ids) if (!kept.has(id)) moved.add(id);
  }
  return moved;
}

/** The longest run, not necessarily of neighbours, that stands in its old order. */
function longestRising(ids: readonly string[], rank: (id: string) => number): string[] {
  const runs: string[][] = [];
  for (const id of ids) {
    const before = runs
      .filter((run) => rank(run.at(-1) ?? "") < rank(id))
      .reduce<string[]>((longest, run) => (run.length > longest.length ? run : longest), []);
    runs.push([...before, id]);
  }
  return runs.reduce<string[]>((longest, run) => (run.length > longest.length ? run : longest), []);
}

/** A step without the steps below it; its arms by their ids, and the order they are asked in. */
function ownSettings({ arms, ...step }: Step): Record<string, unknown> {
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
