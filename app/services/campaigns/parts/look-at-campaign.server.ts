import { chooseWinner } from "#core/campaigns/choose-winner.ts";
import { madeDiscountOf } from "#core/campaigns/codes.ts";
import { readPlan, type CampaignPlan } from "#core/campaigns/plan.ts";
import { isPast, lastInstant, startOf } from "#core/campaigns/schedule.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { findVersion } from "#shell/repositories/automations/automations.server.ts";
import {
  lockClaimedCampaign,
  updateCampaign,
  type CampaignChange,
  type CampaignClaim,
  type CampaignRow,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import {
  endPending,
  findUnwanted,
  giveWinner,
  lastSettled,
  readArmResults,
  readCampaignRest,
  settleQueued,
  takeBack,
  type SettledText,
} from "#shell/repositories/campaigns/recipients.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";
import { cancelTexts } from "./cancel-texts.server.ts";
import { makeCodes } from "./make-codes.server.ts";
import { pauseWithin } from "./pause-within.server.ts";
import { prepareRecipients } from "./prepare-recipients.server.ts";
import { isOfAllNumbers, isWithoutCode, providerProblem, withoutCodes } from "#core/campaigns/provider-problem.ts";
import { recountAudience } from "./recount-audience.server.ts";
import { MAX_RELEASED, releaseRecipients } from "./release-recipients.server.ts";
import { createCampaignAutomation } from "./start-campaign.server.ts";

/** Texts that the engine may have at once of one campaign: enough until the next look, few enough for a quick pause. */
const MAX_QUEUED = 2_000;
const MAX_SETTLED = 1_000;
/** So many ends show whether the provider refuses all of a campaign's texts. */
const LAST_ENDS = 6;
/** When a campaign is looked at again while the engine has its texts. */
const LOOK_AGAIN = Temporal.Duration.from({ seconds: 1 });
/** The same while nothing can change but by the clock or by hand. */
const LOOK_SELDOM = Temporal.Duration.from({ minutes: 1 });

/** What one look has done: `again` when there is more to do at once. */
type Look = { change: CampaignChange; due?: readonly Due[]; again: boolean };

/** Brings one claimed campaign on: each portion is a transaction of its own, and another worker may go on after it. */
export async function lookAtCampaign(context: AppContext, claim: CampaignClaim): Promise<void> {
  if (!(await recountAudience(context, claim))) return;
  await makeCodes(context, claim);
  for (let again = true; again;) {
    const now = context.clock.now();
    const done = await transaction(context.db.pool, async (sql): Promise<Look | null> => {
      const campaign = await lockClaimedCampaign(sql, claim);
      const [shop] = campaign ? await findShops(sql, [campaign.shopId]) : [];
      if (!campaign || !shop) return null;
      const look = await lookOnce(context, sql, campaign, shop, now);
      await updateCampaign(sql, campaign.id, look.change, now);
      return look;
    });
    await remind(context, remindersFor(done?.due ?? [], now));
    again = done?.again ?? false;
  }
}

async function lookOnce(
  context: AppContext,
  sql: Sql,
  campaign: CampaignRow,
  shop: ShopRow,
  now: Instant,
): Promise<Look> {
  const read = readPlan(campaign.plan);
  if ("problems" in read) return failed("the plan cannot be read by this release", now);
  const { plan } = read;
  if (shop.uninstalledAt && (campaign.status === "scheduled" || campaign.status === "sending")) {
    await endPending(sql, campaign.id, { status: "cancelled", reason: "shop_uninstalled" }, now);
    const { change } = failed("the store uninstalled the app", now);
    // The engine still ends the texts that it has.
    return { change: { ...change, nextLookAt: now }, again: false };
  }
  if (campaign.status === "scheduled") return start(context, sql, campaign, plan, shop, now);
  if (campaign.status !== "sending") return settleRest(sql, campaign, now);
  return campaign.preparedAt
    ? send(context, sql, campaign, plan, shop, now)
    : prepare(context, sql, campaign, plan, shop, now);
}

const failed = (error: string, now: Instant): Look => ({
  change: { status: "failed", error, completedAt: now, nextLookAt: null },
  again: false,
});

/** Starts a campaign; one whose time passed while the app was down does not go out late. */
async function start(
  context: AppContext,
  sql: Sql,
  campaign: CampaignRow,
  plan: CampaignPlan,
  shop: ShopRow,
  now: Instant,
): Promise<Look> {
  const planned = campaign.scheduledAt ?? startOf(plan.when, shop.timezone, now);
  const isLate =
    plan.when.kind === "local"
      ? isPast(plan.when, shop.timezone, now.subtract({ minutes: Math.round(plan.notAfterHours * 60) }))
      : Temporal.Instant.compare(lastInstant(plan, planned), now) < 0;
  if (isLate) return failed("its time had passed when it could start", now);
  const made = await createCampaignAutomation(context, sql, campaign, plan, now);
  if ("error" in made) return failed(made.error, now);
  return {
    change: { status: "sending", startedAt: now, nextLookAt: now, automationId: made.automationId },
    again: true,
  };
}

async function prepare(
  context: AppContext,
  sql: Sql,
  campaign: CampaignRow,
  plan: CampaignPlan,
  shop: ShopRow,
  now: Instant,
): Promise<Look> {
  const preparedTo = await prepareRecipients(context, sql, { campaign, plan, shop }, now);
  return { change: preparedTo ? { preparedTo } : { preparedTo, preparedAt: now }, again: true };
}

/** Settles what the engine has finished, drops what comes too late, decides a test, and gives the engine the next texts. */
async function send(
  context: AppContext,
  sql: Sql,
  campaign: CampaignRow,
  plan: CampaignPlan,
  shop: ShopRow,
  now: Instant,
): Promise<Look> {
  const ends = await settleQueued(sql, campaign.id, now, MAX_SETTLED);
  const objection =
    (await takeBackWhatWasNotPaid(sql, ends)) ??
    (await takeBackWithoutCodes(sql, campaign.id, ends)) ??
    (await providerObjection(sql, campaign.id, ends));
  if (objection) return { change: await pauseWithin(sql, campaign, objection, now), again: false };
  const unwanted = await findUnwanted(
    sql,
    campaign.id,
    { notAfterMinutes: Math.round(plan.notAfterHours * 60), skipsQuietHours: plan.quietHours === "skip" },
    MAX_SETTLED,
  );
  await cancelTexts(context, sql, campaign, unwanted, now);
  const lastDue = now.subtract({ minutes: Math.round(plan.notAfterHours * 60) });
  await endPending(sql, campaign.id, { status: "missed", reason: "campaign_too_late", dueUntil: lastDue }, now);
  const winner = await decideTest(sql, campaign, plan, now);
  const { queued } = await readCampaignRest(sql, campaign.id);
  const version = campaign.automationId ? await findVersion(sql, campaign.automationId, 1) : null;
  const released = version
    ? await releaseRecipients(
        context,
        sql,
        { campaign, plan, shop, versionId: version.id, room: MAX_QUEUED - queued },
        now,
      )
    : null;
  const rest = await readCampaignRest(sql, campaign.id);
  const change: CampaignChange = { ...winner, ...(released?.releasedTo && { releasedTo: released.releasedTo }) };
  if (rest.pending + rest.queued + rest.awaitsWinner === 0)
    return {
      change: { ...change, status: "sent", completedAt: now, nextLookAt: null },
      due: released?.due ?? [],
      again: false,
    };
  return {
    change: { ...change, nextLookAt: nextLook(rest, plan, released?.waitUntil ?? null, now) },
    due: released?.due ?? [],
    again:
      ends.length === MAX_SETTLED || unwanted.length === MAX_SETTLED || (released?.due.length ?? 0) === MAX_RELEASED,
  };
}

/** Texts that the balance or the spend cap did not cover wait for the merchant. @returns why, if there are any */
async function takeBackWhatWasNotPaid(sql: Sql, ends: readonly SettledText[]): Promise<string | null> {
  const unpaid = ends.filter(({ reason }) => reason === "insufficient_credits" || reason === "spend_cap");
  if (unpaid.length > 0)
    await takeBack(
      sql,
      unpaid.map(({ id }) => id),
    );
  return unpaid[0]?.reason ?? null;
}

/** Shopify makes no codes: their texts wait until it does. @returns why, if that is so */
async function takeBackWithoutCodes(
  sql: Sql,
  campaignId: string,
  ends: readonly SettledText[],
): Promise<"discount_failed" | null> {
  if (!ends.some(isWithoutCode)) return null;
  const without = withoutCodes(await lastSettled(sql, campaignId, Math.max(LAST_ENDS, ends.length)));
  if (without.length === 0) return null;
  await takeBack(
    sql,
    without.map(({ id }) => id),
  );
  return "discount_failed";
}

/** Texts of a slow campaign settle one by one: their last ends together show what the provider refuses. */
async function providerObjection(sql: Sql, campaignId: string, ends: readonly SettledText[]): Promise<string | null> {
  if (!ends.some(isOfAllNumbers)) return null;
  return providerProblem(await lastSettled(sql, campaignId, Math.max(LAST_ENDS, ends.length)));
}

/** When there may be something to do again. */
function nextLook(
  rest: Awaited<ReturnType<typeof readCampaignRest>>,
  plan: CampaignPlan,
  paceUntil: Instant | null,
  now: Instant,
): Instant {
  const seldom = now.add(LOOK_SELDOM);
  const soon = now.add(LOOK_AGAIN);
  const earlier = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) <= 0 ? a : b);
  const later = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
  if (rest.queued > 0 || (rest.withoutCode > 0 && madeDiscountOf(plan))) return soon;
  if (rest.pending > 0 && rest.nextDueAt) return later(soon, earlier(rest.nextDueAt, paceUntil ?? rest.nextDueAt));
  return rest.awaitsWinner > 0 && plan.test && rest.lastDueAt
    ? later(soon, decidesAt(plan.test, rest.lastDueAt))
    : seldom;
}

