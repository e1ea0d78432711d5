import type { Check } from "#core/activity/explanation.ts";
import type { Facts } from "#core/intake/define.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Conclusion } from "#core/engine/conclude.ts";
import { advance, priorityOf, type Advance } from "#core/engine/advance.ts";
import type { LogStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { onceCommitted, type Sql } from "#shell/db/sql.server.ts";
import { insertLogs, type NewLogRow } from "#shell/repositories/activity/logs.server.ts";
import {
  insertScheduled,
  writeStepEnds,
  type NewScheduled,
  type StepEndRow,
} from "#shell/repositories/engine/scheduled.server.ts";
import { endSequences, saveOutputs, type SequenceEnd } from "#shell/repositories/engine/sequences.server.ts";
import { positionOf, type LoadedStep } from "./decide-steps.server.ts";
import { wakeSatisfiedWaits } from "./wake-satisfied-waits.server.ts";
import { jobIdOf, type Due } from "./remind.server.ts";

/** How a step ended, for its row, its log and its sequence. */
export interface StepOutcomeRow extends Pick<LoadedStep, "row" | "definition"> {
  end: StepEndRow;
  /** Null for a step that is no decision to tell of, such as a wait that is over. */
  log: {
    action: string;
    status: LogStatus;
    reason: Reason | null;
    checks: readonly Check[];
    messageId?: string;
    credits?: number;
  } | null;
  /** Where the sequence goes from here; null where it stays, or has ended before. */
  then: Advance | null;
  /** What the step has made, for later steps to name. */
  outputs?: Facts;
}

/** A step's conclusion as the ending of its row. */
export const stepResultOf = (
  { row, definition, step }: Pick<LoadedStep, "row" | "definition" | "step">,
  { end, log, then }: Conclusion,
): StepOutcomeRow => ({
  row,
  definition,
  end: { id: row.id, ...end },
  log: log && { action: step.type, ...log },
  then,
});

/** What follows a step that is done or has failed; nothing where its sequence has ended meanwhile. */
export function continueSequence(
  item: Pick<LoadedStep, "row" | "definition">,
  result: "done" | "failed",
  now: Instant,
): Advance | null {
  const standing = positionOf(item, now);
  return standing.running ? advance(item.definition, item.row.stepId, { kind: result }, standing) : null;
}

/** The check that made a step wait, told first in the log of what became of it. */
const afterDeferral = (row: LoadedStep["row"], checks: readonly Check[]): Check[] => [
  ...(row.deferral?.checks.filter(({ answer }) => answer === "defer") ?? []),
  ...checks,
];

/**
 * Writes how steps ended: their rows, logs, next steps and the ends of sequences.
 * @returns the steps that are due next
 */
export async function persistStepResults(
  context: AppContext,
  sql: Sql,
  endings: readonly StepOutcomeRow[],
  now: Instant,
): Promise<Due[]> {
  await writeStepEnds(
    sql,
    endings.map(({ end }) => end),
  );
  onceCommitted(sql, () => endings.forEach((ending) => count(context, ending)));
  await insertLogs(
    sql,
    endings.flatMap((ending) => toLog(context, ending, now)),
  );
  const reached = endings.flatMap((ending) =>
    toNext(context, ending, now).map((step) => ({ definition: ending.definition, step })),
  );
  const next = reached.map(({ step }) => step);
  await insertScheduled(sql, next);
  await endSequences(
    sql,
    endings.flatMap((ending) => toSequenceEnd(ending, now)),
  );
  await saveOutputs(
    sql,
    endings.flatMap(({ row, outputs }) => (outputs ? [{ id: row.sequenceId, outputs }] : [])),
  );
  const woken = reached.length > 0 ? await wakeSatisfiedWaits(sql, reached, now) : [];
  return [...woken, ...next.filter(({ held }) => !held).map(({ id, dueAt, priority }) => ({ id, dueAt, priority }))];
}

/**
 * A step that goes on later, or is held, has not ended; a text that is not left out is counted by what came of its
 * call.
 */
function count({ metrics }: AppContext, { end, log }: StepOutcomeRow): void {
  if (end.kind === "later" || end.kind === "held") return;
  const outcome = log?.status ?? (end.kind === "executed" ? "done" : end.kind);
  metrics.executed(outcome);
  if (log?.action === "send_sms" && outcome === "skipped") metrics.texted(outcome);
}

function toLog(context: AppContext, { row, log }: StepOutcomeRow, now: Instant): NewLogRow[] {
  if (!log) return [];
  return [
    {
      id: context.newId(now),
      shopId: row.shopId,
      automationId: row.automationId,
      sequenceId: row.sequenceId,
      scheduledAutomationId: row.id,
      storeEventId: row.storeEventId,
      customerId: row.customerId,
      stepId: row.stepId,
      action: log.action,
      status: log.status,
      reason: log.reason,
      explanation: afterDeferral(row, log.checks),
      messageId: log.messageId ?? null,
      credits: log.credits ?? 0,
      createdAt: now,
    },
  ];
}

function toNext(context: AppContext, { row, definition, then }: StepOutcomeRow, now: Instant): NewScheduled[] {
  if (then?.kind !== "next") return [];
  const held = row.sequenceStatus === "paused" || row.automationStatus === "paused";
  return [
    {
      id: context.newId(now),
      shopId: row.shopId,
      sequenceId: row.sequenceId,
      stepId: then.stepId,
      priority: priorityOf(definition),
      dueAt: then.dueAt,
      jobId: jobIdOf(then.dueAt),
      held,
      createdAt: now,
    },
  ];
}

function toSequenceEnd({ row, then }: StepOutcomeRow, now: Instant): SequenceEnd[] {
  if (then?.kind !== "ended") return [];
  return [{ id: row.sequenceId, status: then.status, endReason: then.because, completedAt: now }];
}
