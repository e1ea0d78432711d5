import { chargeLateProof } from "#core/credits/late-proof.ts";
import { release, settle, type Movement } from "#core/credits/ledger.ts";
import { creditsForText } from "#core/credits/prices.ts";
import type { Check } from "#core/activity/explanation.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { MAX_ATTEMPTS, nextAttemptAt } from "#core/engine/backoff.ts";
import { outcomeNotFoundCheck } from "#core/sending/unknown-outcome.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Instant } from "#core/time/time.ts";
import type { LateProof } from "#shell/repositories/sending/late-proof.server.ts";
import type { MessageUpdate, OpenMessage } from "#shell/repositories/sending/messages.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { continueSequence, type StepResult } from "#services/engine/parts/persist-step-results.server.ts";

/**
 * The outcome of a message: of its call, or of lookups. `given_up`: the outcome stays unknown. `send_again`: the
 * provider has no such text, and the automation resends on unknown.
 */
export type MessageOutcome = SendOutcome | { kind: "given_up"; check: Check } | { kind: "send_again"; check: Check };

/** Twilio's error code for a number that opted out of the sender. */
export const TWILIO_OPTED_OUT = "21610";

/** Twilio's error code for a country that the account's geo permissions leave out. */
const TWILIO_NO_GEO_PERMISSION = "21408";

/** The error code of a message with an unknown outcome, also after it is given up. */
const UNKNOWN = "outcome_unknown";

type State = Pick<OpenMessage, "status" | "errorCode">;

/** Whether a text was closed with an unknown outcome. */
const wasGivenUp = ({ status, errorCode }: State): boolean => status === "failed" && errorCode === UNKNOWN;

/**
 * Whether proof that the provider has the text is still missing, also when the text waits for a resend or is given up.
 */
export const awaitsProof = (message: State): boolean =>
  message.status === "sending" || message.status === "unknown" || message.status === "pending" || wasGivenUp(message);

/**
 * Whether an outcome changes a message in its current status. Proof of sending counts until the message has proof. Any
 * other outcome counts only if it is of the message's last attempt.
 * @param isOvertaken whether the message has a later attempt
 */
export function outcomeApplies(outcome: MessageOutcome, message: State, isOvertaken: boolean): boolean {
  if (outcome.kind === "accepted") return awaitsProof(message);
  if (isOvertaken) return false;
  if (outcome.kind === "unknown") return message.status === "sending";
  if (outcome.kind === "given_up" || outcome.kind === "send_again") return message.status === "unknown";
  if (outcome.kind === "withheld") return message.status === "sending";
  return message.status === "sending" || message.status === "unknown";
}

/** Whether settling charges more than the reserved credits, so that it needs the balance. */
export const needsBalance = (outcome: MessageOutcome | undefined, message: OpenMessage): boolean =>
  outcome?.kind === "accepted" && (wasGivenUp(message) || (outcome.segments ?? message.segments) > message.segments);

/** The log's action by channel. */
const ACTIONS: Record<OpenMessage["channel"], string> = { sms: "send_sms", email: "send_email" };

type StepPlace = Pick<StepResult, "definition"> & { row: DueStepRow };

/** The changes that an outcome makes to its message, credits, step and sequence. */
export interface Settlement {
  message: MessageUpdate;
  movement: Movement | null;
  stepResult: StepResult | null;
  lateProof: LateProof | null;
}

interface OutcomeEvidence {
  outcome: MessageOutcome;
  /** The source of the outcome; null for the call's own response. */
  evidence: Check | null;
}

/**
 * Computes the settlement of a message from its outcome.
 * @param holding the shop's credits; only needed when `affectsBalance`
 */
