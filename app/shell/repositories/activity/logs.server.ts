import type { Check } from "#core/activity/explanation.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { LogStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { insert, type Sql } from "#shell/db/sql.server.ts";

/** The outcome of one decision. */
export interface NewLogRow {
  id: string;
  shopId: string;
  automationId: string;
  sequenceId: string | null;
  scheduledAutomationId: string | null;
  storeEventId: string | null;
  customerId: string | null;
  stepId: string | null;
  action: string;
  status: LogStatus;
  reason: Reason | null;
  explanation: readonly Check[];
  messageId: string | null;
  credits: number;
  createdAt: Instant;
}

/** Inserts decisions; ignores duplicates by step, and by automation and event. */
export const insertLogs = (sql: Sql, rows: readonly NewLogRow[]): Promise<void> =>
  insert(sql, "AutomationLog", rows, "ON CONFLICT DO NOTHING");
