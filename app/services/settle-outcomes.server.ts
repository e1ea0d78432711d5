import { creditsFor } from "#core/credits/prices.ts";
import { release, settle, type Movement } from "#core/credits/ledger.ts";
import { readPhone } from "#core/phone/number.ts";
import type { Reason } from "#core/reasons.ts";
import { MOST_ATTEMPTS, nextTry } from "#core/sequence/backoff.ts";
import type { SendOutcome } from "#core/sms/outcome.ts";
import type { AttemptOutcome } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, writeMovements } from "#shell/repositories/ledger.server.ts";
import { closeAttempts, lockByAttempt, updateMessages, type MessageUpdate, type OpenMessage } from "#shell/repositories/messages.server.ts";
import { readSteps, type DueStep } from "#shell/repositories/scheduled.server.ts";
import { optOut } from "./opt-out.server.ts";
import type { Due } from "./remind.server.ts";
import { follow, writeEndings, type Ending } from "./write-endings.server.ts";

/** What came of one call. */
export interface CallResult {
  attemptId: string;
  outcome: SendOutcome;
}

/** Twilio's code for a number that said stop to the sender. */
const SAID_STOP = "21610";

const attemptOutcomes: Record<SendOutcome["kind"], AttemptOutcome> = { accepted: "accepted", refused: "refused", throttled: "throttled", unreachable: "unreachable", unknown: "unknown" };

interface Settlement {
  message: MessageUpdate;
  movement: Movement | null;
  ending: Ending | null;
}

/**
 * The second of a text's two transactions, for a batch: what came of the calls is recorded, credits are settled or given
 * back, logs written, sequences moved on. A message whose outcome is known already is left alone, so the same result may
 * be told twice, by the call and by the provider's report.
 */
export async function settleOutcomes(context: AppContext, sql: Sql, results: readonly CallResult[]): Promise<Due[]> {
  const now = context.clock.now();
  const byAttempt = new Map(results.map((result) => [result.attemptId, result.outcome]));
  const messages = (await lockByAttempt(sql, [...byAttempt.keys()])).filter(({ status }) => status === "sending" || status === "unknown");
  const steps = await readSteps(sql, messages.flatMap(({ scheduledAutomationId }) => scheduledAutomationId ?? []));
  const definitions = await context.definitions(sql, steps.map(({ versionId }) => versionId));
  const shopIds = messages.map(({ shopId }) => shopId);
  // A shop's holdings are locked as late as may be, for every text of the shop waits for them: before the settling only
  // where a text was billed above what it holds, and so asks for the balance.
  const early = messages.some((message) => billsMore(byAttempt.get(message.attemptId), message)) ? await lockHoldings(sql, shopIds) : null;
  const balances = new Map(shopIds.map((shopId) => [shopId, { balance: early?.get(shopId)?.balance ?? 0, reserved: 0 }]));

  const settlements: Settlement[] = [];
  const movements = new Map<string, Movement[]>();
  for (const message of messages) {
    const outcome = byAttempt.get(message.attemptId);
    const row = steps.find(({ id }) => id === message.scheduledAutomationId);
    const definition = row && definitions.get(row.versionId);
    const holding = balances.get(message.shopId);
    if (!outcome || !row || !definition || !holding) continue;
    const settlement = settlementOf(outcome, message, { row, definition }, holding, now);
    settlements.push(settlement);
    if (!settlement.movement) continue;
    holding.balance += settlement.movement.amount;
    movements.set(message.shopId, [...(movements.get(message.shopId) ?? []), settlement.movement]);
  }
  await updateMessages(sql, settlements.map(({ message }) => message));
  await closeAttempts(sql, messages.flatMap(({ attemptId }) => closed(attemptId, byAttempt.get(attemptId), now)));
  for (const { message } of settlements.filter(({ message: { errorCode } }) => errorCode === SAID_STOP)) {
    const to = messages.find(({ messageId }) => messageId === message.id)?.to;
    if (to) await optOut(context, sql, { phone: to, source: "provider", words: `Twilio ${SAID_STOP}`, messageId: message.id, at: now });
  }
  const due = await writeEndings(context, sql, settlements.flatMap(({ ending }) => ending ?? []), now);
  await writeMovements(sql, early ?? (await lockHoldings(sql, [...movements.keys()])), movements, now, context.newId);
  return due;
}

