import type { Instant } from "../time/time.ts";

/** What an automation's overdue steps come back at, a second. */
const RATE = 10;
/** However many they are, they are back within this. */
const LONGEST_SECONDS = 10 * 60;

export interface StaggeredStep {
  id: string;
  /** 1 is the most urgent. */
  priority: number;
  dueAt: Instant;
}

/**
 * New times for steps that were held beyond their time: one after another, so that a pause of a week does not end in a
 * storm. The urgent go first, then whoever has waited longest. What is not due yet keeps its time.
 */
export function stagger<T extends StaggeredStep>(waiting: readonly T[], now: Instant): T[] {
  const overdue = waiting.filter(({ dueAt }) => dueAt.epochMilliseconds <= now.epochMilliseconds).sort(inTurn);
  const apart = Math.min(1_000 / RATE, (LONGEST_SECONDS * 1_000) / Math.max(1, overdue.length));
  const times = new Map(overdue.map(({ id }, at) => [id, now.add({ milliseconds: Math.floor(at * apart) })]));
  return waiting.map((step) => ({ ...step, dueAt: times.get(step.id) ?? step.dueAt }));
}

const inTurn = (a: StaggeredStep, b: StaggeredStep): number =>
  a.priority - b.priority || a.dueAt.epochMilliseconds - b.dueAt.epochMilliseconds || (a.id < b.id ? -1 : 1);
