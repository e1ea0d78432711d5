import { refund } from "#core/credits/ledger.ts";
import { movesForward, readProviderStatus } from "#core/sms/delivery.ts";
import type { MessageStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, writeMovements } from "#shell/repositories/ledger.server.ts";
import { lockByAttempt, updateMessages, type OpenMessage } from "#shell/repositories/messages.server.ts";
import { settleOutcomes } from "./settle-outcomes.server.ts";
import { remind, remindersFor } from "./remind.server.ts";

/** What the provider reports of one text. */
export interface Report {
  attemptId: string;
  providerId: string;
  /** The provider's word. */
  status: string;
  errorCode: string | null;
}

export type ReportFate = "recorded" | "nothing_new" | "not_ours";

/**
 * Takes a report in. It is proof that the provider has the text, so one whose outcome was unknown, or is not recorded yet,
 * is settled by it; after that the status only moves forward.
 */
export async function followMessage(context: AppContext, report: Report): Promise<ReportFate> {
  const status = readProviderStatus(report.status);
  if (!status) return "nothing_new";
  const { fate, due } = await transaction(context.db.pool, async (sql) => {
    const [found] = await lockByAttempt(sql, [report.attemptId]);
    if (!found || (found.providerId && found.providerId !== report.providerId)) return { fate: "not_ours" as const, due: [] };
    const settled = found.status === "sending" || found.status === "unknown" ? await settleAsSent(context, sql, report) : null;
    const [message] = settled ? await lockByAttempt(sql, [report.attemptId]) : [found];
    if (!message || !movesForward(message.status, status)) return { fate: settled ? ("recorded" as const) : ("nothing_new" as const), due: settled ?? [] };
    await record(context, sql, message, status, report);
    return { fate: "recorded" as const, due: settled ?? [] };
  });
  await remind(context, remindersFor(due, context.clock.now()));
  return fate;
}

const settleAsSent = (context: AppContext, sql: Sql, { attemptId, providerId, status }: Report) =>
  settleOutcomes(context, sql, [{ attemptId, outcome: { kind: "accepted", providerId, providerStatus: status, segments: null } }]);

async function record(context: AppContext, sql: Sql, message: OpenMessage, status: MessageStatus, report: Report): Promise<void> {
  const now = context.clock.now();
  // "failed" means that the provider never passed it on: what was not sent is not charged.
  const givesBack = status === "failed" ? message.credits : 0;
  await updateMessages(sql, [
    { id: message.messageId, status, segments: message.segments, credits: message.credits - givesBack, providerId: report.providerId, providerStatus: report.status, errorCode: report.errorCode, updatedAt: now },
  ]);
  if (givesBack === 0) return;
  const holdings = await lockHoldings(sql, [message.shopId]);
  await writeMovements(sql, holdings, new Map([[message.shopId, [refund(message.messageId, givesBack)]]]), now, context.newId);
}
