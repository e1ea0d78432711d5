import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  lockClaimedCampaign,
  updateCampaign,
  type CampaignClaim,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";

/** When a segment that could not be counted is counted again. */
const AGAIN_AFTER = Temporal.Duration.from({ minutes: 1 });

/**
 * Counts the segments of a campaign that is about to start, so that its recipients are those who belong to them now. A
 * segment of Shopify that cannot be read puts the start off, for an hour at most.
 * @returns whether the campaign may be brought on
 */
export async function recountAudience(context: AppContext, claim: CampaignClaim): Promise<boolean> {
  const { db, clock, log } = context;
  const campaign = await lockClaimedCampaign(db.pool, claim);
  if (campaign?.status !== "scheduled") return campaign !== null;
  for (const segmentId of [...campaign.includes, ...campaign.excludes]) {
    const counted = await recountSegment(context, campaign.shopId, segmentId);
    if (counted.ok) continue;
    const now = clock.now();
    log.warn(
      { campaign: campaign.id, segment: segmentId, reason: counted.reason },
      "a campaign's segment cannot be counted",
    );
    const isGone = counted.reason === "not_found" || counted.reason === "gone";
    const isLate = campaign.scheduledAt && Temporal.Instant.compare(campaign.scheduledAt.add({ hours: 1 }), now) < 0;
    await updateCampaign(
      db.pool,
      campaign.id,
      isGone || isLate
        ? {
            status: "failed",
            error: `a segment cannot be counted: ${counted.message}`,
            completedAt: now,
            nextLookAt: null,
          }
        : { nextLookAt: now.add(AGAIN_AFTER) },
      now,
    );
    return false;
  }
  return true;
}
