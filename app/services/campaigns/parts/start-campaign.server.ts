import { definitionOfPlan } from "#core/campaigns/campaign-definition.ts";
import type { CampaignPlan } from "#core/campaigns/plan.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  insertAutomation,
  publishVersion,
  setAutomationStatus,
} from "#shell/repositories/automations/automations.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";

/**
 * Makes the automation that a campaign's texts run through.
 * @returns its id; or why the campaign cannot start
 */
export async function createCampaignAutomation(
  context: AppContext,
  sql: Sql,
  { id, shopId, author }: CampaignRow,
  plan: CampaignPlan,
  now: Instant,
): Promise<{ automationId: string } | { error: string }> {
  const read = readPublishable(definitionOfPlan(plan));
  if ("problems" in read) return { error: read.problems.map(({ message }) => message).join("; ") };
  const { definition } = read;
  const automationId = context.newId(now);
  await insertAutomation(sql, {
    id: automationId,
    shopId,
    name: definition.name,
    description: definition.description,
    trigger: definition.trigger.type,
    libraryKey: null,
    draft: definition,
    author,
    campaign: true,
    createdAt: now,
  });
  await publishVersion(sql, {
    id: context.newId(now),
    shopId,
    automationId,
    definition,
    publishedBy: author || `campaign:${id}`,
    createdAt: now,
  });
  await setAutomationStatus(sql, automationId, "active", now);
  return { automationId };
}
