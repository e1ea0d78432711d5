import type { CheckInputs } from "#core/activity/explanation.ts";
import { readProviderStatus } from "#core/sending/delivery-status.ts";
import {
  outcomeNotFoundCheck,
  resendsOnUnknown,
  judgeLookup,
  type LookupReading,
  type LookupVerdict,
} from "#core/sending/unknown-outcome.ts";
import {
  matchProviderMessages,
  lookupWindowStart,
  type ProviderMessage,
} from "#core/sending/match-provider-messages.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { limitConcurrency } from "#shell/concurrency-limit.server.ts";
import {
  boundProviderIds,
  claimLookups,
  abandonedAttempts,
  lockLostMessages,
  recordLookups,
  competingAttempts,
  toLostAttempt,
  type LookupClaim,
  type LostMessage,
} from "#shell/repositories/sending/lost-attempts.server.ts";
import type { MessageSearchAnswer } from "#shell/sms/provider.server.ts";
import { applyStatusReports, type StatusReport } from "../apply-status-callback.server.ts";
import { smsOfMessage } from "#services/senders/parts/sms-of-sender.server.ts";
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";
import { settleOutcomes } from "./settle-outcomes.server.ts";
import { notifyUnknownOutcomes } from "./notify-unknown-outcomes.server.ts";

const MAX_BATCH = 50;
const MAX_CONCURRENT_NUMBERS = 4;
/** Longer than a lookup at the provider can take. */
const LEASE = { minutes: 5 };
/** After this number of failed lookups a run ends; the next run continues. */
const MAX_FAILED_LOOKUPS = 4;
/** Longer than any worker waits for a call. */
const ABANDONED_AFTER = { minutes: 10 };

/**
 * Resolves unknown outcomes: looks up each text in the provider's message list when its lookup is due, then settles it,
 * closes it, or schedules the next lookup. Safe to run in several processes.
 * @returns the number of claimed lookups
 */
export async function resolveUnknownOutcomes(context: AppContext): Promise<number> {
  await markAbandonedAsUnknown(context);
  const limit = limitConcurrency(MAX_CONCURRENT_NUMBERS);
  let failures = 0;
  for (let total = 0; ;) {
    const now = context.clock.now();
    // Rounded to the column's precision, because the lease is compared with the column later.
    const until = now.add(LEASE).round("millisecond");
    const claims = await claimLookups(context.db.pool, { now, until, limit: MAX_BATCH });
    if (claims.length === 0) return total;
    total += claims.length;
    const byNumber = Map.groupBy(claims, ({ senderId, to }) => `${senderId} ${to}`);
    const lookUp = async (ofNumber: readonly LookupClaim[]) => {
      const at = context.clock.now();
      const answer = await searchMessages(context, ofNumber);
      if (answer?.kind === "silent") failures++;
      await recordLookup(context, ofNumber, until, { at, answer });
    };
    // An unrecorded lookup is repeated after its lease.
    const logFailure = (error: unknown) =>
      context.log.error({ err: error }, "a look-up could not be recorded; it is made again");
    await Promise.all([...byNumber.values()].map((ofNumber) => limit(() => lookUp(ofNumber)).catch(logFailure)));
    if (failures >= MAX_FAILED_LOOKUPS) return total;
  }
}

/** Records calls without an outcome as unknown once no worker can be waiting for them. */
async function markAbandonedAsUnknown(context: AppContext): Promise<void> {
  const outcome = { kind: "unknown", detail: "nobody waits for the call's answer any more" } as const;
  const met = new Set<string>();
  for (;;) {
    const now = context.clock.now();
    const before = now.subtract(ABANDONED_AFTER);
    const abandoned = await abandonedAttempts(context.db.pool, { before, now, limit: MAX_BATCH });
    // One that cannot be settled must not keep the run going for ever.
    if (abandoned.every(({ attemptId }) => met.has(attemptId))) return;
    for (const { attemptId } of abandoned) met.add(attemptId);
    await transaction(context.db.pool, (sql) =>
      settleOutcomes(
        context,
        sql,
        abandoned.map(({ attemptId }) => ({ attemptId, outcome })),
      ),
    );
  }
}

const E164 = /^\+\d+$/;

/**
 * Searches the list of the sender's account for a number.
 * @param claims all from one sender to one number
 * @returns null without a number: an e-mail, or an erased customer
 */
async function searchMessages(
  context: AppContext,
  claims: readonly LookupClaim[],
): Promise<MessageSearchAnswer | null> {
  const [{ to, senderId } = { to: "", senderId: null }] = claims;
  if (!E164.test(to)) return null;
  const [first] = claims.map(({ startedAt }) => startedAt).sort(Temporal.Instant.compare);
  if (!first) return null;
  const sms = await smsOfMessage(context, context.db.pool, senderId);
  return sms
    ? sms.find({ to, since: lookupWindowStart(first) })
    : { kind: "silent", detail: "the sender has no account any more" };
}

/** One search of the provider's message list for a number. */
interface Lookup {
  /** When the search started. */
  at: Instant;
  answer: MessageSearchAnswer | null;
}

interface JudgedLookup {
  text: LostMessage;
  verdict: LookupVerdict;
}

