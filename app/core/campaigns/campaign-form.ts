import { z } from "zod";

const segmentIds = z.array(z.uuid()).max(100, "are more than 100 segments");

/** What the form of a campaign posts; the plan's fields are checked by `readPlan`. */
export const campaignForm = z.object({
  intent: z.enum(["save", "schedule"]),
  plan: z.record(z.string(), z.unknown()),
  includes: segmentIds,
  excludes: segmentIds,
});
export type CampaignFormPosting = z.infer<typeof campaignForm>;
