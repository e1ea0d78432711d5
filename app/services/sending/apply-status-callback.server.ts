import { refund, type Movement } from "#core/credits/ledger.ts";
import { outcomeFoundCheck } from "#core/sending/unknown-outcome.ts";
import { movesForward, readProviderStatus } from "#core/sending/delivery-status.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { type Batcher, batchOrEach, createBatcher, resultOf } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { bufferedTransaction, type Sql } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { providerIdHolders } from "#shell/repositories/sending/lost-attempts.server.ts";
import {
  lockByAttempt,
  recordBilledSegments,
  updateMessages,
  type MessageUpdate,
  type OpenMessage,
} from "#shell/repositories/sending/messages.server.ts";
import { moveCredits } from "../credits/parts/move-credits.server.ts";
import { awaitsProof } from "./parts/message-settlement.server.ts";
import { learnUnreachableNumbers } from "./parts/learn-unreachable.server.ts";
import { emitFailedMessageEvents } from "./parts/emit-failed-message-events.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { settleOutcomes } from "./parts/settle-outcomes.server.ts";

/**
 * The status callback URL of one attempt. It carries the attempt's id and a signature, and for the log the store event
 * that the text is about.
 */
export function callbackUrl(
  { env, secrets }: Pick<AppContext, "env" | "secrets">,
  attemptId: string,
  storeEventId: string | null,
): string {
  const url = new URL("/twilio/status", env.SHOPIFY_APP_URL);
  url.searchParams.set("attempt", attemptId);
  url.searchParams.set("signature", secrets.sign(attemptId));
  if (storeEventId) url.searchParams.set("event", storeEventId);
  return url.toString();
}

/** The store event in a callback URL; null when it has none. Only for the log. */
export function storeEventOf(url: URL): string | null {
  const event = url.searchParams.get("event") ?? "";
  return isOwnId(event) ? event : null;
}

/** Returns the attempt id in a callback URL; null when the signature is not Shopbell's. */
export function attemptOf({ secrets }: Pick<AppContext, "secrets">, url: URL): string | null {
  const attempt = url.searchParams.get("attempt") ?? "";
  return secrets.verify(attempt, url.searchParams.get("signature") ?? "") ? attempt : null;
}

/** A status report of the provider about one text. */
export interface StatusReport {
  attemptId: string;
  /** The shop's own senders whose account signed it; null: the installation's. Absent for a look-up of our own. */
  senderIds?: readonly string[] | null;
  providerId: string;
  /** The provider's status, such as Twilio's "delivered". */
  status: string;
  errorCode: string | null;
  /** The number of billed SMS segments; null or absent when the report lacks it. */
  segments?: number | null;
}

/** `nothing_new`: the status does not move the message forward. `not_ours`: no message has this attempt and text. */
export type StatusReportResult = "recorded" | "nothing_new" | "not_ours";

const MAX_BATCH = 200;
/** Twilio waits 15 seconds for an answer, and does not report again. */
const PATIENCE = { patienceMs: 12_000 };
const batchers = new WeakMap<AppContext, Batcher<StatusReport, PromiseSettledResult<StatusReportResult>>>();

/**
 * Applies a status report; concurrent reports share one transaction. A report proves that the provider has the text, so
 * it settles an attempt whose outcome is unknown or not recorded yet. Afterwards a status only moves forward.
 */
export async function applyStatusCallback(context: AppContext, report: StatusReport): Promise<StatusReportResult> {
  return resultOf(await batcherOf(context).add(report));
}

function batcherOf(context: AppContext): Batcher<StatusReport, PromiseSettledResult<StatusReportResult>> {
  const known = batchers.get(context);
  if (known) return known;
  const batcher = createBatcher(
    (reports: readonly StatusReport[]) =>
      batchOrEach(reports, (some) => retryWhileAway(context.log, () => applyBatch(context, some), PATIENCE)),
    { most: MAX_BATCH },
  );
  batchers.set(context, batcher);
  return batcher;
}

/** Postgres' unique_violation: another message has the provider id. */
const UNIQUE_VIOLATION = "23505";

async function applyBatch(context: AppContext, reports: readonly StatusReport[]): Promise<StatusReportResult[]> {
  const apply = () =>
    bufferedTransaction(context.db.pool, (sql) => applyStatusReports(context, sql, reports, "status report"));
  // Between the read and the write, a lookup may have bound the text to a copy of the message. Then apply again.
  const { results, due } = await apply().catch((error: unknown) =>
    (error as { code?: string }).code === UNIQUE_VIOLATION ? apply() : Promise.reject(error),
  );
  await remind(context, remindersFor(due, context.clock.now()));
  return results;
}

/**
 * Applies status reports within a transaction.
 * @param source for the log of texts whose outcome was unknown
 * @returns a result per report, in order, and the steps that become due
 */
