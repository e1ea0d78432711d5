import { placementOf } from "#core/automations/outline.ts";
import { isTimed, type Step } from "#core/actions/index.ts";
import { messageTimingOf } from "#core/scheduled/next-message.ts";
import { blockerToCancelling, blockerToMoving } from "#core/scheduled/step-changes.ts";
import type { AuditAction } from "#core/team/audit-actions.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { rescheduleStep } from "#shell/repositories/engine/active-sequences.server.ts";
import { skipSequenceStep } from "#shell/repositories/engine/sequences.server.ts";
import { text } from "#text/en.ts";
import { refuse } from "../automations/parts/audited-change.server.ts";
import {
  continueSequence,
  persistStepResults,
  toStepResult,
  type StepResult,
} from "../engine/parts/persist-step-results.server.ts";
import type { Due } from "../engine/parts/remind.server.ts";
import {
  changeStep,
  refuseBlocked,
  type LockedStep,
  type StepChangeResult,
  type StepTarget,
} from "./parts/locked-step.server.ts";
import { nextMessageOfStep } from "./parts/next-message.server.ts";

/** Latest due time. */
const MAX_DELAY = Temporal.Duration.from({ hours: 10 * 365 * 24 });

/** Makes a scheduled step, or the message after its waits, due now. All guards still run, so quiet hours apply. */
export const runStepNow = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  makeDue(context, { ...target, to: context.clock.now() }, runActionOf);

/**
 * Reschedules a scheduled step, or the message after its waits; a past time means now. Waits before the message end, so
 * that the message goes at the chosen time.
 */
export const moveStep = (context: AppContext, target: StepTarget & { to: Instant }): Promise<StepChangeResult> =>
  makeDue(context, target, () => "step.moved");

/** What running a step at once is: sending its message, ending its wait, or running another step. */
function runActionOf({ row, definition }: LockedStep): AuditAction {
  const next = definition && nextMessageOfStep(row, definition);
  if (next?.kind === "message" && messageTimingOf(next.before) !== null) return "message.sent_now";
  const step = definition && placementOf(definition, row.stepId)?.step;
  return step && isTimed(step) ? "wait.ended_now" : "step.run_now";
}

const makeDue = (
  context: AppContext,
  { to, ...target }: StepTarget & { to: Instant },
  actionOf: (locked: LockedStep) => AuditAction,
): Promise<StepChangeResult> =>
  changeStep(context, target, async (sql, locked, now) => {
    const { row } = locked;
    const blocker = blockerToMoving(row);
    if (blocker) return { result: refuseBlocked(blocker) };
    if (Temporal.Instant.compare(to, now.add(MAX_DELAY)) > 0)
      return { result: refuse("invalid", text.scheduled.tooFar) };
    const dueAt = Temporal.Instant.compare(to, now) > 0 ? to : now;
    const message = messageAfterWaits(locked);
    const due = message
      ? await endWaits(context, sql, locked, { message, dueAt, now })
      : [{ id: row.id, dueAt, priority: row.priority }];
    if (!message) await rescheduleStep(sql, row.id, dueAt);
    return {
      result: { ok: true, id: row.id, status: "scheduled", dueAt },
      audit: { action: actionOf(locked), before: { dueAt: row.dueAt.toString() }, after: { dueAt: dueAt.toString() } },
      due,
    };
  });

/** The message that several waits separate from the scheduled step; null when moving the step moves the message. */
function messageAfterWaits({ row, definition }: LockedStep): Step | null {
  const next = definition && nextMessageOfStep(row, definition);
  return next?.kind === "message" && messageTimingOf(next.before) === "ends_waits" ? next.step : null;
}

async function endWaits(
  context: AppContext,
  sql: Sql,
  locked: LockedStep,
  { message, dueAt, now }: { message: Step; dueAt: Instant; now: Instant },
): Promise<Due[]> {
  const checks = [
    {
      guard: "sequence_active",
      answer: "pass" as const,
      saw: { was_due_at: locked.row.dueAt.toString(), message_due_at: dueAt.toString() },
    },
  ];
  const result = resultOf(locked, {
    end: { kind: "executed", at: now },
    log: { status: "done", reason: "time_changed_by_hand", checks },
    then: { kind: "next", stepId: message.id, dueAt },
  });
  return result ? persistStepResults(context, sql, [result], now) : [];
}

/** Skips a scheduled step; the sequence continues with the next one. */
export const cancelStep = (context: AppContext, target: StepTarget): Promise<StepChangeResult> =>
  changeStep(context, target, async (sql, locked, now) => {
    const { row, definition } = locked;
    const blocker = blockerToCancelling(row);
    if (blocker) return { result: refuseBlocked(blocker) };
    const result =
      definition &&
      resultOf(locked, {
        end: { kind: "cancelled", at: now },
        log: { status: "skipped", reason: "cancelled_by_hand", checks: cancelledAt(row.dueAt) },
        then: continueSequence({ row, definition }, "done", now),
      });
    if (!result) return { result: refuse("invalid", text.scheduled.strayStep) };
    return {
      result: { ok: true, id: row.id, status: "cancelled", dueAt: row.dueAt },
      audit: { action: "step.cancelled", before: { status: "scheduled" }, after: { status: "cancelled" } },
      due: await persistStepResults(context, sql, [result], now),
    };
  });

/**
 * Skips the next message of a run. A message that is not scheduled yet is skipped when the run reaches it, so that later
 * messages keep their times.
 */
export async function skipMessage(context: AppContext, target: StepTarget): Promise<StepChangeResult> {
  const marked = await changeStep(context, target, async (sql, { row, definition }) => {
    const blocker = blockerToCancelling(row);
    if (blocker) return { result: refuseBlocked(blocker) };
    const next = definition && nextMessageOfStep(row, definition);
    if (next?.kind !== "message") return { result: refuse("invalid", text.scheduled.noSingleMessage) };
    const result = { ok: true as const, id: row.id, status: "scheduled" as const, dueAt: row.dueAt };
    if (next.before.length === 0) return { result: { ...result, isScheduled: true } };
    await skipSequenceStep(sql, row.sequenceId, next.step.id);
    return { result, audit: { action: "message.skipped", before: null, after: { stepId: next.step.id } } };
  });
  return marked.ok && marked.isScheduled ? cancelStep(context, target) : marked;
}

/** A step's result; null when its version does not have the step. */
function resultOf({ row, definition }: LockedStep, conclusion: Parameters<typeof toStepResult>[1]): StepResult | null {
  const step = definition && placementOf(definition, row.stepId)?.step;
  return definition && step ? toStepResult({ row, definition, step }, conclusion) : null;
}

const cancelledAt = (dueAt: Instant) => [
  {
    guard: "sequence_active",
    answer: "skip" as const,
    reason: "cancelled_by_hand" as const,
    saw: { was_due_at: dueAt.toString() },
  },
];
