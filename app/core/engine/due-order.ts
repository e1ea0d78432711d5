import { Temporal, type Instant } from "../time/time.ts";

/** A step whose time has come, where it stands in line. */
export interface DueOrder {
  /** The lower, the more urgent. */
  priority: number;
  dueAt: Instant;
  /** Ids of sequences sort in the order in which the sequences were entered. */
  sequenceId: string;
}

/**
 * The order in which steps are decided that come to their turn together, live and in a replay: the more urgent first,
 * then the longer due, then whoever entered first. It settles who gets the last text that a cap allows, and the last
 * credit.
 */
export const compareDue = (a: DueOrder, b: DueOrder): number =>
  a.priority - b.priority ||
  Temporal.Instant.compare(a.dueAt, b.dueAt) ||
  (a.sequenceId < b.sequenceId ? -1 : Number(a.sequenceId > b.sequenceId));
