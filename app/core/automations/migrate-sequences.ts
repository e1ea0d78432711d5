import { isTimed } from "../actions/index.ts";
import type { Step } from "../actions/index.ts";
import type { Definition } from "./definition.ts";
import { outline, placementOf, type StepPlacement } from "./outline.ts";

/**
 * What to do with active sequences when a new version is published: finish on the old version, move to the step with
 * the same id, or cancel.
 */
export const migrationChoices = ["finish", "move", "cancel"] as const;
export type MigrationChoice = (typeof migrationChoices)[number];

/** An active sequence and its position, or several that stand alike. */
export interface ActiveSequence {
  /** How many stand alike; absent for one. */
  sequences?: number;
  /** The version that it follows. */
  definition: Definition;
  /** The step that it waits at; null between steps. */
  stepId: string | null;
  /** The ids of completed steps. */
  behind: readonly string[];
  /** A text is being sent, or a worker holds the step's lease. */
  underWay: boolean;
}

/**
 * Why a sequence stays on its version: the merchant chose so, its step is missing, a text is in progress, a step would
 * run twice, or its trigger differs, so that the new texts would lack their facts.
 */
type StayReason = "asked" | "step_gone" | "under_way" | "would_repeat" | "other_trigger";

/** The migration result of one sequence. */
export type MigrationFate<T extends ActiveSequence> = { insider: T } & (
  | { kind: "cancelled" }
  | { kind: "stays"; because: StayReason }
  | {
      kind: "moves";
      stepId: string;
      /** The wait, or one that follows it, has changed, so its due time must be recomputed. */ retimed: boolean;
    }
);

/** Decides the migration of active sequences when `next` is published. */
export const migrateSequences = <T extends ActiveSequence>(
  choice: MigrationChoice,
  sequences: readonly T[],
  next: Definition,
): MigrationFate<T>[] => sequences.map((insider) => ({ insider, ...migrate(choice, insider, next) }));

function migrate(choice: MigrationChoice, { definition, stepId, behind, underWay }: ActiveSequence, next: Definition) {
  if (choice === "cancel") return { kind: "cancelled" as const };
  const stays = (because: StayReason) => ({ kind: "stays" as const, because });
  if (choice === "finish") return stays("asked");
  if (definition.trigger.type !== next.trigger.type) return stays("other_trigger");
  if (underWay || stepId === null) return stays("under_way");
  const place = placementOf(next, stepId);
  if (!place) return stays("step_gone");
  const ahead = stepsAfter(next, stepId);
  if (behind.some((id) => ahead.has(id))) return stays("would_repeat");
  const isSame = timingOf(definition, placementOf(definition, stepId)) === timingOf(next, place);
  return { kind: "moves" as const, stepId, retimed: isTimed(place.step) && !isSame };
}

/** What a step's due time depends on: the step, and a wait that follows it. */
function timingOf(definition: Definition, place: StepPlacement | null): string {
  const following = place?.next ? placementOf(definition, place.next)?.step : undefined;
  return JSON.stringify(
    [place?.step, following?.type === "wait" ? following : undefined].map((step) => [step?.type, step?.config]),
  );
}

/** All steps that may still follow a step: in its arms, after it, and in the arms of those. */
function stepsAfter(definition: Definition, stepId: string): Set<string> {
  const ahead = new Set<string>();
  const addAll = (steps: readonly Step[]): void => {
    for (const step of steps) {
      ahead.add(step.id);
      for (const arm of step.arms ?? []) addAll(arm.steps);
    }
  };
  const places = outline(definition);
  for (const arm of places.get(stepId)?.step.arms ?? []) addAll(arm.steps);
  for (
    let next = places.get(stepId)?.next ?? null;
    next !== null && !ahead.has(next);
    next = places.get(next)?.next ?? null
  ) {
    const step = places.get(next)?.step;
    if (step) addAll([step]);
  }
  return ahead;
}

/** Counts by result. */
export interface MigrationCounts {
  total: number;
  cancelled: number;
  moved: number;
  /** The moved sequences whose wait has a new due time. */
  retimed: number;
  stayed: Record<StayReason, number>;
}

export function countMigrationFates(fates: readonly MigrationFate<ActiveSequence>[]): MigrationCounts {
  const counts: MigrationCounts = {
    total: fates.reduce((sum, fate) => sum + sizeOf(fate), 0),
    cancelled: 0,
    moved: 0,
    retimed: 0,
    stayed: { asked: 0, step_gone: 0, under_way: 0, would_repeat: 0, other_trigger: 0 },
  };
  for (const fate of fates) {
    if (fate.kind === "cancelled") counts.cancelled += sizeOf(fate);
    else if (fate.kind === "stays") counts.stayed[fate.because] += sizeOf(fate);
    else {
      counts.moved += sizeOf(fate);
      if (fate.retimed) counts.retimed += sizeOf(fate);
    }
  }
  return counts;
}

const sizeOf = ({ insider: { sequences = 1 } }: MigrationFate<ActiveSequence>): number => sequences;
