import { refund, type Movement } from "#core/credits/ledger.ts";
import { outcomeFound } from "#core/sending/unknown-outcome.ts";
import { movesForward, readProviderStatus } from "#core/sending/delivery-status.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bufferedTransaction } from "#shell/db/buffered-writes.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { providerIdHolders } from "#shell/repositories/sending/lost-attempts.server.ts";
import {
  lockByAttempt,
  updateMessages,
  type MessageUpdate,
  type OpenMessage,
} from "#shell/repositories/sending/messages.server.ts";
import { batchOrEach, resultOf } from "#shell/batch-or-each.server.ts";
import { moveCredits } from "../credits/parts/move-credits.server.ts";
import { awaitsProof } from "./parts/message-settlement.server.ts";
import { emitFailedMessageEvents } from "./parts/emit-failed-message-events.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { settleOutcomes } from "./parts/settle-outcomes.server.ts";

/**
 * The address that Twilio reports the status of one attempt to. It carries the attempt's id, signed, so that a report
 * finds its message.
 */
export function callbackUrl({ env, secrets }: Pick<AppContext, "env" | "secrets">, attemptId: string): string {
  const url = new URL("/twilio/status", env.SHOPIFY_APP_URL);
  url.searchParams.set("attempt", attemptId);
  url.searchParams.set("signature", secrets.sign(attemptId));
  return url.toString();
}

/** The attempt that a callback address names; null when Shopbell did not sign the address. */
export function attemptOf({ secrets }: Pick<AppContext, "secrets">, url: URL): string | null {
  const attempt = url.searchParams.get("attempt") ?? "";
  return secrets.verify(attempt, url.searchParams.get("signature") ?? "") ? attempt : null;
}

/** What the provider reports of one text. */
export interface StatusReport {
  attemptId: string;
  providerId: string;
  /** The provider's word. */
  status: string;
  errorCode: string | null;
  /** Null, or left out, where it does not say how many parts were counted. */
  segments?: number | null;
}

export type StatusReportResult = "recorded" | "nothing_new" | "not_ours";

const MOST_IN_A_TRANSACTION = 200;
const batchers = new WeakMap<AppContext, Batcher<StatusReport, PromiseSettledResult<StatusReportResult>>>();

/**
 * Takes a report in; those that arrive together share one transaction. A report is proof that the provider has the
 * text, so one whose outcome was unknown, or is not recorded yet, is settled by it; after that the status only moves
 * forward.
 */
export async function applyStatusCallback(context: AppContext, report: StatusReport): Promise<StatusReportResult> {
  return resultOf(await batcherOf(context).add(report));
}

function batcherOf(context: AppContext): Batcher<StatusReport, PromiseSettledResult<StatusReportResult>> {
  const known = batchers.get(context);
  if (known) return known;
  const batcher = createBatcher(
    (reports: readonly StatusReport[]) => batchOrEach(reports, (some) => followAll(context, some)),
    { most: MOST_IN_A_TRANSACTION },
  );
  batchers.set(context, batcher);
  return batcher;
}

const ALREADY_BOUND = "23505";

async function followAll(context: AppContext, reports: readonly StatusReport[]): Promise<StatusReportResult[]> {
  const take = () =>
    bufferedTransaction(context.db.pool, (sql) => applyStatusReports(context, sql, reports, "status report"));
  // In the moment between reading and writing, a look-up may have given the text to a copy of its message: read again.
  const { fates, due } = await take().catch((error: unknown) =>
    (error as { code?: string }).code === ALREADY_BOUND ? take() : Promise.reject(error),
  );
  await remind(context, remindersFor(due, context.clock.now()));
  return fates;
}

