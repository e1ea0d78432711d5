import { packOf, PACKS_VERSION } from "#core/credits/packs.ts";
import { mayTopUp, nextChargeAt, refusalOf, topUpState } from "#core/credits/top-up.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { findSubscription } from "#shell/repositories/credits/subscriptions.server.ts";
import {
  addToBalanceUsed,
  claimTopUps,
  declineTopUp,
  findLastTopUp,
  insertTopUp,
  lockChargedTopUps,
  putOffTopUp,
  shopsToTopUp,
  type TopUpRow,
} from "#shell/repositories/credits/top-ups.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { text } from "#text/en.ts";
import { remind, remindersFor } from "#services/engine/parts/remind.server.ts";
import { concludePurchases } from "./apply-purchase-updates.server.ts";
import { lookAtSubscription } from "./look-at-subscription.server.ts";
import { tellOfTopUps } from "./tell-of-top-ups.server.ts";

const ACTOR = "shopbell";
const MAX_PER_RUN = 100;
/** Longer than a call takes. Another worker that charges again uses the same key. */
const CLAIM = Temporal.Duration.from({ minutes: 2 });

/** Begins the top-ups of shops whose balance is under their rule, and charges all that are due. */
export async function topUpShops(context: AppContext): Promise<void> {
  for (const { shopId } of await shopsToTopUp(context.db.pool, MAX_PER_RUN)) await beginTopUp(context, shopId);
  await chargeTopUps(context);
}

/**
 * Writes a top-up before anything is charged. A shop's row is locked, and has one top-up under way.
 * @returns its id; null when none may begin
 */
export async function beginTopUp(context: AppContext, shopId: string): Promise<string | null> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const holdings = (await lockHoldings(sql, [shopId])).get(shopId);
    if (!holdings) return null;
    const rule = readSettings(holdings.settings).autoTopUp;
    if (!rule || holdings.balance >= rule.below) return null;
    const plan = await findSubscription(sql, shopId);
    const pack = packOf(rule.packKey);
    const last = await findLastTopUp(sql, shopId);
    const state = topUpState({ rule, plan, pack, last, chargesAreRead: holdings.chargesAreRead, now });
    if (!plan || !pack || last?.isPending || !mayTopUp(state)) {
      await tellOfTopUps(context, sql, { shopId, state, plan, now });
      return null;
    }
    const id = context.newId(now);
    const { key, credits, price, currency } = pack;
    const order = { id, shopId, packKey: key, credits, price, currency, createdAt: now };
    if (!(await insertTopUp(sql, { ...order, subscriptionId: plan.id, dueAt: now }))) return null;
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor: ACTOR,
        action: "credits.order",
        target: `purchase:${id}`,
        before: { balance: holdings.balance },
        after: { pack: `${key}@${PACKS_VERSION}`, credits, price, currency, topUp: true },
        createdAt: now,
      },
    ]);
    return id;
  });
}

/** Charges the top-ups that are due, one after another. */
async function chargeTopUps(context: AppContext): Promise<void> {
  while (!isStopping(context)) {
    const now = context.clock.now();
    const claimed = await claimTopUps(context.db.pool, { now, until: now.add(CLAIM), limit: 1 });
    if (claimed.length === 0) return;
    for (const topUp of claimed) await chargeTopUp(context, topUp);
  }
}

async function chargeTopUp(context: AppContext, topUp: TopUpRow): Promise<void> {
  const { billingMeter, clock, db, log } = context;
  const { id, shopId, domain, lineItemId, price, currency, credits, attempts, subscriptionShopifyId } = topUp;
  // An earlier call may have charged without an answer; what Shopify lists is not asked for again.
  const listed = attempts > 1 ? await billingMeter.charges(domain, subscriptionShopifyId, null) : null;
  const known = listed?.kind === "answered" ? listed.charges.find(({ key }) => key === id) : undefined;
  const result = known
    ? ({ kind: "done", output: { chargeId: known.chargeId } } as const)
    : await billingMeter.charge(domain, {
        lineItemId,
        price,
        currency,
        description: text.topUp.charged(credits),
        key: id,
      });
  const now = clock.now();
  if (result.kind === "done") {
    await recordCharges(context, topUp.subscriptionId, [{ key: id, chargeId: result.output.chargeId }]);
    if (!known) await addToBalanceUsed(db.pool, topUp.subscriptionId, price, now);
    return;
  }
  if (result.kind === "retry") {
    log.warn({ shop: domain, topUp: id, attempts, answer: result }, "a top-up has no answer; it is charged again");
    await putOffTopUp(db.pool, id, nextChargeAt(attempts, now, result.after));
    return;
  }
  const problem = refusalOf(result.detail);
  log.warn({ shop: domain, topUp: id, problem, answer: result }, "a top-up was refused");
  await transaction(db.pool, async (sql) => {
    await declineTopUp(sql, id, problem, now);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor: "shopify",
        action: "credits.top_up_declined",
        target: `purchase:${id}`,
        before: null,
        after: { credits, problem, detail: result.detail },
        createdAt: now,
      },
    ]);
  });
  await lookAtSubscription(context, { shopId, domain, shopifyId: subscriptionShopifyId });
  if (problem === "refused")
    await transaction(db.pool, async (sql) => {
      await lockHoldings(sql, [shopId]);
      await tellOfTopUps(context, sql, { shopId, state: "refused", plan: await findSubscription(sql, shopId), now });
    });
}

/** Grants the credits of charged top-ups, once each however often a charge is reported. */
export async function recordCharges(
  context: AppContext,
  subscriptionId: string,
  charges: readonly { key: string; chargeId: string }[],
): Promise<void> {
  if (charges.length === 0) return;
  const now = context.clock.now();
  const due = await transaction(context.db.pool, async (sql) => {
    const rows = await lockChargedTopUps(sql, subscriptionId, charges);
    return concludePurchases(
      context,
      sql,
      rows.map((row) => ({ row, status: "active" as const })),
      now,
    );
  });
  await remind(context, remindersFor(due, now));
}
