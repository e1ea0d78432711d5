import { isTimed } from "../actions/index.ts";
import type { Step } from "../actions/index.ts";
import type { Definition } from "./definition.ts";
import { outline, placementOf } from "./outline.ts";

/**
 * What becomes of those inside when a version is published: they finish on theirs, move to the same-named step, or
 * are cancelled.
 */
export const migrationChoices = ["finish", "move", "cancel"] as const;
export type MigrationChoice = (typeof migrationChoices)[number];

/** A running sequence where it stands. */
export interface ActiveSequence {
  sequenceId: string;
  /** The version it runs by. */
  definition: Definition;
  /** The step it waits at; null between two steps. */
  stepId: string | null;
  /** Steps it has been through. */
  behind: readonly string[];
  /** A text of it is on its way, or a worker is at it. */
  underWay: boolean;
}

/**
 * Why a sequence stays on its version: it was asked so, its step is gone, a text is under way, it would come to a
 * step a second time, or it came in by another trigger and does not know what the new texts speak of.
 */
type Stays = "asked" | "step_gone" | "under_way" | "would_repeat" | "other_trigger";

/** What becomes of each. */
export type MigrationFate<T extends ActiveSequence> = { insider: T } & (
  | { kind: "cancelled" }
  | { kind: "stays"; because: Stays }
  | { kind: "moves"; stepId: string; /** Its wait was changed: when it is over is found anew. */ retimed: boolean }
);

/** Decides what becomes of those inside an automation of which `next` is published. */
export const migrateSequences = <T extends ActiveSequence>(
  choice: MigrationChoice,
  insiders: readonly T[],
  next: Definition,
): MigrationFate<T>[] => insiders.map((insider) => ({ insider, ...fateOf(choice, insider, next) }));

function fateOf(choice: MigrationChoice, { definition, stepId, behind, underWay }: ActiveSequence, next: Definition) {
  if (choice === "cancel") return { kind: "cancelled" as const };
  const stays = (because: Stays) => ({ kind: "stays" as const, because });
  if (choice === "finish") return stays("asked");
  if (definition.trigger.type !== next.trigger.type) return stays("other_trigger");
  if (underWay || stepId === null) return stays("under_way");
  const place = placementOf(next, stepId);
  if (!place) return stays("step_gone");
  const ahead = aheadOf(next, stepId);
  if (behind.some((id) => ahead.has(id))) return stays("would_repeat");
  const before = placementOf(definition, stepId)?.step;
  return { kind: "moves" as const, stepId, retimed: isTimed(place.step) && !waitsAlike(before, place.step) };
}

const waitsAlike = (before: Step | undefined, after: Step): boolean =>
  before?.type === after.type && JSON.stringify(before.config) === JSON.stringify(after.config);

/** Steps that a sequence may still come to from one: those below it, those after it, and what hangs below those. */
function aheadOf(definition: Definition, stepId: string): Set<string> {
  const ahead = new Set<string>();
  const takeIn = (steps: readonly Step[]): void => {
    for (const step of steps) {
      ahead.add(step.id);
      for (const arm of step.arms ?? []) takeIn(arm.steps);
    }
  };
  const places = outline(definition);
  for (const arm of places.get(stepId)?.step.arms ?? []) takeIn(arm.steps);
  for (
    let next = places.get(stepId)?.next ?? null;
    next !== null && !ahead.has(next);
    next = places.get(next)?.next ?? null
  ) {
    const step = places.get(next)?.step;
    if (step) takeIn([step]);
  }
  return ahead;
}

/** How many of those inside come to what. */
export interface MigrationCounts {
  total: number;
  cancelled: number;
  moved: number;
  /** Of those moved: whose wait ends at another time now. */
  retimed: number;
  stayed: Record<Stays, number>;
}

export function countMigrationFates(fates: readonly MigrationFate<ActiveSequence>[]): MigrationCounts {
  const counts: MigrationCounts = {
    total: fates.length,
    cancelled: 0,
    moved: 0,
    retimed: 0,
    stayed: { asked: 0, step_gone: 0, under_way: 0, would_repeat: 0, other_trigger: 0 },
  };
  for (const fate of fates) {
    if (fate.kind === "cancelled") counts.cancelled++;
    else if (fate.kind === "stays") counts.stayed[fate.because]++;
    else {
      counts.moved++;
      if (fate.retimed) counts.retimed++;
    }
  }
  return counts;
}
