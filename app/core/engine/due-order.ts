import { Temporal, type Instant } from "../time/time.ts";

/** The sort key of a due step. */
export interface DueOrder {
  /** Lower is more urgent. */
  priority: number;
  dueAt: Instant;
  /** Sequence ids are UUIDv7: they sort by the time of entry. */
  sequenceId: string;
}

/**
 * The order in which steps due together are decided, live and in a backtest: by priority, then due time, then entry.
 * The order matters, because the first step takes the last text under a cap and the last credit.
 */
export const compareDue = (a: DueOrder, b: DueOrder): number =>
  a.priority - b.priority ||
  Temporal.Instant.compare(a.dueAt, b.dueAt) ||
  (a.sequenceId < b.sequenceId ? -1 : Number(a.sequenceId > b.sequenceId));
