import type { CheckInputs } from "#core/activity/explanation.ts";
import { readProviderStatus } from "#core/sending/delivery-status.ts";
import {
  outcomeNotFound,
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
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";
import { settleOutcomes } from "./settle-outcomes.server.ts";
import { notifyUnknownOutcomes } from "./notify-unknown-outcomes.server.ts";

const MOST_AT_ONCE = 50;
const NUMBERS_AT_ONCE = 4;
/** Longer than reading the list of a number can take. */
const LEASE = { minutes: 5 };
/** A provider that is silent this often in one run is asked again in the next. */
const MOST_SILENCES = 4;
/** Long after any call has been given up by whoever made it. */
const FORGOTTEN_AFTER = { minutes: 10 };

/**
 * Finds out what became of texts whose outcome is unknown: looks for each in the provider's list when its look is due,
 * and settles, closes or looks again. May run in several processes at once. @returns how many texts were looked for
 */
export async function resolveUnknownOutcomes(context: AppContext): Promise<number> {
  await findForgotten(context);
  const gate = limitConcurrency(NUMBERS_AT_ONCE);
  let silences = 0;
  for (let looked = 0; ;) {
    const now = context.clock.now();
    // What the column holds: it is compared with later.
    const until = now.add(LEASE).round("millisecond");
    const claims = await claimLookups(context.db.pool, { now, until, limit: MOST_AT_ONCE });
    if (claims.length === 0) return looked;
    looked += claims.length;
    const byNumber = Map.groupBy(claims, ({ to }) => to);
    const lookUp = async (to: string, wanted: readonly LookupClaim[]) => {
      const at = context.clock.now();
      const answer = await ask(context, to, wanted);
      if (answer?.kind === "silent") silences++;
      await record(context, wanted, until, { at, answer });
    };
    // Those that could not be recorded are looked up again when their lease has run out.
    const failed = (error: unknown) =>
      context.log.error({ err: error }, "a look-up could not be recorded; it is made again");
    await Promise.all([...byNumber].map(([to, wanted]) => gate(() => lookUp(to, wanted)).catch(failed)));
    if (silences >= MOST_SILENCES) return looked;
  }
}

/** Calls that nobody waits for any more, whatever became of their step: nobody can tell whether they sent a text. */
async function findForgotten(context: AppContext): Promise<void> {
  const forgotten = await abandonedAttempts(
    context.db.pool,
    context.clock.now().subtract(FORGOTTEN_AFTER),
    MOST_AT_ONCE,
  );
  if (forgotten.length === 0) return;
  const outcome = { kind: "unknown", detail: "nobody waits for the call's answer any more" } as const;
  await transaction(context.db.pool, (sql) =>
    settleOutcomes(
      context,
      sql,
      forgotten.map(({ attemptId }) => ({ attemptId, outcome })),
    ),
  );
}

const E164 = /^\+\d+$/;

/** @returns null where there is no number to ask about: it is an e-mail's, or its customer was erased */
async function ask(
  context: AppContext,
  to: string,
  wanted: readonly LookupClaim[],
): Promise<MessageSearchAnswer | null> {
  if (!E164.test(to)) return null;
  const [first] = wanted.map(({ startedAt }) => startedAt).sort(Temporal.Instant.compare);
  return first ? context.sms.find({ to, since: lookupWindowStart(first) }) : null;
}

/** One look at a number's list. */
interface Look {
  /** When the provider was asked. */
  at: Instant;
  answer: MessageSearchAnswer | null;
}

interface Looked {
  text: LostMessage;
  verdict: LookupVerdict;
}

/** Records one look: all that it showed, in one transaction. */
async function record(context: AppContext, wanted: readonly LookupClaim[], until: Instant, look: Look): Promise<void> {
  const due = await transaction(context.db.pool, async (sql) => {
    const lost = await lockLostMessages(
      sql,
      wanted.map(({ attemptId }) => attemptId),
      until,
    );
    const looked = await weigh(context, sql, lost, look);
    // The lease stands until the settling ends the search: what cannot be settled now is looked up again.
    await recordLookups(
      sql,
      looked.map(({ text, verdict }) => ({
        id: text.attemptId,
        cleanLooks: "cleanLooks" in verdict ? verdict.cleanLooks : text.cleanLooks,
        nextLookAt: verdict.kind === "look_again" ? verdict.at : until,
      })),
    );
    const found = await settleFound(context, sql, looked);
    const rest = await settleNotFound(context, sql, looked);
    return [...found, ...rest];
  });
  await remind(context, remindersFor(due, context.clock.now()));
}

async function weigh(
  context: AppContext,
  sql: Sql,
  lost: readonly LostMessage[],
  { at, answer }: Look,
): Promise<Looked[]> {
  const definitions = await context.definitions(
    sql,
    lost.flatMap(({ versionId }) => versionId ?? []),
  );
  const readingOf =
    answer?.kind === "answered"
      ? await compare(context, sql, lost, answer.texts)
      : (): LookupReading => ({ kind: answer ? "silent" : "nobody" });
  return lost.map((text) => {
    const definition = text.versionId ? definitions.get(text.versionId) : undefined;
    // Twice is the most that anybody asked for: a second copy that is lost as well is not followed by a third.
    const mayGoAgain = definition !== undefined && resendsOnUnknown(definition) && !text.lostBefore;
    return {
      text,
      verdict: judgeLookup({ startedAt: text.startedAt, cleanLooks: text.cleanLooks, mayGoAgain }, readingOf(text), at),
    };
  });
}

async function compare(
  context: AppContext,
  sql: Sql,
  lost: readonly LostMessage[],
  listed: readonly ProviderMessage[],
): Promise<(text: LostMessage) => LookupReading> {
  const { TWILIO_FROM_NUMBER, TWILIO_MESSAGING_SERVICE_SID } = context.env;
  const senders = [TWILIO_FROM_NUMBER, TWILIO_MESSAGING_SERVICE_SID].filter((sender) => sender !== undefined);
  const rivals = await competingAttempts(
    sql,
    lost[0]?.to ?? "",
    lost.map(({ attemptId }) => attemptId),
  );
  const bound = await boundProviderIds(
    sql,
    listed.map(({ providerId }) => providerId),
  );
  const matches = matchProviderMessages(
    [...lost, ...rivals].map((call) => toLostAttempt(call, senders)),
    listed,
    bound,
  );
  // A copy was set aside for a call that is still under way: until that has its answer, what is missing may be its
  // doing.
  const isUnclear = rivals.some(({ attemptId, endedAt }) => !endedAt && matches.has(attemptId));
  return ({ attemptId }) => {
    const text = matches.get(attemptId);
    return text ? { kind: "found", text } : { kind: isUnclear ? "silent" : "none" };
  };
}

/** A listed text is as good as a status report on it, and is taken as one. */
async function settleFound(context: AppContext, sql: Sql, looked: readonly Looked[]): Promise<Due[]> {
  const reports = looked.flatMap(({ text: { attemptId }, verdict }) =>
    verdict.kind === "sent" ? [toReport(attemptId, verdict.text)] : [],
  );
  return reports.length > 0 ? (await applyStatusReports(context, sql, reports, "look-up")).due : [];
}

/** A word for the status that we do not know says at least that the provider has the text. */
const toReport = (attemptId: string, { providerId, status, errorCode, segments }: ProviderMessage): StatusReport => ({
  attemptId,
  providerId,
  status: readProviderStatus(status) ? status : "sent",
  errorCode,
  segments,
});

async function settleNotFound(context: AppContext, sql: Sql, looked: readonly Looked[]): Promise<Due[]> {
  const over = looked.flatMap(({ text, verdict }) =>
    verdict.kind === "close" || verdict.kind === "send_again" ? [{ text, verdict }] : [],
  );
  if (over.length === 0) return [];
  const due = await settleOutcomes(
    context,
    sql,
    over.map(({ text, verdict }) => ({
      attemptId: text.attemptId,
      outcome:
        verdict.kind === "close"
          ? { kind: "given_up", check: outcomeNotFound("skip", saw(text, verdict)) }
          : { kind: "send_again", check: outcomeNotFound("defer", saw(text, verdict)) },
    })),
  );
  const given = over.filter(({ verdict }) => verdict.kind === "close").map(({ text }) => text);
  for (const { shopId, messageId, attemptId } of given)
    context.log.warn(
      { shopId, messageId, attemptId },
      "it could not be found out whether a text went out; it is closed",
    );
  await notifyUnknownOutcomes(
    context,
    sql,
    given.map(({ shopId }) => shopId),
    context.clock.now(),
  );
  return due;
}

const saw = (
  { startedAt, looks }: LostMessage,
  verdict: Extract<LookupVerdict, { cleanLooks: number }>,
): CheckInputs => ({
  called_at: startedAt.toString(),
  ...(verdict.kind === "close" && verdict.nobody
    ? { asked: "there is no list to look it up in" }
    : { asked_the_phone_company: looks + 1, sure_that_it_has_none: verdict.cleanLooks }),
});
