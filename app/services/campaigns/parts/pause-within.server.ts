import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { holdSteps, setAutomationStatus } from "#shell/repositories/automations/automations.server.ts";
import type { CampaignChange, CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";

/** Holds the texts of a sending campaign, in the caller's transaction. @returns the campaign's new columns */
export async function pauseWithin(
  sql: Sql,
  { automationId }: Pick<CampaignRow, "automationId">,
  reason: string,
  now: Instant,
): Promise<CampaignChange> {
  if (automationId) {
    await setAutomationStatus(sql, automationId, "paused", now);
    await holdSteps(sql, automationId);
  }
  return { status: "paused", pausedReason: reason, pausedAt: now, nextLookAt: now };
}
