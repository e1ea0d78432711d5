import type { ObservedSubscription } from "#core/intake/define.ts";
import type { SubscriptionStatus } from "#core/statuses.ts";
import { packOf } from "#core/credits/packs.ts";
import { topUpState } from "#core/credits/top-up.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import {
  findSubscription,
  lockSubscriptions,
  saveSubscriptions,
  type SubscriptionChange,
  type SubscriptionRow,
} from "#shell/repositories/credits/subscriptions.server.ts";
import { findLastTopUp } from "#shell/repositories/credits/top-ups.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { tellOfTopUps } from "./tell-of-top-ups.server.ts";

/** An `app_subscriptions/*` webhook, normalised. */
export interface SubscriptionUpdate {
  shopId: string;
  subscription: ObservedSubscription;
}

const ended: readonly SubscriptionStatus[] = ["declined", "expired", "cancelled"];

/** Shopify is asked about a subscription so often, beside what its webhooks tell. */
const LOOK_EVERY: Record<"pending" | "active" | "frozen", Temporal.Duration> = {
  pending: Temporal.Duration.from({ minutes: 10 }),
  active: Temporal.Duration.from({ hours: 6 }),
  frozen: Temporal.Duration.from({ hours: 1 }),
};

const nextLookAfter = (status: SubscriptionStatus, now: Instant): Instant | null =>
  status === "pending" || status === "active" || status === "frozen" ? now.add(LOOK_EVERY[status]) : null;

/** Applies what webhooks tell of subscriptions. They come in any order, so Shopify is asked right after. */
export async function applySubscriptionUpdates(
  context: AppContext,
  sql: Sql,
  updates: readonly SubscriptionUpdate[],
  now: Instant,
): Promise<void> {
  if (updates.length === 0) return;
  const named = updates.map(({ shopId, subscription }) => ({ shopId, shopifyId: subscription.shopifyId }));
  const rows = await lockSubscriptions(sql, named);
  for (const { shopId, subscription } of updates)
    if (!rows.some((row) => row.shopId === shopId && row.shopifyId === subscription.shopifyId))
      context.log.warn({ shopId, subscription }, "a subscription was told of that the app does not know");
  const changes = rows.map((row) => ({
    row,
    after: updates
      .filter(({ shopId, subscription }) => shopId === row.shopId && subscription.shopifyId === row.shopifyId)
      .reduce<SubscriptionRow>((known, { subscription }) => withTold(known, subscription), row),
  }));
  await saveChanges(context, sql, changes, { now, nextLookAt: () => now });
}

function withTold(row: SubscriptionRow, told: ObservedSubscription): SubscriptionRow {
  const at = told.updatedAt === null ? null : Temporal.Instant.from(told.updatedAt);
  if (at && row.toldAt && Temporal.Instant.compare(at, row.toldAt) < 0) return row;
  // A subscription that has ended does not come back; a new one replaces it.
  const status = told.status === null || ended.includes(row.status) ? row.status : told.status;
  return {
    ...row,
    status,
    cappedAmount: told.cappedAmount ?? row.cappedAmount,
    balanceUsed: told.balanceUsed ?? row.balanceUsed,
    toldAt: at ?? row.toldAt,
  };
}

/**
 * Asks Shopify for a subscription, and stores its state.
 * @returns whether Shopify answered
 */
export async function lookAtSubscription(
  context: AppContext,
  { shopId, domain, shopifyId }: { shopId: string; domain: string; shopifyId: string },
): Promise<boolean> {
  const answer = await context.adminApi.subscription(domain, shopifyId);
  if (answer.kind !== "answered") {
    context.log.info({ shop: domain, answer }, "Shopify does not tell of a subscription; it is asked again");
    return false;
  }
  const now = context.clock.now();
  await transaction(context.db.pool, async (sql) => {
    const [row] = await lockSubscriptions(sql, [{ shopId, shopifyId }]);
    if (!row) return;
    // A subscription that Shopify does not know has ended with an earlier installation.
    const seen = answer.subscription ?? { status: "cancelled" as const };
    const after: SubscriptionRow = { ...row, ...seen, id: row.id };
    await saveChanges(context, sql, [{ row, after }], { now, nextLookAt: (status) => nextLookAfter(status, now) });
  });
  return true;
}

async function saveChanges(
  context: AppContext,
  sql: Sql,
  changes: readonly { row: SubscriptionRow; after: SubscriptionRow }[],
  { now, nextLookAt }: { now: Instant; nextLookAt: (status: SubscriptionStatus) => Instant | null },
): Promise<void> {
  await saveSubscriptions(
    sql,
    changes.map(
      ({ after: { id, lineItemId, status, cappedAmount, balanceUsed, periodEnd, toldAt } }): SubscriptionChange => ({
        id,
        lineItemId,
        status,
        cappedAmount,
        balanceUsed,
        periodEnd,
        toldAt,
        nextLookAt: nextLookAt(status),
      }),
    ),
  );
  await recordAudit(
    sql,
    changes.flatMap(({ row, after }) =>
      row.status === after.status
        ? []
        : [
            {
              id: context.newId(now),
              shopId: row.shopId,
              actor: "shopify",
              action: "credits.plan_status" as const,
              target: `subscription:${row.id}`,
              before: { status: row.status },
              after: { status: after.status, amount: after.cappedAmount, currency: after.currency },
              createdAt: now,
            },
          ],
    ),
  );
  for (const shopId of new Set(changes.map(({ row }) => row.shopId))) await tellOfState(context, sql, shopId, now);
}

async function tellOfState(context: AppContext, sql: Sql, shopId: string, now: Instant): Promise<void> {
  const holdings = (await lockHoldings(sql, [shopId])).get(shopId);
  if (!holdings) return;
  const rule = readSettings(holdings.settings).autoTopUp;
  const plan = await findSubscription(sql, shopId);
  const last = await findLastTopUp(sql, shopId);
  const { chargesAreRead } = holdings;
  const state = topUpState({ rule, plan, pack: rule && packOf(rule.packKey), last, chargesAreRead, now });
  await tellOfTopUps(context, sql, { shopId, state, plan, now });
}