/** @param source where the reports are from, for the log of a text whose outcome was not known */
export async function applyStatusReports(
  context: AppContext,
  sql: Sql,
  given: readonly StatusReport[],
  source: "status report" | "look-up",
): Promise<{ fates: StatusReportResult[]; due: Due[] }> {
  const named = byAttempt(await lockByAttempt(sql, idsOf(given)));
  const reports = await toHolders(sql, given, named);
  const moved = reports.filter((report, at) => report.attemptId !== given[at]?.attemptId);
  const before = new Map([...named, ...byAttempt(moved.length > 0 ? await lockByAttempt(sql, idsOf(moved)) : [])]);
  const proven = reports.filter(
    (report) => mayProve(report, before.get(report.attemptId)) && readProviderStatus(report.status),
  );
  const due =
    proven.length === 0
      ? []
      : await settleOutcomes(
          context,
          sql,
          proven.map(({ attemptId, providerId, status, segments }) => ({
            attemptId,
            outcome: { kind: "accepted", providerId, providerStatus: status, segments: segments ?? null },
            ...(before.get(attemptId)?.status !== "sending" && { evidence: outcomeFound({ told_by: source, status }) }),
          })),
        );
  const now = proven.length > 0 ? byAttempt(await lockByAttempt(sql, idsOf(reports))) : before;

  const forward = new Map<string, Moved>();
  const fates = reports.map((report): StatusReportResult => {
    const message = forward.get(report.attemptId)?.message ?? now.get(report.attemptId);
    if (!message || !isOf(report, message)) return "not_ours";
    const status = readProviderStatus(report.status);
    if (!status || !movesForward(message.status, status)) return proven.includes(report) ? "recorded" : "nothing_new";
    forward.set(report.attemptId, { message: { ...message, status }, report });
    return "recorded";
  });
  await record(context, sql, [...forward.values()]);
  return { fates, due };
}

/**
 * Gives each report to the message that bears its text. That is its attempt's, but for copies: of two messages with the
 * same words to the same number, both unknown, a look-up may have dealt the text to the other one. A text that is
 * borne by a message of other words is left where it is.
 */
async function toHolders(
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
    return { ...report, attemptId: holder.isCopy ? holder.holderId : NOBODY };
  });
}

/** An attempt's id that none has. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** A message with its new status, and the report that gave it. */
interface Moved {
  message: OpenMessage;
  report: StatusReport;
}

async function record(context: AppContext, sql: Sql, moved: readonly Moved[]): Promise<void> {
  const at = context.clock.now();
  await updateMessages(
    sql,
    moved.map(({ message, report }): MessageUpdate => ({
      id: message.messageId,
      status: message.status,
      segments: message.segments,
      credits: message.credits - givesBack(message),
      providerId: report.providerId,
      providerStatus: report.status,
      errorCode: report.errorCode,
      updatedAt: at,
    })),
  );
  const failed = moved.filter(({ message: { status } }) => status === "failed" || status === "undelivered");
  if (failed.length > 0)
    await emitFailedMessageEvents(
      context,
      sql,
      failed.map(({ message: { messageId } }) => messageId),
    );
  const refunds = moved.map(({ message }) => message).filter((message) => givesBack(message) > 0);
  if (refunds.length === 0) return;
  const movements = new Map<string, Movement[]>();
  for (const message of refunds)
    movements.set(message.shopId, [
      ...(movements.get(message.shopId) ?? []),
      refund(message.messageId, givesBack(message)),
    ]);
  await moveCredits(context, sql, await lockHoldings(sql, [...movements.keys()]), movements, at);
}

/** "failed" means that the provider never passed it on: what was not sent is not charged. */
const givesBack = ({ status, credits }: { status: MessageStatus; credits: number }): number =>
  status === "failed" ? credits : 0;

const byAttempt = (messages: readonly OpenMessage[]): Map<string, OpenMessage> =>
  new Map(messages.map((message) => [message.attemptId, message]));
const idsOf = (reports: readonly StatusReport[]): string[] => [...new Set(reports.map(({ attemptId }) => attemptId))];
const isOf = ({ providerId }: StatusReport, message: OpenMessage | undefined): boolean =>
  message !== undefined && (message.providerId === null || message.providerId === providerId);
const mayProve = (report: StatusReport, message: OpenMessage | undefined): boolean =>
  message !== undefined && awaitsProof(message) && isOf(report, message);
