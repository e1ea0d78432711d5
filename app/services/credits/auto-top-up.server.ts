import { packOf } from "#core/credits/packs.ts";
import { chargedInPeriod, topUpState, type TopUpRule, type TopUpState } from "#core/credits/top-up.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import {
  findSubscription,
  findSubscriptionByShopify,
  insertSubscription,
  type SubscriptionRow,
} from "#shell/repositories/credits/subscriptions.server.ts";
import { findLastTopUp } from "#shell/repositories/credits/top-ups.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { saveSettings } from "../team/save-settings.server.ts";
import { creditsUrlOf } from "./order-pack.server.ts";
import { lookAtSubscription } from "./parts/look-at-subscription.server.ts";
import { tellOfTopUps } from "./parts/tell-of-top-ups.server.ts";

const words = text.topUp;
/** Shopify lets a subscription lapse that is not approved for so long. */
const FIRST_LOOK = Temporal.Duration.from({ minutes: 10 });

/** Automatic top-ups, for the credits page. */
export interface TopUpView {
  state: TopUpState;
  rule: TopUpRule | null;
  /** What the merchant has approved at Shopify, and what was charged in the period. */
  plan: { cap: string; used: string; currency: string; periodEnd: ShownMoment | null; test: boolean } | null;
  /** The approved cap is below the rule's. */
  capWaits: boolean;
}

export async function readTopUps(
  { db, clock }: AppContext,
  shop: Pick<Shop, "id" | "settings" | "timezone" | "chargesAreRead">,
): Promise<TopUpView> {
  const now = clock.now();
  const rule = readSettings(shop.settings).autoTopUp;
  const plan = await findSubscription(db.pool, shop.id);
  const last = await findLastTopUp(db.pool, shop.id);
  const isLive = plan?.status === "active" || plan?.status === "frozen";
  return {
    state: topUpState({
      rule,
      plan,
      pack: rule && packOf(rule.packKey),
      last,
      chargesAreRead: shop.chargesAreRead,
      now,
    }),
    rule,
    plan:
      plan && isLive
        ? {
            cap: plan.cappedAmount,
            used: chargedInPeriod(plan, now),
            currency: plan.currency,
            periodEnd: plan.periodEnd && momentOf(plan.periodEnd, shop.timezone, now),
            test: plan.test,
          }
        : null,
    capWaits: rule !== null && isLive && Number(plan.cappedAmount) < rule.mostPerMonth,
  };
}

/**
 * Saves the rule, and asks Shopify for what it needs: a subscription, or a higher cap.
 * @returns Shopify's page where the merchant approves it; null when nothing is to be approved
 */
export async function saveTopUpRule(
  context: AppContext,
  { shopId, actor, rule }: { shopId: string; actor: string; rule: TopUpRule },
): Promise<ServiceResult<{ confirmationUrl: string | null }>> {
  const pack = packOf(rule.packKey);
  if (!pack) return refuseDocument([{ path: "packKey", message: words.noSuchPack }]);
  if (rule.mostPerMonth < Number(pack.price))
    return refuseDocument([{ path: "mostPerMonth", message: words.lessThanPack(pack.price, pack.currency) }]);
  const saved = await saveSettings(context, { shopId, actor, changes: { autoTopUp: rule } });
  if (!saved.ok) return { ...saved, ...(saved.problems && { problems: saved.problems.map(withoutPrefix) }) };
  const plan = await findSubscription(context.db.pool, shopId);
  if (plan?.status === "frozen") return { ok: true, confirmationUrl: null };
  if (plan?.status === "active")
    return Number(plan.cappedAmount) < rule.mostPerMonth
      ? raiseCap(context, plan, rule)
      : { ok: true, confirmationUrl: null };
  return askForSubscription(context, { shopId, actor, rule, currency: pack.currency });
}

const withoutPrefix = ({ path, message }: { path: string; message: string }) => ({
  path: path.replace(/^autoTopUp\./, ""),
  message,
});

