import type { Check } from "#core/activity/explanation.ts";
import type { Movement } from "#core/credits/ledger.ts";
import { firstLookupAt } from "#core/sending/unknown-outcome.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { AttemptOutcome } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { afterCommit, type Sql } from "#shell/db/sql.server.ts";
import { SHARED_SENDER } from "#shell/repositories/consent/subscriber-columns.ts";
import { recordLateProof } from "#shell/repositories/sending/late-proof.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { endLookups } from "#shell/repositories/sending/lost-attempts.server.ts";
import {
  closeAttempts,
  lockByAttempt,
  findSupersededAttempts,
  updateMessages,
  type AttemptEnd,
  type OpenMessage,
} from "#shell/repositories/sending/messages.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import { moveCredits } from "#services/credits/parts/move-credits.server.ts";
import { emitFailedMessageEvents } from "./emit-failed-message-events.server.ts";
import { learnUnreachableNumbers } from "./learn-unreachable.server.ts";
import { optOut } from "#services/consent/parts/opt-out.server.ts";
import {
  outcomeApplies,
  needsBalance,
  TWILIO_OPTED_OUT,
  settlementOf,
  type MessageOutcome,
  type Settlement,
} from "./message-settlement.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { persistStepResults } from "#services/engine/parts/persist-step-results.server.ts";

/** The outcome of one attempt. */
export interface CallResult {
  attemptId: string;
  outcome: MessageOutcome;
  /** The source of the outcome, for the log; absent for the call's own response. */
  evidence?: Check;
}

const attemptOutcomes: Record<SendOutcome["kind"], AttemptOutcome> = {
  accepted: "accepted",
  refused: "refused",
  throttled: "throttled",
  unreachable: "unreachable",
  paused: "unreachable",
  withheld: "refused",
  given_back: "unreachable",
  unknown: "unknown",
};

/**
 * The second of the two transactions of a message, for a batch of attempts: records outcomes, settles or releases
 * credits, writes logs and continues sequences. Idempotent: an outcome that does not apply to the message's status
 * changes nothing, so that the call and the status callback may both report it.
 * @returns the steps that become due
 */
export async function settleOutcomes(context: AppContext, sql: Sql, results: readonly CallResult[]): Promise<Due[]> {
  const now = context.clock.now();
  const byAttempt = new Map(results.map((result) => [result.attemptId, result]));
  const locked = await lockByAttempt(sql, [...byAttempt.keys()]);
  const superseded = await findSupersededAttempts(
    sql,
    results.filter(({ outcome }) => outcome.kind !== "accepted").map(({ attemptId }) => attemptId),
  );
  const applies = (message: OpenMessage) => {
    const outcome = byAttempt.get(message.attemptId)?.outcome;
    return outcome !== undefined && outcomeApplies(outcome, message, superseded.has(message.attemptId));
  };
  const messages = onePerMessage(locked.filter(applies), byAttempt);
  const steps = await readSteps(
    sql,
    messages.flatMap(({ scheduledAutomationId }) => scheduledAutomationId ?? []),
    context.clock.now(),
  );
  const definitions = await context.definitions(
    sql,
    steps.map(({ versionId }) => versionId),
  );
  const shopIds = messages.map(({ shopId }) => shopId);
  // The lock on a shop's holdings holds up every text of the shop, so it is taken as late as possible: before the
  // settlements only when one of them needs the balance.
  const lockedEarly = messages.some((message) => needsBalance(byAttempt.get(message.attemptId)?.outcome, message))
    ? await lockHoldings(sql, shopIds)
    : null;
  const balances = new Map(
    shopIds.map((shopId) => [shopId, { balance: lockedEarly?.get(shopId)?.balance ?? 0, reserved: 0 }]),
  );

  // A withheld text emits no `message_failed` event.
  const withheld = new Set(
    messages
      .filter(({ attemptId }) => byAttempt.get(attemptId)?.outcome.kind === "withheld")
      .map(({ messageId }) => messageId),
  );
  const settlements: Settlement[] = [];
  const movements = new Map<string, Movement[]>();
  for (const message of messages) {
    const result = byAttempt.get(message.attemptId);
    const row = steps.find(({ id }) => id === message.scheduledAutomationId);
    const definition = row && definitions.get(row.versionId);
    const holding = balances.get(message.shopId);
    if (!result || !row || !definition || !holding) continue;
    const settlement = settlementOf(
      { outcome: result.outcome, evidence: result.evidence ?? null },
      message,
      { row, definition },
      holding,
      now,
    );
    settlements.push(settlement);
    afterCommit(sql, () => tellSettled(context, message, row.storeEventId, result));
    if (!settlement.movement) continue;
    holding.balance += settlement.movement.amount;
    movements.set(message.shopId, [...(movements.get(message.shopId) ?? []), settlement.movement]);
  }
  await updateMessages(
    sql,
    settlements.map(({ message }) => message),
  );
  const failed = settlements.filter(({ message: { id, status } }) => status === "failed" && !withheld.has(id));
  if (failed.length > 0)
    await emitFailedMessageEvents(
      context,
      sql,
      failed.map(({ message: { id } }) => id),
    );
  await learnUnreachableNumbers(
    context,
    sql,
    failed.flatMap(({ message: { id, errorCode } }) => {
      const message = messages.find(({ messageId }) => messageId === id);
      return message ? [{ message, errorCode: errorCode ?? null }] : [];
    }),
    now,
  );
  const lookedUp = messages.filter(({ status }) => status !== "sending");
  if (lookedUp.length > 0)
    await endLookups(
      sql,
      lookedUp.map(({ messageId }) => messageId),
    );
  await closeAttempts(
    sql,
    locked.flatMap((message) =>
      attemptEndOf(message, messages.includes(message), byAttempt.get(message.attemptId)?.outcome, now),
    ),
  );
  for (const { message } of settlements.filter(({ message: { errorCode } }) => errorCode === TWILIO_OPTED_OUT)) {
    const text = messages.find(({ messageId }) => messageId === message.id);
    if (text)
      await optOut(context, sql, {
        scope: text.senderId === null ? SHARED_SENDER : text.shopId,
        phone: text.to,
        source: "provider",
        words: `Twilio ${TWILIO_OPTED_OUT}`,
        messageId: message.id,
        at: now,
      });
  }
  const due = await persistStepResults(
    context,
    sql,
    settlements.flatMap(({ stepResult }) => stepResult ?? []),
    now,
  );
  const late = settlements.flatMap((settlement) => settlement.lateProof ?? []);
  if (late.length > 0) await recordLateProof(sql, late);
  await moveCredits(context, sql, lockedEarly ?? (await lockHoldings(sql, [...movements.keys()])), movements, now);
  return due;
}

