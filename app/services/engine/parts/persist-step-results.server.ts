import type { Check } from "#core/activity/explanation.ts";
import type { Facts } from "#core/intake/define.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Conclusion } from "#core/engine/conclude.ts";
import { advance, priorityOf, type Advance } from "#core/engine/advance.ts";
import type { LogStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { afterCommit, type Sql } from "#shell/db/sql.server.ts";
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

/** The result of a step: what to write to its row, its log and its sequence. */
export interface StepResult extends Pick<LoadedStep, "row" | "definition"> {
  end: StepEndRow;
  /** Null for a result without a log, such as a completed wait. */
  log: {
    action: string;
    status: LogStatus;
    reason: Reason | null;
    checks: readonly Check[];
    messageId?: string;
    credits?: number;
  } | null;
  /** How the sequence continues; null when it stays at this step or has ended already. */
  then: Advance | null;
  /** The step's outputs, for the templates of later steps. */
  outputs?: Facts;
}

/** A step's conclusion as its result. */
export const toStepResult = (
  { row, definition, step }: Pick<LoadedStep, "row" | "definition" | "step">,
  { end, log, then }: Conclusion,
): StepResult => ({
  row,
  definition,
  end: { id: row.id, ...end },
  log: log && { action: step.type, ...log },
  then,
});

/** Returns how the sequence continues after a done or failed step; null when the sequence has ended meanwhile. */
export function continueSequence(
  item: Pick<LoadedStep, "row" | "definition">,
  kind: "done" | "failed",
  now: Instant,
): Advance | null {
  const position = positionOf(item, now);
  return position.running ? advance(item.definition, item.row.stepId, { kind }, position) : null;
}

/** The checks of the log: first those that deferred the step earlier. */
const checksWithDeferral = (row: LoadedStep["row"], checks: readonly Check[]): Check[] => [
  ...(row.deferral?.checks.filter(({ answer }) => answer === "defer") ?? []),
  ...checks,
];

/**
 * Persists step results: rows, logs, next steps, outputs and the ends of sequences.
 * @returns the next steps, to remind the queue of
 */
export async function persistStepResults(
  context: AppContext,
  sql: Sql,
  results: readonly StepResult[],
  now: Instant,
): Promise<Due[]> {
  await writeStepEnds(
    sql,
    results.map(({ end }) => end),
  );
  afterCommit(sql, () => results.forEach((result) => tellEnded(context, result)));
  await insertLogs(
    sql,
    results.flatMap((result) => toLog(context, result, now)),
  );
  const reached = results.flatMap((result) =>
    toNext(context, result, now).map((step) => ({ definition: result.definition, step })),
  );
  const next = reached.map(({ step }) => step);
  await insertScheduled(sql, next);
  await endSequences(
    sql,
    results.flatMap((result) => toSequenceEnd(result, now)),
  );
  await saveOutputs(
    sql,
    results.flatMap(({ row, outputs }) => (outputs ? [{ id: row.sequenceId, outputs }] : [])),
  );
  const woken = reached.length > 0 ? await wakeSatisfiedWaits(sql, reached, now) : [];
  return [...woken, ...next.filter(({ held }) => !held).map(({ id, dueAt, priority }) => ({ id, dueAt, priority }))];
}

/** Counts and logs the result of a step. */
function tellEnded(context: AppContext, result: StepResult): void {
  countMetrics(context, result);
  const { row, end, log } = result;
  context.log.info(
    {
      event: row.storeEventId,
      sequence: row.sequenceId,
      step: row.stepId,
      end: end.kind,
      status: log?.status,
      reason: log?.reason,
      message: log?.messageId,
    },
    "a step is decided",
  );
}

/**
 * Counts an ended step in the metrics. A deferred or held step has not ended. Only a skipped text is counted here: the
 * outcome of a call counts the others.
 */
function countMetrics({ metrics }: AppContext, { end, log }: StepResult): void {
  if (end.kind === "later" || end.kind === "given_back" || end.kind === "held") return;
  const outcome = log?.status ?? (end.kind === "executed" ? "done" : end.kind);
  metrics.executed(outcome);
  if (log?.action === "send_sms" && outcome === "skipped") {
    metrics.texted(outcome);
    if (log.reason) metrics.skipped(log.reason);
  }
}

function toLog(context: AppContext, { row, log }: StepResult, now: Instant): NewLogRow[] {
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
      explanation: checksWithDeferral(row, log.checks),
      messageId: log.messageId ?? null,
      credits: log.credits ?? 0,
      createdAt: now,
    },
  ];
}

function toNext(context: AppContext, { row, definition, then }: StepResult, now: Instant): NewScheduled[] {
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

function toSequenceEnd({ row, then }: StepResult, now: Instant): SequenceEnd[] {
  if (then?.kind !== "ended") return [];
  return [{ id: row.sequenceId, status: then.status, endReason: then.because, completedAt: now }];
}