export async function applyStatusReports(
  context: AppContext,
  sql: Sql,
  given: readonly StatusReport[],
  source: "status report" | "look-up",
): Promise<{ results: StatusReportResult[]; due: Due[] }> {
  const named = byAttempt(await lockByAttempt(sql, idsOf(given)));
  const reports = await redirectToHolders(sql, given, named);
  const redirected = reports.filter((report, at) => report.attemptId !== given[at]?.attemptId);
  const before = new Map([
    ...named,
    ...byAttempt(redirected.length > 0 ? await lockByAttempt(sql, idsOf(redirected)) : []),
  ]);
  const isSignedByOwner = ({ senderIds }: StatusReport, { senderId }: OpenMessage): boolean =>
    senderIds === undefined || (senderId === null ? senderIds === null : (senderIds?.includes(senderId) ?? false));
  const messageOf = (report: StatusReport): OpenMessage | undefined => {
    const message = before.get(report.attemptId);
    return message && isSignedByOwner(report, message) ? message : undefined;
  };
  const proven = reports.filter((report) => mayProve(report, messageOf(report)) && readProviderStatus(report.status));
  const due =
    proven.length === 0
      ? []
      : await settleOutcomes(
          context,
          sql,
          proven.map(({ attemptId, providerId, status, segments }) => ({
            attemptId,
            outcome: { kind: "accepted", providerId, providerStatus: status, segments: segments ?? null },
            ...(before.get(attemptId)?.status !== "sending" && {
              evidence: outcomeFoundCheck({ told_by: source, status }),
            }),
          })),
        );
  const now = proven.length > 0 ? byAttempt(await lockByAttempt(sql, idsOf(reports))) : before;

  const forward = new Map<string, StatusChange>();
  const billed = new Map<string, number>();
  const results = reports.map((report): StatusReportResult => {
    const message = forward.get(report.attemptId)?.message ?? now.get(report.attemptId);
    if (!message || !isOf(report, message) || !isSignedByOwner(report, message)) return "not_ours";
    if (report.segments) billed.set(message.messageId, report.segments);
    const status = readProviderStatus(report.status);
    if (!status || !movesForward(message.status, status)) return proven.includes(report) ? "recorded" : "nothing_new";
    forward.set(report.attemptId, { message: { ...message, status }, report });
    return "recorded";
  });
  await recordChanges(context, sql, [...forward.values()]);
  // Also of a report that moves no status: the provider counts segments after it has accepted the text.
  if (billed.size > 0)
    await recordBilledSegments(
      sql,
      [...billed].map(([id, billedSegments]) => ({ id, billedSegments })),
    );
  return { results, due };
}

/**
 * Redirects each report to the message that holds its provider id. That is the attempt's own message, except after a
 * lookup of two unknown messages with the same body and number: the lookup may have bound the text to the other one. If
 * a message with another body holds the provider id, the report is dropped.
 */
async function redirectToHolders(
  sql: Sql,
  reports: readonly StatusReport[],
  named: ReadonlyMap<string, OpenMessage>,
): Promise<StatusReport[]> {
  const unbound = reports.filter(({ attemptId }) => named.get(attemptId)?.providerId === null);
  const holders = unbound.length > 0 ? await providerIdHolders(sql, unbound) : [];
  if (holders.length === 0) return [...reports];
  return reports.map((report) => {
    const holder = holders.find(
      ({ attemptId, providerId }) => attemptId === report.attemptId && providerId === report.providerId,
    );
    if (!holder) return report;
    return { ...report, attemptId: holder.isCopy ? holder.holderId : NIL_UUID };
  });
}

/** The id of no attempt. */
const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** A message with its new status, and the report of it. */
interface StatusChange {
  message: OpenMessage;
  report: StatusReport;
}

async function recordChanges(context: AppContext, sql: Sql, changes: readonly StatusChange[]): Promise<void> {
  const at = context.clock.now();
  await updateMessages(
    sql,
    changes.map(({ message, report }): MessageUpdate => ({
      id: message.messageId,
      status: message.status,
      segments: message.segments,
      billedSegments: null,
      credits: message.credits - refundOf(message),
      providerId: report.providerId,
      providerStatus: report.status,
      errorCode: report.errorCode,
      updatedAt: at,
    })),
  );
  const failed = changes.filter(({ message: { status } }) => status === "failed" || status === "undelivered");
  if (failed.length > 0)
    await emitFailedMessageEvents(
      context,
      sql,
      failed.map(({ message: { messageId } }) => messageId),
    );
  await learnUnreachableNumbers(
    context,
    sql,
    failed.map(({ message, report: { errorCode } }) => ({ message, errorCode })),
    at,
  );
  const refunds = changes.map(({ message }) => message).filter((message) => refundOf(message) > 0);
  if (refunds.length === 0) return;
  const movements = new Map<string, Movement[]>();
  for (const message of refunds)
    movements.set(message.shopId, [
      ...(movements.get(message.shopId) ?? []),
      refund(message.messageId, refundOf(message)),
    ]);
  await moveCredits(context, sql, await lockHoldings(sql, [...movements.keys()]), movements, at);
}

/** The credits to refund: all of a "failed" text, which the provider never passed to a carrier. */
const refundOf = ({ status, credits }: { status: MessageStatus; credits: number }): number =>
  status === "failed" ? credits : 0;

const byAttempt = (messages: readonly OpenMessage[]): Map<string, OpenMessage> =>
  new Map(messages.map((message) => [message.attemptId, message]));
const idsOf = (reports: readonly StatusReport[]): string[] => [...new Set(reports.map(({ attemptId }) => attemptId))];
const isOf = ({ providerId }: StatusReport, message: OpenMessage | undefined): boolean =>
  message !== undefined && (message.providerId === null || message.providerId === providerId);
const mayProve = (report: StatusReport, message: OpenMessage | undefined): boolean =>
  message !== undefined && awaitsProof(message) && isOf(report, message);