/** Records a lookup and settles what it found, in one transaction. */
async function recordLookup(
  context: AppContext,
  claims: readonly LookupClaim[],
  until: Instant,
  lookup: Lookup,
): Promise<void> {
  const due = await transaction(context.db.pool, async (sql) => {
    const lost = await lockLostMessages(
      sql,
      claims.map(({ attemptId }) => attemptId),
      until,
    );
    const judged = await judge(context, sql, lost, lookup);
    // The lease stays until `settleOutcomes` ends the lookups: an outcome that cannot be settled is looked up again.
    await recordLookups(
      sql,
      judged.map(({ text, verdict }) => ({
        id: text.attemptId,
        cleanLooks: "cleanLooks" in verdict ? verdict.cleanLooks : text.cleanLooks,
        nextLookAt: verdict.kind === "look_again" ? verdict.at : until,
      })),
    );
    const found = await settleFound(context, sql, judged);
    const notFound = await settleNotFound(context, sql, judged);
    return [...found, ...notFound];
  });
  await remind(context, remindersFor(due, context.clock.now()));
}

async function judge(
  context: AppContext,
  sql: Sql,
  lost: readonly LostMessage[],
  { at, answer }: Lookup,
): Promise<JudgedLookup[]> {
  const definitions = await context.definitions(
    sql,
    lost.flatMap(({ versionId }) => versionId ?? []),
  );
  const readingOf =
    answer?.kind === "answered"
      ? await matchListed(context, sql, lost, answer.texts)
      : (): LookupReading => ({ kind: answer ? "silent" : "no_list" });
  return lost.map((text) => {
    const definition = text.versionId ? definitions.get(text.versionId) : undefined;
    // At most two copies: a second attempt with an unknown outcome is not resent.
    const mayGoAgain = definition !== undefined && resendsOnUnknown(definition) && !text.lostBefore;
    return {
      text,
      verdict: judgeLookup({ startedAt: text.startedAt, cleanLooks: text.cleanLooks, mayGoAgain }, readingOf(text), at),
    };
  });
}

async function matchListed(
  context: AppContext,
  sql: Sql,
  lost: readonly LostMessage[],
  listed: readonly ProviderMessage[],
): Promise<(text: LostMessage) => LookupReading> {
  const { TWILIO_FROM_NUMBER, TWILIO_MESSAGING_SERVICE_SID } = context.env;
  const [{ to, senderId } = { to: "", senderId: null }] = lost;
  // An account of a shop's own has its senders alone.
  const own = listed.flatMap(({ from, messagingService }) => [from, messagingService]);
  const senders = (senderId === null ? [TWILIO_FROM_NUMBER, TWILIO_MESSAGING_SERVICE_SID] : own).filter(
    (sender) => typeof sender === "string",
  );
  const competing = await competingAttempts(
    sql,
    { to, senderId },
    lost.map(({ attemptId }) => attemptId),
  );
  const bound = await boundProviderIds(
    sql,
    listed.map(({ providerId }) => providerId),
  );
  const matches = matchProviderMessages(
    [...lost, ...competing].map((call) => toLostAttempt(call, senders)),
    listed,
    bound,
  );
  const isUnclear = competing.some(({ attemptId, endedAt }) => !endedAt && matches.has(attemptId));
  return ({ attemptId }) => {
    const text = matches.get(attemptId);
    return text ? { kind: "found", text } : { kind: isUnclear ? "unclear" : "none" };
  };
}

/** Settles found texts: a listed text is applied as a status report. */
async function settleFound(context: AppContext, sql: Sql, judged: readonly JudgedLookup[]): Promise<Due[]> {
  const reports = judged.flatMap(({ text: { attemptId }, verdict }) =>
    verdict.kind === "sent" ? [toReport(attemptId, verdict.text)] : [],
  );
  return reports.length > 0 ? (await applyStatusReports(context, sql, reports, "look-up")).due : [];
}

/** A status that Shopbell does not know counts as "sent": the provider has the text. */
const toReport = (attemptId: string, { providerId, status, errorCode, segments }: ProviderMessage): StatusReport => ({
  attemptId,
  providerId,
  status: readProviderStatus(status) ? status : "sent",
  errorCode,
  segments,
});

/** Closes or resends texts that the provider does not have, and notifies the merchants of closed ones. */
async function settleNotFound(context: AppContext, sql: Sql, judged: readonly JudgedLookup[]): Promise<Due[]> {
  const concluded = judged.flatMap(({ text, verdict }) =>
    verdict.kind === "close" || verdict.kind === "send_again" ? [{ text, verdict }] : [],
  );
  if (concluded.length === 0) return [];
  const due = await settleOutcomes(
    context,
    sql,
    concluded.map(({ text, verdict }) => ({
      attemptId: text.attemptId,
      outcome:
        verdict.kind === "close"
          ? { kind: "given_up", check: outcomeNotFoundCheck("skip", inputsOf(text, verdict)) }
          : { kind: "send_again", check: outcomeNotFoundCheck("defer", inputsOf(text, verdict)) },
    })),
  );
  const closed = concluded.filter(({ verdict }) => verdict.kind === "close").map(({ text }) => text);
  for (const { shopId, messageId, attemptId } of closed)
    context.log.warn(
      { shopId, messageId, attemptId },
      "it could not be found out whether a text went out; it is closed",
    );
  await notifyUnknownOutcomes(
    context,
    sql,
    closed.map(({ shopId }) => shopId),
    context.clock.now(),
  );
  return due;
}

const inputsOf = (
  { startedAt, looks }: LostMessage,
  verdict: Extract<LookupVerdict, { cleanLooks: number }>,
): CheckInputs => ({
  called_at: startedAt.toString(),
  ...(verdict.kind === "close" && verdict.withoutList
    ? { asked: "there is no list to look it up in" }
    : { asked_the_phone_company: looks + 1, sure_that_it_has_none: verdict.cleanLooks }),
});