function tellSettled(
  { metrics, log }: AppContext,
  { channel, messageId: message }: OpenMessage,
  event: string | null,
  { attemptId: attempt, outcome: { kind: outcome } }: CallResult,
): void {
  if (channel === "sms") metrics.texted(outcome);
  log.info({ event, message, attempt, outcome }, "an outcome is settled");
}

/** One attempt per message, because a batch may contain two: the one with proof of sending, else the first. */
function onePerMessage(messages: readonly OpenMessage[], byAttempt: ReadonlyMap<string, CallResult>): OpenMessage[] {
  const isProof = ({ attemptId }: OpenMessage) => byAttempt.get(attemptId)?.outcome.kind === "accepted";
  const chosen = new Map<string, OpenMessage>();
  for (const message of messages) {
    const other = chosen.get(message.messageId);
    if (!other || (isProof(message) && !isProof(other))) chosen.set(message.messageId, message);
  }
  return [...chosen.values()];
}

/**
 * The end of an attempt; also of one whose message is settled already: the second copy of a resent text is recorded
 * here and not charged.
 */
function attemptEndOf(
  message: OpenMessage,
  isSettled: boolean,
  outcome: MessageOutcome | undefined,
  now: Instant,
): AttemptEnd[] {
  if (!outcome || outcome.kind === "given_up" || outcome.kind === "send_again") return [];
  const nextLookAt = isSettled && outcome.kind === "unknown" ? firstLookupAt(message.startedAt, now) : null;
  return [
    {
      id: message.attemptId,
      outcome: attemptOutcomes[outcome.kind],
      detail: detailOf(outcome, message, isSettled),
      endedAt: now,
      nextLookAt,
    },
  ];
}

function detailOf(outcome: SendOutcome, { providerId }: OpenMessage, isSettled: boolean): string | null {
  if (outcome.kind === "withheld") return `not called for: ${outcome.reason}`;
  if (outcome.kind === "given_back") return "not called for: the worker gave it back";
  if (outcome.kind !== "accepted") return outcome.detail.slice(0, 500).toWellFormed();
  return isSettled || providerId === outcome.providerId ? null : `went out a second time, as ${outcome.providerId}`;
}