async function raiseCap(
  context: AppContext,
  { shopId, lineItemId, currency }: SubscriptionRow,
  { mostPerMonth }: TopUpRule,
): Promise<ServiceResult<{ confirmationUrl: string | null }>> {
  const [shop] = await findShops(context.db.pool, [shopId]);
  if (!shop || shop.uninstalledAt) return refuse("not_found", text.credits.notInstalled);
  const result = await context.adminApi.changeCap(shop.domain, {
    lineItemId,
    cappedAmount: mostPerMonth.toFixed(2),
    currency,
  });
  return result.kind === "done" ? { ok: true, confirmationUrl: result.output.confirmationUrl } : refuseOf(result);
}

const refuseOf = (failure: { kind: "refused" | "retry"; detail: string }) =>
  failure.kind === "refused"
    ? refuse("invalid", text.credits.chargeRefused(failure.detail))
    : refuse("under_way", words.noAnswer);

async function askForSubscription(
  context: AppContext,
  { shopId, actor, rule, currency }: { shopId: string; actor: string; rule: TopUpRule; currency: string },
): Promise<ServiceResult<{ confirmationUrl: string | null }>> {
  const { adminApi, clock, db, env } = context;
  const [shop] = await findShops(db.pool, [shopId]);
  if (!shop || shop.uninstalledAt) return refuse("not_found", text.credits.notInstalled);
  const test = env.SHOPIFY_TEST_CHARGES || (await adminApi.isDevelopmentStore(shop.domain)) === true;
  const cappedAmount = rule.mostPerMonth.toFixed(2);
  const result = await adminApi.createSubscription(shop.domain, {
    name: words.planName,
    terms: words.terms,
    cappedAmount,
    currency,
    returnUrl: creditsUrlOf(shop, env.SHOPIFY_API_KEY),
    test,
  });
  if (result.kind !== "done") {
    context.log.warn({ shop: shop.domain, answer: result }, "a subscription could not be made");
    return refuseOf(result);
  }
  const { shopifyId, lineItemId, confirmationUrl } = result.output;
  const now = clock.now();
  const id = context.newId(now);
  await transaction(db.pool, async (sql) => {
    const nextLookAt = now.add(FIRST_LOOK);
    await insertSubscription(sql, {
      id,
      shopId,
      shopifyId,
      lineItemId,
      cappedAmount,
      currency,
      test,
      nextLookAt,
      createdAt: now,
    });
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "credits.plan_asked",
        target: `subscription:${id}`,
        before: null,
        after: { amount: cappedAmount, currency },
        createdAt: now,
      },
    ]);
  });
  return { ok: true, confirmationUrl };
}

/** Turns top-ups off: nothing begins from here on. Then ends the subscription at Shopify. */
export async function turnOffTopUps(
  context: AppContext,
  { shopId, actor }: { shopId: string; actor: string },
): Promise<ServiceResult<object>> {
  const saved = await saveSettings(context, { shopId, actor, changes: { autoTopUp: null } });
  if (!saved.ok) return saved;
  const now = context.clock.now();
  await transaction(context.db.pool, async (sql) => {
    await lockHoldings(sql, [shopId]);
    await tellOfTopUps(context, sql, { shopId, state: "off", plan: null, now });
  });
  const [shop] = await findShops(context.db.pool, [shopId]);
  const plan = await findSubscription(context.db.pool, shopId);
  if (!shop || !plan || (plan.status !== "active" && plan.status !== "frozen")) return { ok: true };
  const result = await context.adminApi.cancelSubscription(shop.domain, plan.shopifyId);
  if (result.kind !== "done") {
    context.log.warn({ shop: shop.domain, answer: result }, "a subscription could not be cancelled");
    return refuse("under_way", words.stillApproved);
  }
  await lookAtSubscription(context, { shopId, domain: shop.domain, shopifyId: plan.shopifyId });
  return { ok: true };
}

/**
 * The state of a subscription by the `charge_id` that Shopify appends to the return URL; asks Shopify while the webhook
 * is on its way.
 */
export async function readReturnedSubscription(
  context: AppContext,
  shop: Pick<Shop, "id" | "domain">,
  chargeId: string,
): Promise<SubscriptionRow["status"] | null> {
  const shopifyId = `gid://shopify/AppSubscription/${chargeId}`;
  const known = await findSubscriptionByShopify(context.db.pool, shop.id, shopifyId);
  if (!known) return null;
  await lookAtSubscription(context, { shopId: shop.id, domain: shop.domain, shopifyId });
  return (await findSubscriptionByShopify(context.db.pool, shop.id, shopifyId))?.status ?? known.status;
}
