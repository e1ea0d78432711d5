import type { CampaignFormPosting } from "#core/campaigns/campaign-form.ts";
import { readPlan } from "#core/campaigns/plan.ts";
import { schedulingProblems } from "#core/campaigns/scheduling-problems.ts";
import type { Permission } from "#core/team/permissions.ts";
import type { AppContext } from "#shell/context.server.ts";
import { refuse, refuseDocument } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { scheduleCampaign, type CampaignStatusResult } from "./change-campaign.server.ts";
import { createCampaign, saveCampaignDraft } from "./draft-campaign.server.ts";

/** Saves the form of a campaign as a draft, and schedules it where the form asks for that. */
export async function saveCampaignForm(
  context: AppContext,
  shop: Shop,
  {
    intent,
    campaignId,
    actor,
    may,
    ...draft
  }: CampaignFormPosting & { campaignId: string | null; actor: string; may: readonly Permission[] },
): Promise<CampaignStatusResult> {
  if (intent === "schedule" && !may.includes("automations.publish"))
    return refuse("conflict", "your role may write campaigns, but not send them");
  // A new campaign that cannot be scheduled yet stays in the form: each press would write another draft.
  if (intent === "schedule" && campaignId === null) {
    const read = readPlan(draft.plan);
    const problems =
      "problems" in read
        ? read.problems
        : schedulingProblems(read.plan, draft.includes, shop.timezone, context.clock.now());
    if (problems.length > 0) return refuseDocument(problems);
  }
  const saved = campaignId
    ? await saveCampaignDraft(context, shop, { ...draft, campaignId, actor })
    : await createCampaign(context, shop, { ...draft, actor });
  if (!saved.ok) return saved;
  const target = { shopId: shop.id, campaignId: saved.campaignId, actor };
  return intent === "schedule"
    ? scheduleCampaign(context, target)
    : { ok: true, campaignId: saved.campaignId, status: "draft" };
}
