import { campaignDiscount, madeDiscountOf, recipientCode, type MadeDiscount } from "#core/campaigns/codes.ts";
import { readPlan } from "#core/campaigns/plan.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  lockClaimedCampaign,
  updateCampaign,
  type CampaignChange,
  type CampaignClaim,
  type CampaignRow,
} from "#shell/repositories/campaigns/campaigns.server.ts";
import {
  countCodes,
  findWithoutCode,
  listCodeCreations,
  recordCodeCreation,
  writeCodes,
} from "#shell/repositories/campaigns/codes.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { logRefusedCodes } from "./log-recipients.server.ts";
import { pauseWithin } from "./pause-within.server.ts";
import { settleCreation } from "./settle-creation.server.ts";

/** Shopify takes no more codes in one call. */
const CODES_PER_CALL = 250;
/** Calls in one look, so that it ends well within its lease. */
const CALLS_PER_LOOK = 4;
/** Lists that Shopify works on at once. */
const MAX_OPEN = 8;
/** When Shopify is asked again after it gave no answer. */
const ASK_AGAIN_SECONDS = 10;

/**
 * Has Shopify make the codes of a campaign's recipients ahead of their texts: one discount, codes added in bulk. A code is
 * written before Shopify is asked for it, so that a worker that takes over asks for the same ones.
 */
export async function makeCodes(context: AppContext, claim: CampaignClaim): Promise<void> {
  const { db, clock, adminApi } = context;
  const campaign = await lockClaimedCampaign(db.pool, claim);
  if (campaign?.status !== "sending" || !campaign.preparedAt || isLater(campaign.codesAgainAt, clock.now())) return;
  const read = readPlan(campaign.plan);
  const given = "plan" in read ? madeDiscountOf(read.plan) : null;
  const [shop] = given ? await findShops(db.pool, [campaign.shopId]) : [];
  if (!("plan" in read) || !given || !shop || shop.uninstalledAt) return;
  const save = (work: (sql: Sql) => Promise<unknown>) => within(context, claim, work);
  const fail = (failure: OutwardFailure) => save((sql) => stop(context, sql, campaign, failure));

  const { missing, lastDueAt } = await countCodes(db.pool, campaign.id);
  if (missing === 0) return;
  const endsAfter = (lastDueAt ?? clock.now()).add({ minutes: Math.round((read.plan.test?.hours ?? 0) * 60) });
  const discount = await ensureDiscount(context, save, { campaign, shop, given, lastDueAt: endsAfter });
  if (discount.kind !== "found") return void (await fail(discount));

  const creations = await listCodeCreations(db.pool, campaign.id);
  for (const creationId of creations.slice(0, MAX_OPEN)) {
    const asked = { campaign, discountId: discount.id, shopDomain: shop.domain, creationId };
    const settled = await settleCreation(context, asked);
    if (!settled) continue;
    if (settled.kind !== "settled") return void (await fail(settled));
    if (!(await save(settled.write))) return;
  }

  const open = (await listCodeCreations(db.pool, campaign.id)).length;
  for (let calls = Math.min(CALLS_PER_LOOK, MAX_OPEN - open); calls > 0; calls--) {
    const without = await findWithoutCode(db.pool, campaign.id, CODES_PER_CALL);
    if (without.length === 0) return;
    const rows = without.map(({ id, refusals }) => ({ id, code: recipientCode(given, id, refusals) }));
    if (!(await save((sql) => writeCodes(sql, rows)))) return;
    const added = await adminApi.addDiscountCodes(
      shop.domain,
      discount.id,
      rows.map(({ code }) => code),
    );
    if (added.kind !== "answered") return void (await fail(added));
    const ids = rows.map(({ id }) => id);
    const isOurs = await save(async (sql) => {
      await recordCodeCreation(sql, ids, added.creationId);
      await updateCampaign(sql, campaign.id, { codesProblem: null, codesAgainAt: null }, clock.now());
    });
    if (!isOurs || without.length < CODES_PER_CALL) return;
  }
}

const isLater = (instant: Instant | null, now: Instant): boolean =>
  instant !== null && Temporal.Instant.compare(instant, now) > 0;

/** Writes in a transaction while the claim holds and the campaign is sending. @returns whether it wrote */
const within = ({ db }: AppContext, claim: CampaignClaim, work: (sql: Sql) => Promise<unknown>): Promise<boolean> =>
  transaction(db.pool, async (sql) => {
    const held = await lockClaimedCampaign(sql, claim);
    if (held?.status !== "sending") return false;
    await work(sql);
    return true;
  });

/** Shopify's discount for the campaign's codes, made when it is first needed. */
async function ensureDiscount(
  { adminApi, clock }: AppContext,
  save: (work: (sql: Sql) => Promise<unknown>) => Promise<boolean>,
  {
    campaign,
    shop,
    given,
    lastDueAt,
  }: { campaign: CampaignRow; shop: ShopRow; given: MadeDiscount; lastDueAt: Instant },
): Promise<{ kind: "found"; id: string } | OutwardFailure> {
  if (campaign.discountId) return { kind: "found", id: campaign.discountId };
  const now = clock.now();
  const discount = campaignDiscount(given, {
    // Hard to guess: two random ids.
    seed: `${campaign.id}:${campaign.automationId}`,
    startsAt: campaign.startedAt ?? now,
    lastDueAt,
    timezone: shop.timezone,
  });
  const made = await adminApi.createDiscount(shop.domain, {
    ...discount,
    title: `${campaign.name}: ${discount.code}`,
    usageLimit: 1,
    oncePerCustomer: true,
  });
  if (made.kind !== "done") return made;
  const id = String(made.output?.id);
  const discountEndsAt = discount.endsAt === null ? null : Temporal.Instant.from(discount.endsAt);
  const isOurs = await save((sql) => updateCampaign(sql, campaign.id, { discountId: id, discountEndsAt }, now));
  return isOurs ? { kind: "found", id } : { kind: "retry", detail: "another worker goes on with the campaign" };
}

/** Puts the codes off when Shopify does not answer; pauses the campaign when it refuses them. */
async function stop(context: AppContext, sql: Sql, campaign: CampaignRow, failure: OutwardFailure): Promise<void> {
  const now = context.clock.now();
  const { detail } = failure;
  if (failure.kind === "retry") {
    const again = now.add({ seconds: Math.ceil(failure.after ?? ASK_AGAIN_SECONDS) });
    await updateCampaign(sql, campaign.id, { codesProblem: detail, codesAgainAt: again }, now);
    return;
  }
  await logRefusedCodes(context, sql, campaign, [{ customerId: null, saw: { code: failure.code, detail } }], now);
  // After the merchant resumes it, the discount is looked for by its title, and made again if it is gone.
  const forgotten: CampaignChange = { discountId: null, codesProblem: detail, codesAgainAt: null };
  const paused = await pauseWithin(sql, campaign, "discount_failed", now);
  await updateCampaign(sql, campaign.id, { ...paused, ...forgotten }, now);
}
