import { z } from "zod";

const segmentIds = z.array(z.uuid()).max(100, "are more than 100 segments");

/** Ids of segments in an address, joined by commas; what is no id is left out. */
export const joinedSegmentIds = z
  .string()
  .max(4_000)
  .catch("")
  .transform((joined) => joined.split(",").filter((id) => z.uuid().safeParse(id).success));

/** What the form of a campaign posts; the plan's fields are checked by `readPlan`. */
export const campaignForm = z.object({
  intent: z.enum(["save", "schedule"]),
  plan: z.record(z.string(), z.unknown()),
  includes: segmentIds,
  excludes: segmentIds,
});
export type CampaignFormPosting = z.infer<typeof campaignForm>;