export function settlementOf(
  { outcome, evidence }: OutcomeEvidence,
  message: OpenMessage,
  place: StepPlace,
  holding: { balance: number; reserved: number },
  now: Instant,
): Settlement {
  const { row, definition } = place;
  const unchanged = {
    id: message.messageId,
    segments: message.segments,
    billedSegments: null,
    providerId: null,
    providerStatus: null,
    errorCode: null,
    updatedAt: now,
  };
  const reserved = message.credits;
  const action = ACTIONS[message.channel];
  const checks = evidence ? [...message.checks, evidence] : message.checks;
  // A step that was cancelled during its call gets no retry.
  const canRetry = row.attempts < MAX_ATTEMPTS && row.status === "scheduled";
  const step = { row, definition };
  const base = { movement: null, stepResult: null, lateProof: null };
  const failed = (reason: Reason, error: string, errorCode: string, why: Check): Settlement => ({
    ...base,
    message: { ...unchanged, status: "failed", credits: 0, errorCode },
    movement: reserved > 0 ? release(message.messageId, reserved) : null,
    stepResult: {
      ...step,
      end: { id: row.id, kind: "failed", at: now, error },
      log: { action, status: "failed", reason, checks: [...checks, why], messageId: message.messageId },
      then: continueSequence(place, "failed", now),
    },
  });
  const byProvider = (reason: Reason, code: string, answer: string): Check => ({
    guard: "provider",
    answer: "skip",
    reason,
    saw: { code, answer: answer.slice(0, 300).toWellFormed() },
  });
  const later = (dueAt: Instant, errorCode: string, error: string, deferral: DueStepRow["deferral"]): Settlement => ({
    ...base,
    message: { ...unchanged, status: "pending", credits: reserved, errorCode },
    stepResult: { ...step, end: { id: row.id, kind: "later", dueAt, deferral, error }, log: null, then: null },
  });

  switch (outcome.kind) {
    case "accepted": {
      const segments = outcome.segments ?? message.segments;
      const billed = priceOf(message, segments);
      const sent = {
        ...unchanged,
        status: "sent" as const,
        segments,
        billedSegments: message.channel === "sms" ? outcome.segments : null,
        providerId: outcome.providerId,
        providerStatus: outcome.providerStatus,
      };
      if (wasGivenUp(message)) return settleLateProof(sent, billed, evidence, place, holding, now);
      const movement = reserved > 0 || billed > 0 ? settle(message.messageId, reserved, billed, holding) : null;
      const credits = reserved - (movement?.amount ?? 0);
      return {
        ...base,
        message: { ...sent, credits },
        movement,
        stepResult: {
          ...step,
          end: { id: row.id, kind: "executed", at: now },
          log: { action, status: "sent", reason: null, checks, messageId: message.messageId, credits },
          then: continueSequence(place, "done", now),
        },
      };
    }
    case "refused": {
      const { code, detail } = outcome;
      if (code === TWILIO_NO_GEO_PERMISSION)
        return asSkipped(
          failed("country_not_served", `${code}: ${detail}`, code, byProvider("country_not_served", code, detail)),
          place,
          now,
        );
      if (code !== TWILIO_OPTED_OUT)
        return failed("provider_rejected", `${code}: ${detail}`, code, byProvider("provider_rejected", code, detail));
      return asSkipped(
        failed("opted_out", `${code}: ${detail}`, code, byProvider("opted_out", code, detail)),
        place,
        now,
      );
    }
    case "throttled": {
      if (row.status !== "scheduled")
        return failed(
          "provider_unreachable",
          outcome.detail,
          outcome.kind,
          byProvider("provider_unreachable", outcome.kind, outcome.detail),
        );
      // Being told to wait is no failure of the text: it waits with its sender, counts no attempt, and is given up when
      // it is stale. All texts of the sender are due together, so that the most important goes first.
      const until = outcome.until ?? nextAttemptAt(now, 1, row.id);
      const check: Check = {
        guard: "sender_busy",
        answer: "defer",
        reason: "sender_busy",
        saw: { answer: outcome.detail },
        until: until.toString(),
      };
      const since = row.deferral?.since ?? now.toString();
      return later(until, outcome.kind, outcome.detail, { ...deferral(row, check), since });
    }
    case "unreachable":
      if (!canRetry)
        return failed(
          "provider_unreachable",
          outcome.detail,
          outcome.kind,
          byProvider("provider_unreachable", outcome.kind, outcome.detail),
        );
      return later(nextAttemptAt(now, row.attempts, row.id), outcome.kind, outcome.detail, null);
    case "paused": {
      if (row.status !== "scheduled")
        return failed(
          "provider_unreachable",
          outcome.detail,
          outcome.kind,
          byProvider("provider_unreachable", outcome.kind, outcome.detail),
        );
      // A deferral that counts as no attempt: the provider was not called. The jitter spreads the deferred steps.
      const until = nextAttemptAt(outcome.until, 1, row.id);
      const check: Check = {
        guard: "provider",
        answer: "defer",
        reason: "provider_unreachable",
        saw: { answer: outcome.detail },
        until: until.toString(),
      };
      return later(until, outcome.kind, outcome.detail, deferral(row, check));
    }
    case "withheld": {
      const { reason } = outcome;
      const why: Check = { guard: "withheld", answer: "skip", reason, saw: {} };
      // Decided again at once, which holds the step and its credits until the automation resumes, and uses no attempt.
      if (reason === "automation_paused" && row.status === "scheduled")
        return later(now, reason, "turned off before its call", deferral(row, { ...why, answer: "hold" }));
      return asSkipped(failed(reason, reason, reason, why), place, now);
    }
    case "given_back": {
      const error = "it was not called for";
      if (row.status !== "scheduled")
        return failed("provider_unreachable", error, outcome.kind, {
          guard: "withheld",
          answer: "skip",
          reason: "provider_unreachable",
          saw: { answer: error },
        });
      return {
        ...base,
        message: { ...unchanged, status: "pending", credits: reserved },
        stepResult: {
          ...step,
          end: { id: row.id, kind: "given_back", dueAt: row.dueAt, attempts: Math.max(0, row.attempts - 1) },
          log: null,
          then: null,
        },
      };
    }
    case "unknown":
      return {
        ...base,
        message: { ...unchanged, status: "unknown", credits: reserved, errorCode: UNKNOWN },
        stepResult: {
          ...step,
          end: { id: row.id, kind: "held", error: `${UNKNOWN}: ${outcome.detail}` },
          log: null,
          then: null,
        },
      };
    case "send_again":
      if (row.status === "scheduled")
        return later(now, UNKNOWN, `${UNKNOWN}: it is sent again`, deferral(row, outcome.check));
      return failed(
        "outcome_unknown",
        `${UNKNOWN}: the phone company knows of no such text`,
        UNKNOWN,
        outcomeNotFoundCheck("skip", outcome.check.saw),
      );
    case "given_up":
      return failed("outcome_unknown", `${UNKNOWN}: it could not be found out`, UNKNOWN, outcome.check);
  }
}