const billsMore = (outcome: SendOutcome | undefined, { segments }: OpenMessage): boolean => outcome?.kind === "accepted" && (outcome.segments ?? segments) > segments;

const closed = (id: string, outcome: SendOutcome | undefined, endedAt: Instant) =>
  outcome ? [{ id, outcome: attemptOutcomes[outcome.kind], detail: "detail" in outcome ? outcome.detail.slice(0, 500) : null, endedAt }] : [];

type Place = Pick<Ending, "definition"> & { row: DueStep };

function settlementOf(outcome: SendOutcome, message: OpenMessage, place: Place, holding: { balance: number; reserved: number }, now: Instant): Settlement {
  const same = { id: message.messageId, segments: message.segments, providerId: null, providerStatus: null, errorCode: null, updatedAt: now };
  const held = message.credits;
  // A step that was cancelled while its call was under way is not called for again.
  const tryAgain = place.row.attempts < MOST_ATTEMPTS && place.row.status === "scheduled";
  const ending = { row: place.row, definition: place.definition };
  const { checks } = message;
  const failed = (reason: Reason, detail: string, errorCode: string): Settlement => ({
    message: { ...same, status: "failed", credits: 0, errorCode },
    movement: release(message.messageId, held),
    ending: {
      ...ending,
      end: { id: place.row.id, kind: "failed", at: now, error: detail },
      log: { action: "send_sms", status: "failed", reason, checks: [...checks, { guard: "provider", answer: "skip", reason, saw: { code: errorCode, answer: detail.slice(0, 300) } }], messageId: message.messageId },
      then: follow(place, "failed", now),
    },
  });

  switch (outcome.kind) {
    case "accepted": {
      const segments = outcome.segments ?? message.segments;
      const billed = segments === message.segments ? held : creditsFor(segments, readPhone(message.to)?.country ?? null);
      const movement = settle(message.messageId, held, billed, holding);
      const credits = held - movement.amount;
      return {
        message: { ...same, status: "sent", segments, credits, providerId: outcome.providerId, providerStatus: outcome.providerStatus },
        movement,
        ending: {
          ...ending,
          end: { id: place.row.id, kind: "executed", at: now },
          log: { action: "send_sms", status: "sent", reason: null, checks, messageId: message.messageId, credits },
          then: follow(place, "done", now),
        },
      };
    }
    case "refused": {
      const result = failed(outcome.code === SAID_STOP ? "opted_out" : "provider_rejected", `${outcome.code}: ${outcome.detail}`, outcome.code);
      return outcome.code === SAID_STOP ? asOptedOut(result, place, now) : result;
    }
    case "throttled":
    case "unreachable":
      if (!tryAgain) return failed("provider_unreachable", outcome.detail, outcome.kind);
      return {
        message: { ...same, status: "pending", credits: held, errorCode: outcome.kind },
        movement: null,
        ending: { ...ending, end: { id: place.row.id, kind: "later", dueAt: nextTry(now, place.row.attempts, place.row.id), deferral: null, error: outcome.detail }, log: null, then: null },
      };
    case "unknown":
      return {
        message: { ...same, status: "unknown", credits: held, errorCode: "outcome_unknown" },
        movement: null,
        ending: { ...ending, end: { id: place.row.id, kind: "held", error: `outcome_unknown: ${outcome.detail}` }, log: null, then: null },
      };
  }
}

/** The carrier knew of a stop before us: the text is skipped, as if we had known. */
function asOptedOut(result: Settlement, place: Place, now: Instant): Settlement {
  if (!result.ending?.log) return result;
  return { ...result, ending: { ...result.ending, end: { id: place.row.id, kind: "executed", at: now }, log: { ...result.ending.log, status: "skipped" }, then: follow(place, "done", now) } };
}