const decidesAt = ({ hours }: NonNullable<CampaignPlan["test"]>, lastDueAt: Instant): Instant =>
  lastDueAt.add({ minutes: Math.round(hours * 60) });

/** Decides a test once its last texts have had their hours, and gives the rest the wording that won. */
async function decideTest(sql: Sql, campaign: CampaignRow, plan: CampaignPlan, now: Instant): Promise<CampaignChange> {
  if (!plan.test || campaign.winner) return {};
  const { awaitsWinner, pending, queued, lastDueAt } = await readCampaignRest(sql, campaign.id);
  if (awaitsWinner === 0 || pending + queued > 0) return {};
  if (lastDueAt && Temporal.Instant.compare(decidesAt(plan.test, lastDueAt), now) > 0) return {};
  const decision = chooseWinner(plan, await readArmResults(sql, campaign.id));
  await giveWinner(sql, campaign.id, decision.arm, now);
  return { winner: decision.arm, winnerSaw: decision };
}

/** Records the ends of texts that were under way when the campaign was paused or cancelled. */
async function settleRest(sql: Sql, campaign: CampaignRow, now: Instant): Promise<Look> {
  const ends = await settleQueued(sql, campaign.id, now, MAX_SETTLED);
  const { queued } = await readCampaignRest(sql, campaign.id);
  return {
    change: { nextLookAt: queued > 0 ? now.add(LOOK_SELDOM) : null },
    again: ends.length === MAX_SETTLED,
  };
}
