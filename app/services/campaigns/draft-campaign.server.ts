import { readPlan, type CampaignPlan } from "#core/campaigns/plan.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  deleteCampaign,
  insertCampaign,
  lockCampaign,
  updateCampaignDraft,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import { findSegments } from "#shell/repositories/segments/segments.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
} from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** A campaign as staff or the operator write it. */
export interface CampaignDraft {
  /** Read through `readPlan`. */
  plan: unknown;
  /** Ids of segments. */
  includes: readonly string[];
  excludes: readonly string[];
}

interface ReadDraft {
  plan: CampaignPlan;
  includes: string[];
  excludes: string[];
}

/** Creates a draft. */
export async function createCampaign(
  context: AppContext,
  shop: Pick<Shop, "id">,
  { actor, ...draft }: CampaignDraft & { actor: string },
): Promise<ServiceResult<{ campaignId: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const read = await readDraft(sql, shop.id, draft);
    if ("ok" in read) return read;
    const { plan, includes, excludes } = read;
    const id = context.newId(now);
    await insertCampaign(sql, {
      id,
      shopId: shop.id,
      name: plan.name,
      plan,
      includes,
      excludes,
      author: actor,
      createdAt: now,
    });
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: shop.id,
        actor,
        action: "campaign.created",
        target: `campaign:${id}`,
        before: null,
        after: { name: plan.name },
        createdAt: now,
      },
    ]);
    return { ok: true as const, campaignId: id };
  });
}

/** Changes a draft. A campaign that is scheduled or has started stays as it is. */
export async function saveCampaignDraft(
  context: AppContext,
  shop: Pick<Shop, "id">,
  { campaignId, actor, ...draft }: CampaignDraft & { campaignId: string; actor: string },
): Promise<ServiceResult<{ campaignId: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ campaignId: string }>> => {
    const campaign = await lockCampaign(sql, campaignId);
    if (!campaign || campaign.shopId !== shop.id) return refuse("not_found", "there is no such campaign");
    if (campaign.status !== "draft")
      return refuse("conflict", "only a draft can be changed; take the campaign off the schedule first");
    const read = await readDraft(sql, shop.id, draft);
    if ("ok" in read) return read;
    await updateCampaignDraft(sql, campaign.id, { ...read, name: read.plan.name }, now);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: shop.id,
        actor,
        action: "campaign.draft",
        target: `campaign:${campaign.id}`,
        before: { name: campaign.name },
        after: { name: read.plan.name },
        createdAt: now,
      },
    ]);
    return { ok: true, campaignId: campaign.id };
  });
}

/** Deletes a draft, or a campaign that was taken off the schedule; one that has started is history, and stays. */
export async function deleteCampaignDraft(
  context: AppContext,
  shop: Pick<Shop, "id">,
  { campaignId, actor }: { campaignId: string; actor: string },
): Promise<ServiceResult<{ name: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ name: string }>> => {
    const campaign = await lockCampaign(sql, campaignId);
    if (!campaign || campaign.shopId !== shop.id) return refuse("not_found", "there is no such campaign");
    if (campaign.status !== "draft")
      return refuse("conflict", "only a draft can be deleted; a campaign that was sent stays in the history");
    await deleteCampaign(sql, campaign.id);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: shop.id,
        actor,
        action: "campaign.deleted",
        target: `campaign:${campaign.id}`,
        before: { name: campaign.name },
        after: null,
        createdAt: now,
      },
    ]);
    return { ok: true, name: campaign.name };
  });
}

/** Reads a draft, whose segments have to be the shop's. */
async function readDraft(sql: Sql, shopId: string, draft: CampaignDraft): Promise<ReadDraft | Refusal> {
  const read = readPlan(draft.plan);
  if ("problems" in read) return refuseDocument(read.problems);
  const ids = [...draft.includes, ...draft.excludes];
  const known = await findSegments(sql, shopId, ids.filter(isOwnId));
  const strangers = ids.filter((id) => !known.has(id));
  if (strangers.length > 0)
    return refuseDocument([
      { path: "segments", message: "names a segment that is not there any more: choose another" },
    ]);
  return { plan: read.plan, includes: [...new Set(draft.includes)], excludes: [...new Set(draft.excludes)] };
}
