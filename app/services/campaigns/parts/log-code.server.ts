import type { CheckInputs } from "#core/activity/explanation.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { insertLogs } from "#shell/repositories/activity/logs.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";

/** Logs discount codes that Shopify did not make: of customers, or of the whole campaign. */
export async function logCode(
  context: AppContext,
  sql: Sql,
  { shopId, automationId }: Pick<CampaignRow, "shopId" | "automationId">,
  refused: readonly { customerId: string | null; saw: CheckInputs }[],
  now: Instant,
): Promise<void> {
  if (!automationId) return;
  await insertLogs(
    sql,
    refused.map(({ customerId, saw }) => ({
      id: context.newId(now),
      shopId,
      automationId,
      sequenceId: null,
      scheduledAutomationId: null,
      storeEventId: null,
      customerId,
      stepId: null,
      action: "create_discount",
      status: "failed" as const,
      reason: "action_error" as const,
      explanation: [{ guard: "create_discount", answer: "skip" as const, reason: "action_error" as const, saw }],
      messageId: null,
      credits: 0,
      createdAt: now,
    })),
  );
}
