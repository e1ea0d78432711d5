import { isTimed, type Step } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields, placementOf } from "#core/automations/outline.ts";
import { formatCondition } from "#core/conditions/index.ts";
import { actionMomentOf, mailboxOf, stepFactsOf } from "#core/engine/step-snapshot.ts";
import { messageNumberOf, messageTimingOf, type NextMessage } from "#core/scheduled/next-message.ts";
import { refusalNow } from "#core/scheduled/refusal-now.ts";
import { quietHours } from "#core/sending/guards/timing.ts";
import { isMarketing } from "#core/sending/message-kind.ts";
import type { SampleLinks } from "#core/sending/links.ts";
import type { Instant } from "#core/time/time.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { describeStep, previewStepText } from "#services/automations/parts/describe-steps.server.ts";
import { formatAction, TEXT_ACTION } from "#services/activity/log-actions.server.ts";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { nextMessageOfStep } from "./next-message.server.ts";

const words = text.scheduled;

/** What a run does next, as the Scheduled page shows it. */
export interface DescribedNext {
  /**
   * What staff can change: the next message; or the scheduled step, because a later step decides the message, or none
   * follows.
   */
  kind: NextMessage["kind"];
  /** The message in one line, such as "Send SMS (2 of 3)"; or the scheduled step. */
  tells: string;
  /** The message rendered with current data; null when its template fails, or no single message is next. */
  says: string | null;
  /** When the message goes; for other kinds, when the scheduled step is due. */
  at: Instant;
  /** Later waits or quiet hours may still move the time. */
  isEstimate: boolean;
  /** The message's time can be changed. */
  isTimed: boolean;
  /** The scheduled step waits for a time or an event. */
  isWait: boolean;
  /** Sent now, the text would wait for the end of quiet hours; null when it would not, or its time cannot be changed. */
  nightUntil: Instant | null;
  /** Why the message will be skipped as things stand, as a label; null when nothing known now stops it. */
  skippedFor: string | null;
  /** What may still stop or change the message, one phrase each. */
  mayChange: readonly string[];
}

/** @param definition null when this release cannot read the version */
export function describeNext(
  row: DueStepRow,
  definition: Definition | null,
  { links, sharesSender }: { links: SampleLinks | null; sharesSender: boolean },
  now: Instant,
): DescribedNext {
  const scheduled = definition && placementOf(definition, row.stepId)?.step;
  if (!definition || !scheduled)
    return {
      ...asScheduled(row),
      kind: "none",
      tells: row.stepId,
      says: row.messageBody,
      mayChange: [],
      isWait: false,
    };
  const next = nextMessageOfStep(row, definition);
  const offered = availableFields(definition);
  const around = { ...asScheduled(row), isWait: isTimed(scheduled) };
  if (next.kind === "none")
    return { ...around, kind: "none", tells: describeStep(scheduled, offered), mayChange: [words.noMessage] };
  if (next.kind === "depends") {
    const choices = next.messages.map(({ id, type }) => numbered(definition, id, type)).join(", ");
    return {
      ...around,
      kind: "depends",
      tells: describeStep(scheduled, offered),
      skippedFor: refusalOfAll(row, definition, next.messages, { dueAt: row.dueAt, sharesSender }),
      mayChange: [words.dependsOn(describeStep(next.on, offered), choices), ...stopsOf(definition)],
    };
  }
  const { step, before, dueAt } = next;
  const openingAfter = (at: Instant) => (step.type === TEXT_ACTION && !row.erased ? opening(row, definition, at) : at);
  const opens = openingAfter(dueAt);
  const opensNow = openingAfter(now);
  return {
    ...around,
    kind: "message",
    tells: numbered(definition, step.id, step.type),
    says:
      (before.length === 0 ? row.messageBody : null) ??
      (row.erased ? null : previewStepText(step, actionMomentOf(row, dueAt), definition, links)),
    at: opens,
    isEstimate: before.length > 1 || !opens.equals(dueAt),
    isTimed: messageTimingOf(before) !== null,
    nightUntil: opensNow.equals(now) ? null : opensNow,
    skippedFor: refusalOfAll(row, definition, [step], { dueAt, sharesSender }),
    mayChange: stopsOf(definition),
  };
}

/** Goes at the scheduled step's time. */
const asScheduled = ({ dueAt }: DueStepRow) => ({
  at: dueAt,
  says: null,
  isEstimate: false,
  isTimed: true,
  nightUntil: null,
  skippedFor: null,
});

/** Why each of the messages would be skipped as things stand; null when one of them would go, or the reasons differ. */
function refusalOfAll(
  row: DueStepRow,
  definition: Definition,
  messages: readonly Step[],
  { dueAt, sharesSender }: { dueAt: Instant; sharesSender: boolean },
): string | null {
  const facts = stepFactsOf(row, definition, undefined, [], dueAt, sharesSender);
  const reasons = new Set(messages.map((step) => refusalNow(step, facts, mailboxOf(row, undefined))));
  const [reason] = reasons;
  return reasons.size === 1 && reason ? formatReason(reason).label : null;
}

function numbered(definition: Definition, stepId: string, type: string): string {
  const { number, of } = messageNumberOf(definition, stepId);
  return of > 1 ? words.numbered(formatAction(type), number, of) : formatAction(type);
}

/** When quiet hours let a text go that is due at `dueAt`. */
function opening(row: DueStepRow, definition: Definition, dueAt: Instant): Instant {
  const answer = quietHours.check(stepFactsOf(row, definition, undefined, [], dueAt), { body: "" });
  return answer.answer === "defer" ? answer.until : dueAt;
}

/** What stops a message of the definition before it goes. */
function stopsOf(definition: Definition): string[] {
  const { exits, exitWhen, trigger, kind } = definition;
  const stops = [
    ...exits.map(({ on }) => triggerOf(on).label),
    ...(exitWhen ? [formatCondition(exitWhen, availableFields(definition))] : []),
    ...(triggerOf(trigger.type).needsStandingOrder ? [words.orderCancelled] : []),
    ...(isMarketing(kind) ? [words.unsubscribed] : []),
  ];
  return stops.length > 0 ? [words.notSentIf([...new Set(stops)])] : [];
}
