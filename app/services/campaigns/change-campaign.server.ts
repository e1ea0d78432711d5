import { readPlan } from "#core/campaigns/plan.ts";
import { schedulingProblems } from "#core/campaigns/scheduling-problems.ts";
import { startOf } from "#core/campaigns/schedule.ts";
import type { CampaignStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { setAutomationStatus } from "#shell/repositories/automations/automations.server.ts";
import {
  lockCampaign,
  updateCampaign,
  type CampaignChange,
  type CampaignRow,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import { endPending } from "#shell/repositories/campaigns/recipients.server.ts";
import { lockActiveSequences } from "#shell/repositories/engine/active-sequences.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import {
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
} from "../automations/parts/audited-change.server.ts";
import { resumeStaggered } from "../automations/change-automation-status.server.ts";
import { cancelActiveSequences } from "../automations/parts/cancel-active-sequences.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { pauseWithin } from "./parts/pause-within.server.ts";
import { campaignsReminder } from "./run-campaigns.server.ts";

/** The campaign to change, and the audit actor. */
export interface CampaignTarget {
  shopId: string;
  campaignId: string;
  actor: string;
}

export type CampaignStatusResult = ServiceResult<{ campaignId: string; status: CampaignStatus }>;

type Change = { change: CampaignChange; due?: readonly Due[] } | Refusal | null;

/** Schedules a draft: from then on its time comes by itself. */
export const scheduleCampaign = (context: AppContext, target: CampaignTarget): Promise<CampaignStatusResult> =>
  changeCampaign(context, target, async (sql, campaign, now) => {
    if (campaign.status === "scheduled") return null;
    if (campaign.status !== "draft") return refuse("conflict", "the campaign has been sent or cancelled already");
    const read = readPlan(campaign.plan);
    if ("problems" in read) return refuseDocument(read.problems);
    const { plan } = read;
    const [shop] = await findShops(sql, [campaign.shopId]);
    const problems = schedulingProblems(plan, campaign.includes, shop?.timezone ?? "UTC", now);
    if (problems.length > 0) return refuseDocument(problems);
    const scheduledAt = startOf(plan.when, shop?.timezone ?? "UTC", now);
    return { change: { status: "scheduled", scheduledAt, nextLookAt: scheduledAt, error: null } };
  });

/** Takes a campaign off the schedule: it is a draft again. */
export const unscheduleCampaign = (context: AppContext, target: CampaignTarget): Promise<CampaignStatusResult> =>
  changeCampaign(context, target, async (_sql, campaign) => {
    if (campaign.status === "draft") return null;
    if (campaign.status !== "scheduled")
      return refuse("conflict", "the campaign has started; pause it or cancel it instead");
    return { change: { status: "draft", scheduledAt: null, nextLookAt: null } };
  });

/** Stops a sending campaign for the time being: no text that has not gone goes out until it is resumed. */
export const pauseCampaign = (context: AppContext, target: CampaignTarget): Promise<CampaignStatusResult> =>
  changeCampaign(context, target, async (sql, campaign, now) => {
    if (campaign.status === "paused") return null;
    if (campaign.status !== "sending") return refuse("conflict", "only a campaign that is being sent can be paused");
    return { change: await pauseWithin(sql, campaign, "by_hand", now) };
  });

/** Goes on with a paused campaign. Texts that have become too late meanwhile are left out. */
export const resumeCampaign = (context: AppContext, target: CampaignTarget): Promise<CampaignStatusResult> =>
  changeCampaign(context, target, async (sql, campaign, now) => {
    if (campaign.status === "sending") return null;
    if (campaign.status !== "paused") return refuse("conflict", "only a paused campaign can go on");
    const change: CampaignChange = {
      status: campaign.startedAt ? "sending" : "scheduled",
      pausedReason: null,
      pausedAt: null,
      nextLookAt: now,
    };
    if (!campaign.automationId) return { change };
    const sequences = await lockActiveSequences(sql, { automationId: campaign.automationId }, now);
    await setAutomationStatus(sql, campaign.automationId, "active", now);
    return { change, due: await resumeStaggered(sql, sequences, now) };
  });

/** Ends a campaign for good: what is queued does not go out; what was sent stays sent. */
export const cancelCampaign = (context: AppContext, target: CampaignTarget): Promise<CampaignStatusResult> =>
  changeCampaign(context, target, async (sql, campaign, now) => {
    if (campaign.status === "cancelled") return null;
    if (campaign.status === "draft") return refuse("conflict", "a draft has nothing to cancel; delete it instead");
    if (campaign.status === "sent" || campaign.status === "failed")
      return refuse("conflict", "the campaign has ended already");
    const { id, shopId, automationId } = campaign;
    await endPending(sql, id, { status: "cancelled", reason: "campaign_cancelled" }, now);
    if (automationId) {
      const sequences = await lockActiveSequences(sql, { automationId }, now);
      await setAutomationStatus(sql, automationId, "archived", now);
      await cancelActiveSequences(
        context,
        sql,
        sequences,
        { shopId, automationId, because: "campaign_cancelled" },
        now,
      );
    }
    return { change: { status: "cancelled", completedAt: now, pausedReason: null, nextLookAt: now } };
  });

/** Changes a campaign in one transaction with its audit event; `work` gives null where nothing changes. */
async function changeCampaign(
  context: AppContext,
  { shopId, campaignId, actor }: CampaignTarget,
  work: (sql: Sql, campaign: CampaignRow, now: Instant) => Promise<Change>,
): Promise<CampaignStatusResult> {
  const now = context.clock.now();
  const { result, due, lookAt } = await transaction(
    context.db.pool,
    async (sql): Promise<{ result: CampaignStatusResult; due?: readonly Due[]; lookAt?: Instant | null }> => {
      const campaign = await lockCampaign(sql, campaignId);
      if (!campaign || campaign.shopId !== shopId) return { result: refuse("not_found", "there is no such campaign") };
      const changed = await work(sql, campaign, now);
      if (!changed) return { result: { ok: true, campaignId, status: campaign.status } };
      if ("ok" in changed) return { result: changed };
      const { change } = changed;
      const status = change.status ?? campaign.status;
      await updateCampaign(sql, campaignId, change, now);
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action: "campaign.status",
          target: `campaign:${campaignId}`,
          before: { status: campaign.status },
          after: { status, name: campaign.name },
          createdAt: now,
        },
      ]);
      return { result: { ok: true, campaignId, status }, due: changed.due ?? [], lookAt: change.nextLookAt ?? null };
    },
  );
  await remind(context, [...remindersFor(due ?? [], now), ...(lookAt ? [campaignsReminder(lookAt)] : [])]);
  return result;
}