/** The credits for the number of sent segments; an MMS has one price. E-mails are free. */
function priceOf({ channel, segments, credits, to, mediaUrls }: OpenMessage, sentSegments: number): number {
  if (channel === "email") return 0;
  const isMms = mediaUrls.length > 0;
  return (isMms || sentSegments === segments) && credits > 0
    ? credits
    : creditsForText({ segments: sentSegments, isMms }, readPhone(to)?.country ?? null);
}

/** Adds a check to the step's deferral; it replaces an earlier check of the same guard. */
const deferral = ({ deferral: before }: DueStepRow, check: Check): NonNullable<DueStepRow["deferral"]> => ({
  reason: check.reason ?? check.guard,
  checks: [...(before?.checks.filter(({ guard }) => guard !== check.guard) ?? []), check],
});

/**
 * The settlement with a skipped instead of a failed step. The carrier had the opt-out before Shopbell, or the opt-out
 * came after the commit: the sequence continues as if a guard had skipped the text.
 */
function asSkipped(result: Settlement, place: StepPlace, now: Instant): Settlement {
  if (!result.stepResult?.log) return result;
  return {
    ...result,
    stepResult: {
      ...result.stepResult,
      end: { id: place.row.id, kind: "executed", at: now },
      log: { ...result.stepResult.log, status: "skipped" },
      then: continueSequence(place, "done", now),
    },
  };
}

/**
 * Settles a given-up text that proves to be sent: charges it and corrects its log. Does not resume a sequence with
 * further steps, because they would come at the wrong time.
 */
function settleLateProof(
  sent: Omit<MessageUpdate, "credits">,
  billed: number,
  evidence: Check | null,
  place: StepPlace,
  holding: { balance: number; reserved: number },
  now: Instant,
): Settlement {
  const { row, definition } = place;
  const movement = chargeLateProof(sent.id, billed, holding);
  const credits = -movement.amount;
  const then = continueSequence({ definition, row: { ...row, sequenceStatus: "active" } }, "done", now);
  const check: Check = evidence ?? { guard: "found_out", answer: "pass", saw: {} };
  const saw = { ...check.saw, after_it_was_given_up: true, credits_charged: credits };
  return {
    message: { ...sent, credits },
    movement,
    stepResult: null,
    lateProof: {
      messageId: sent.id,
      credits,
      check: { ...check, saw },
      at: now,
      completes:
        then?.kind === "ended" && then.status === "completed" && row.sequenceStatus === "failed"
          ? row.sequenceId
          : null,
    },
  };
}
