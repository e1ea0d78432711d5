import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isDatabaseAway } from "#shell/db/away.server.ts";
import {
  claimCampaign,
  nextCampaignLook,
  releaseCampaign,
  updateCampaign,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { REMINDER_HORIZON, remind } from "../engine/parts/remind.server.ts";
import { lookAtCampaign } from "./parts/look-at-campaign.server.ts";

/** How long a worker may take for a campaign before another takes it over. */
const LEASE = Temporal.Duration.from({ minutes: 2 });
/** When a campaign that broke is looked at again. */
const AFTER_ERROR = Temporal.Duration.from({ minutes: 1 });

/**
 * Brings all campaigns on that are due to be looked at, in turns: starts them, fixes their recipients, gives the engine
 * the texts whose time has come, and records what became of them. @returns how many were looked at
 */
export async function runCampaigns(context: AppContext): Promise<number> {
  const { db, clock, log } = context;
  let looks = 0;
  while (!isStopping(context)) {
    const now = clock.now();
    const claim = await claimCampaign(db.pool, { now, until: now.add(LEASE) });
    if (!claim) break;
    looks++;
    try {
      await lookAtCampaign(context, claim);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      log.error({ err: error, campaign: claim.id }, "a campaign could not be brought on; it is tried again");
      await updateCampaign(db.pool, claim.id, { nextLookAt: now.add(AFTER_ERROR) }, now);
    }
    await releaseCampaign(db.pool, claim);
  }
  const next = await nextCampaignLook(db.pool);
  if (next && Temporal.Instant.compare(next, clock.now().add(REMINDER_HORIZON)) < 0)
    await remind(context, [campaignsReminder(next)]);
  return looks;
}

/** The reminder to look at campaigns at an instant; one for each second. */
export const campaignsReminder = (at: Instant): Reminder => {
  const second = at.round({ smallestUnit: "second", roundingMode: "ceil" });
  return {
    name: "campaigns.run",
    id: `campaigns-${second.epochMilliseconds / 1_000}`,
    payload: { id: "campaigns" },
    priority: priorities.normal,
    at: second,
  };
};
