import type { Instant } from "../time/time.ts";

/** Overdue steps released per second and automation. */
const STEPS_PER_SECOND = 10;
/** The maximum time in seconds over which overdue steps are spread. */
const MAX_SPREAD_SECONDS = 10 * 60;

export interface StaggeredStep {
  id: string;
  /** 1 is the most urgent. */
  priority: number;
  dueAt: Instant;
}

/**
 * Spreads overdue steps after a pause, so that a week's backlog does not go out at once: by priority, then due time.
 * Steps that are not yet due keep their time.
 */
export function stagger<T extends StaggeredStep>(waiting: readonly T[], now: Instant): T[] {
  const overdue = waiting.filter(({ dueAt }) => dueAt.epochMilliseconds <= now.epochMilliseconds).sort(compareUrgency);
  const intervalMs = Math.min(1_000 / STEPS_PER_SECOND, (MAX_SPREAD_SECONDS * 1_000) / Math.max(1, overdue.length));
  const times = new Map(overdue.map(({ id }, at) => [id, now.add({ milliseconds: Math.floor(at * intervalMs) })]));
  return waiting.map((step) => ({ ...step, dueAt: times.get(step.id) ?? step.dueAt }));
}

const compareUrgency = (a: StaggeredStep, b: StaggeredStep): number =>
  a.priority - b.priority || a.dueAt.epochMilliseconds - b.dueAt.epochMilliseconds || (a.id < b.id ? -1 : 1);
