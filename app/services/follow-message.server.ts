import { refund, type Movement } from "#core/credits/ledger.ts";
import { movesForward, readProviderStatus } from "#core/sms/delivery.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, writeMovements } from "#shell/repositories/ledger.server.ts";
import { lockByAttempt, updateMessages, type MessageUpdate, type OpenMessage } from "#shell/repositories/messages.server.ts";
import { remind, remindersFor, type Due } from "./remind.server.ts";
import { settleOutcomes } from "./settle-outcomes.server.ts";

/** What the provider reports of one text. */
export interface Report {
  attemptId: string;
  providerId: string;
  /** The provider's word. */
  status: string;
  errorCode: string | null;
}

export type ReportFate = "recorded" | "nothing_new" | "not_ours";

const MOST_IN_A_TRANSACTION = 200;
const batchers = new WeakMap<AppContext, Batcher<Report, ReportFate>>();

/**
 * Takes a report in; those that arrive together share one transaction. A report is proof that the provider has the text,
 * so one whose outcome was unknown, or is not recorded yet, is settled by it; after that the status only moves forward.
 */
export function followMessage(context: AppContext, report: Report): Promise<ReportFate> {
  const known = batchers.get(context);
  if (known) return known.add(report);
  const batcher = createBatcher((reports: readonly Report[]) => followAll(context, reports), { most: MOST_IN_A_TRANSACTION });
  batchers.set(context, batcher);
  return batcher.add(report);
}

async function followAll(context: AppContext, reports: readonly Report[]): Promise<ReportFate[]> {
  const { fates, due } = await transaction(context.db.pool, (sql) => follow(context, sql, reports));
  await remind(context, remindersFor(due, context.clock.now()));
  return fates;
}

async function follow(context: AppContext, sql: Sql, reports: readonly Report[]): Promise<{ fates: ReportFate[]; due: Due[] }> {
  const attemptIds = [...new Set(reports.map(({ attemptId }) => attemptId))];
  const before = byAttempt(await lockByAttempt(sql, attemptIds));
  const proven = reports.filter((report) => isOpen(before.get(report.attemptId)) && isOf(report, before.get(report.attemptId)) && readProviderStatus(report.status));
  const due = await settleOutcomes(
    context,
    sql,
    proven.map(({ attemptId, providerId, status }) => ({ attemptId, outcome: { kind: "accepted", providerId, providerStatus: status, segments: null } })),
  );
  const now = proven.length > 0 ? byAttempt(await lockByAttempt(sql, attemptIds)) : before;

  const moved = new Map<string, Moved>();
  const fates = reports.map((report): ReportFate => {
    const message = moved.get(report.attemptId)?.message ?? now.get(report.attemptId);
    if (!message || !isOf(report, message)) return "not_ours";
    const status = readProviderStatus(report.status);
    if (!status || !movesForward(message.status, status)) return proven.includes(report) ? "recorded" : "nothing_new";
    moved.set(report.attemptId, { message: { ...message, status }, report });
    return "recorded";
  });
  await record(context, sql, [...moved.values()]);
  return { fates, due };
}

/** A message with its new status, and the report that gave it. */
interface Moved {
  message: OpenMessage;
  report: Report;
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
  const refunds = moved.map(({ message }) => message).filter((message) => givesBack(message) > 0);
  if (refunds.length === 0) return;
  const movements = new Map<string, Movement[]>();
  for (const message of refunds) movements.set(message.shopId, [...(movements.get(message.shopId) ?? []), refund(message.messageId, givesBack(message))]);
  await writeMovements(sql, await lockHoldings(sql, [...movements.keys()]), movements, at, context.newId);
}

/** "failed" means that the provider never passed it on: what was not sent is not charged. */
const givesBack = ({ status, credits }: { status: MessageStatus; credits: number }): number => (status === "failed" ? credits : 0);

const byAttempt = (messages: readonly OpenMessage[]): Map<string, OpenMessage> => new Map(messages.map((message) => [message.attemptId, message]));
const isOpen = (message: OpenMessage | undefined): boolean => message?.status === "sending" || message?.status === "unknown";
const isOf = ({ providerId }: Report, message: OpenMessage | undefined): boolean => message !== undefined && (message.providerId === null || message.providerId === providerId);
