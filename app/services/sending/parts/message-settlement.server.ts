import { chargeLateProof } from "#core/credits/late-proof.ts";
import { release, settle, type Movement } from "#core/credits/ledger.ts";
import { creditsFor } from "#core/credits/prices.ts";
import type { Check } from "#core/activity/explanation.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { MAX_ATTEMPTS, nextTry } from "#core/engine/backoff.ts";
import { outcomeNotFound } from "#core/sending/unknown-outcome.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Instant } from "#core/time/time.ts";
import type { LateProof } from "#shell/repositories/sending/late-proof.server.ts";
import type { MessageUpdate, OpenMessage } from "#shell/repositories/sending/messages.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import { continueSequence, type StepOutcomeRow } from "#services/engine/parts/persist-step-results.server.ts";

/**
 * What is known of a text: from its call, or from having looked for it. given_up: it cannot be found out. send_again:
 * nobody knows of it, and the merchant would rather have it go out twice than never.
 */
export type MessageOutcome = SendOutcome | { kind: "given_up"; check: Check } | { kind: "send_again"; check: Check };

/** Twilio's code for a number that said stop to the sender. */
export const TWILIO_OPTED_OUT = "21610";

/** What a message bears whose outcome is unknown, also once it was given up. */
const UNKNOWN = "outcome_unknown";

type State = Pick<OpenMessage, "status" | "errorCode">;

/** Whether a text was given up without anybody knowing whether it went out. */
const wasGivenUp = ({ status, errorCode }: State): boolean => status === "failed" && errorCode === UNKNOWN;

/** Whether proof that the provider has the text is news: also for one that waits to go out again, or was given up. */
export const awaitsProof = (message: State): boolean =>
  message.status === "sending" || message.status === "unknown" || message.status === "pending" || wasGivenUp(message);

/**
 * Whether an outcome has anything to say about a message as it stands. Proof that a text went out always does while
 * that is not known; that one call did not send it says nothing once the message was called for anew.
 * @param isOvertaken whether the outcome is of a call before the message's last
 */
export function outcomeApplies(outcome: MessageOutcome, message: State, isOvertaken: boolean): boolean {
  if (outcome.kind === "accepted") return awaitsProof(message);
  if (isOvertaken) return false;
  if (outcome.kind === "unknown") return message.status === "sending";
  if (outcome.kind === "given_up" || outcome.kind === "send_again") return message.status === "unknown";
  if (outcome.kind === "withheld") return message.status === "sending";
  return message.status === "sending" || message.status === "unknown";
}

/** Whether settling asks for the balance: it charges beyond what is held. */
export const affectsBalance = (outcome: MessageOutcome | undefined, message: OpenMessage): boolean =>
  outcome?.kind === "accepted" && (wasGivenUp(message) || (outcome.segments ?? message.segments) > message.segments);

/** What the log calls the sending of a message. */
const ACTIONS: Record<OpenMessage["channel"], string> = { sms: "send_sms", email: "send_email" };

type Place = Pick<StepOutcomeRow, "definition"> & { row: DueStepRow };

/** What an outcome makes of its message, its credits, its step and its sequence. */
export interface Settlement {
  message: MessageUpdate;
  movement: Movement | null;
  ending: StepOutcomeRow | null;
  late: LateProof | null;
}

interface Told {
  outcome: MessageOutcome;
  /** How it came to be known, where that was not by the call's own answer. */
  evidence: Check | null;
}

