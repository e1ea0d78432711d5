import type { CheckInputs } from "#core/activity/explanation.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { insertLogs, type NewLogRow } from "#shell/repositories/activity/logs.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";

type Logged = Pick<NewLogRow, "customerId" | "action" | "status" | "reason" | "explanation"> & {
  sequenceId?: string | null;
};

/** Logs what became of a campaign's recipients before a step of theirs ran. */
export async function logRecipients(
  context: AppContext,
  sql: Sql,
  { shopId, automationId }: Pick<CampaignRow, "shopId" | "automationId">,
  logged: readonly Logged[],
  now: Instant,
): Promise<void> {
  if (!automationId) return;
  await insertLogs(
    sql,
    logged.map(({ sequenceId = null, customerId, action, status, reason, explanation }) => ({
      id: context.newId(now),
      shopId,
      automationId,
      sequenceId,
      scheduledAutomationId: null,
      storeEventId: null,
      customerId,
      stepId: null,
      action,
      status,
      reason,
      explanation,
      messageId: null,
      credits: 0,
      createdAt: now,
    })),
  );
}

/** Logs discount codes that Shopify did not make: of customers, or of the whole campaign. */
export const logRefusedCodes = (
  context: AppContext,
  sql: Sql,
  campaign: Pick<CampaignRow, "shopId" | "automationId">,
  refused: readonly { customerId: string | null; saw: CheckInputs }[],
  now: Instant,
): Promise<void> =>
  logRecipients(
    context,
    sql,
    campaign,
    refused.map(({ customerId, saw }) => ({
      customerId,
      action: "create_discount",
      status: "failed",
      reason: "action_error",
      explanation: [{ guard: "create_discount", answer: "skip", reason: "action_error", saw }],
    })),
    now,
  );
