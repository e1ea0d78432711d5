import { readPlan, type CampaignPlan, type CampaignPlanDocument } from "#core/campaigns/plan.ts";

export const BODY = "Autumn is here: 20% off until Sunday. https://juniper.example/sale Reply STOP to opt out";

/** A whole document of a plan. */
export const planDocument = (changes: Partial<CampaignPlanDocument> = {}): CampaignPlanDocument => ({
  name: "Autumn sale",
  arms: [{ id: "a", name: "A", body: BODY }],
  when: { kind: "now" },
  ...changes,
});

export function planOf(changes: Partial<CampaignPlanDocument> = {}): CampaignPlan {
  const read = readPlan(planDocument(changes));
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}