export function settlementOf(
  { outcome, evidence }: Told,
  message: OpenMessage,
  place: Place,
  holding: { balance: number; reserved: number },
  now: Instant,
): Settlement {
  const { row, definition } = place;
  const same = {
    id: message.messageId,
    segments: message.segments,
    providerId: null,
    providerStatus: null,
    errorCode: null,
    updatedAt: now,
  };
  const held = message.credits;
  const action = ACTIONS[message.channel];
  const checks = evidence ? [...message.checks, evidence] : message.checks;
  // A step that was cancelled while its call was under way is not called for again.
  const tryAgain = row.attempts < MAX_ATTEMPTS && row.status === "scheduled";
  const ending = { row, definition };
  const nothing = { movement: null, ending: null, late: null };
  const failed = (reason: Reason, error: string, errorCode: string, why: Check): Settlement => ({
    ...nothing,
    message: { ...same, status: "failed", credits: 0, errorCode },
    movement: held > 0 ? release(message.messageId, held) : null,
    ending: {
      ...ending,
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
    ...nothing,
    message: { ...same, status: "pending", credits: held, errorCode },
    ending: { ...ending, end: { id: row.id, kind: "later", dueAt, deferral, error }, log: null, then: null },
  });

  switch (outcome.kind) {
    case "accepted": {
      const segments = outcome.segments ?? message.segments;
      const billed = priceOf(message, segments);
      const sent = {
        ...same,
        status: "sent" as const,
        segments,
        providerId: outcome.providerId,
        providerStatus: outcome.providerStatus,
      };
      if (wasGivenUp(message)) return sentAfterAll(sent, billed, evidence, place, holding, now);
      const movement = held > 0 || billed > 0 ? settle(message.messageId, held, billed, holding) : null;
      const credits = held - (movement?.amount ?? 0);
      return {
        ...nothing,
        message: { ...sent, credits },
        movement,
        ending: {
          ...ending,
          end: { id: row.id, kind: "executed", at: now },
          log: { action, status: "sent", reason: null, checks, messageId: message.messageId, credits },
          then: continueSequence(place, "done", now),
        },
      };
    }
    case "refused": {
      const { code, detail } = outcome;
      if (code !== TWILIO_OPTED_OUT)
        return failed("provider_rejected", `${code}: ${detail}`, code, byProvider("provider_rejected", code, detail));
      return asSkipped(
        failed("opted_out", `${code}: ${detail}`, code, byProvider("opted_out", code, detail)),
        place,
        now,
      );
    }
    case "throttled":
    case "unreachable":
      if (!tryAgain)
        return failed(
          "provider_unreachable",
          outcome.detail,
          outcome.kind,
          byProvider("provider_unreachable", outcome.kind, outcome.detail),
        );
      return later(nextTry(now, row.attempts, row.id), outcome.kind, outcome.detail, null);
    case "paused": {
      if (row.status !== "scheduled")
        return failed(
          "provider_unreachable",
          outcome.detail,
          outcome.kind,
          byProvider("provider_unreachable", outcome.kind, outcome.detail),
        );
      // A deferral, and no try: it was not called for. Those that wait together come back one after another.
      const until = nextTry(outcome.until, 1, row.id);
      const waits: Check = {
        guard: "provider",
        answer: "defer",
        reason: "provider_unreachable",
        saw: { answer: outcome.detail },
        until: until.toString(),
      };
      return later(until, outcome.kind, outcome.detail, deferral(row, waits));
    }
    case "withheld": {
      const { reason } = outcome;
      const why: Check = { guard: "withheld", answer: "skip", reason, saw: {} };
      // Decided anew at once: it is held for as long as the pause lasts, its credits with it, and no try is used up.
      if (reason === "automation_paused" && row.status === "scheduled")
        return later(now, reason, "turned off before its call", deferral(row, { ...why, answer: "hold" }));
      return asSkipped(failed(reason, reason, reason, why), place, now);
    }
    case "unknown":
      return {
        ...nothing,
        message: { ...same, status: "unknown", credits: held, errorCode: UNKNOWN },
        ending: {
          ...ending,
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
        outcomeNotFound("skip", outcome.check.saw),
      );
    case "given_up":
      return failed("outcome_unknown", `${UNKNOWN}: it could not be found out`, UNKNOWN, outcome.check);
  }
}

/** What a text costs with as many parts as were sent. E-mails are free. */
function priceOf({ channel, segments, credits, to }: OpenMessage, sent: number): number {
  if (channel === "email") return 0;
  return sent === segments && credits > 0 ? credits : creditsFor(sent, readPhone(to)?.country ?? null);
}

/** Why the step waits, behind what else has made it wait; of several reasons of one kind, the last. */
const deferral = ({ deferral: before }: DueStepRow, check: Check): NonNullable<DueStepRow["deferral"]> => ({
  reason: check.reason ?? check.guard,
  checks: [...(before?.checks.filter(({ guard }) => guard !== check.guard) ?? []), check],
});

/**
 * The carrier knew of a stop before us, or we learnt of it after committing: the text is skipped, as if we had known.
 */
function asSkipped(result: Settlement, place: Place, now: Instant): Settlement {
  if (!result.ending?.log) return result;
  return {
    ...result,
    ending: {
      ...result.ending,
      end: { id: place.row.id, kind: "executed", at: now },
      log: { ...result.ending.log, status: "skipped" },
      then: continueSequence(place, "done", now),
    },
  };
}

/**
 * A text that was given up did go out: it is charged now, and its log says so. Its sequence is not taken up again
 * where it would have had more to do, for that would come at the wrong time.
 */
function sentAfterAll(
  sent: Omit<MessageUpdate, "credits">,
  billed: number,
  evidence: Check | null,
  place: Place,
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
    ending: null,
    late: {
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
