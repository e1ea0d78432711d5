import { z } from "zod";
import { packs, type Pack } from "#core/credits/packs.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { remind, remindersFor } from "#services/engine/parts/remind.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { findKnownCharges, insertRecoveredPurchases } from "#shell/repositories/credits/purchases.server.ts";
import {
  findOpenSubscriptions,
  insertRecoveredSubscriptions,
} from "#shell/repositories/credits/subscriptions.server.ts";
import { expirePendingTopUp } from "#shell/repositories/credits/top-ups.server.ts";
import { findUnreadCharges, recordChargesRead } from "#shell/repositories/operations/restored-steps.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { text } from "#text/en.ts";
import { applyPurchaseUpdates } from "./apply-purchase-updates.server.ts";
import { recordCharges } from "./top-up.server.ts";

/** A charge that was asked for shortly before the copy may have been stored after it. */
const BEFORE_THE_COPY = { hours: 1 };

interface RestoredShop {
  id: string;
  domain: string;
  copiedAt: Instant;
}

/** A charge at Shopify. */
interface Charge {
  /** The id of its purchase, known or new. */
  id: string;
  /** Shopify's id. */
  chargeId: string;
  key: string | null;
  /** What the merchant read. */
  words: string;
  price: string;
  currency: string;
  createdAt: Instant;
  subscriptionId: string | null;
}

/**
 * After a restore, reads from Shopify what was charged since the copy: packs, top-ups and the subscriptions that top-ups
 * are charged to. Each paid one gives its credits once. Until then no top-up begins. Safe to repeat.
 * @returns the number of charges that the copies lacked; null where no restore waits for it
 * @throws Error if Shopify gives no answer for a shop: it waits for the next run
 */
export async function recoverCharges(context: AppContext): Promise<number | null> {
  const shops = await findUnreadCharges(context.db.pool);
  if (shops.length === 0) return null;
  let charges = 0;
  const silent: string[] = [];
  for (const shop of shops) {
    if (isStopping(context)) return charges;
    const answer = await recoverShop(context, shop);
    if (answer.kind === "recovered") charges += answer.charges;
    else silent.push(`${shop.domain}: ${answer.detail}`);
  }
  if (silent.length > 0) throw new Error(`the charges since the copy are not known: ${silent.join("; ")}`);
  context.log.info({ charges }, "the charges since the restored copy are read from Shopify");
  return charges;
}

async function recoverShop(
  context: AppContext,
  shop: RestoredShop,
): Promise<{ kind: "recovered"; charges: number } | OutwardFailure> {
  const since = shop.copiedAt.subtract(BEFORE_THE_COPY);
  const packsBought = await recoverPacks(context, shop, since);
  if (packsBought.kind !== "recovered") return packsBought;
  const topUps = await recoverTopUps(context, shop, since);
  if (topUps.kind !== "recovered") return topUps;
  await recordChargesRead(context.db.pool, shop.id, context.clock.now());
  return { kind: "recovered", charges: packsBought.charges + topUps.charges };
}

async function recoverPacks(
  context: AppContext,
  shop: RestoredShop,
  since: Instant,
): Promise<{ kind: "recovered"; charges: number } | OutwardFailure> {
  const { adminApi, clock, db, newId } = context;
  const answer = await adminApi.purchases(shop.domain, since);
  if (answer.kind !== "answered") return answer;
  const now = clock.now();
  const listed = answer.purchases.map(({ shopifyId, name, ...rest }) => ({
    ...rest,
    id: newId(rest.createdAt),
    chargeId: shopifyId,
    key: null,
    words: name,
    subscriptionId: null,
  }));
  const { charges, due } = await transaction(db.pool, async (sql) => {
    await lockHoldings(sql, [shop.id]);
    return {
      charges: await insertLacking(context, sql, shop, listed),
      due: await applyPurchaseUpdates(
        context,
        sql,
        answer.purchases.map(({ shopifyId, status }) => ({ shopId: shop.id, charge: { shopifyId, status } })),
        now,
      ),
    };
  });
  await remind(context, remindersFor(due, now));
  return { kind: "recovered", charges };
}

async function recoverTopUps(
  context: AppContext,
  shop: RestoredShop,
  since: Instant,
): Promise<{ kind: "recovered"; charges: number } | OutwardFailure> {
  const { adminApi, billingMeter, clock, db, newId } = context;
  const answer = await adminApi.subscriptions(shop.domain);
  if (answer.kind !== "answered") return answer;
  const nextLookAt = clock.now();
  await insertRecoveredSubscriptions(
    db.pool,
    answer.subscriptions
      .filter(({ createdAt }) => Temporal.Instant.compare(createdAt, since) >= 0)
      .map((listed) => ({ ...listed, id: newId(listed.createdAt), shopId: shop.id, nextLookAt })),
  );
  let charges = 0;
  for (const { id: subscriptionId, shopifyId } of await findOpenSubscriptions(db.pool, shop.id)) {
    const listed = await billingMeter.charges(shop.domain, shopifyId, since);
    if (listed.kind !== "answered") return listed;
    const own = listed.charges.filter(({ key }) => z.uuid().safeParse(key).success);
    const lacking = await transaction(db.pool, async (sql) => {
      await lockHoldings(sql, [shop.id]);
      return insertLacking(
        context,
        sql,
        shop,
        own.map((charge) => ({ ...charge, id: charge.key, words: charge.description, subscriptionId })),
      );
    });
    await recordCharges(context, subscriptionId, own);
    // A shop has one top-up under way: one from before those has been refused since the copy.
    if (lacking > 0) await expirePendingTopUp(db.pool, shop.id, clock.now());
    charges += lacking;
  }
  return { kind: "recovered", charges };
}

/**
 * Inserts the purchases of charges that the app lacks. Requires locked holdings.
 * @returns their number
 */
async function insertLacking(
  context: AppContext,
  sql: Sql,
  { id: shopId, domain }: RestoredShop,
  charges: readonly Charge[],
): Promise<number> {
  const known = await findKnownCharges(sql, shopId, charges);
  const lacking = charges
    .filter(({ chargeId }) => !known.has(chargeId))
    .map((charge) => ({ charge, pack: packs.find((each) => wordsOf(each).includes(charge.words)) }));
  const unknown = lacking.flatMap(({ charge, pack }) => (pack ? [] : [charge]));
  if (unknown.length > 0)
    context.log.error(
      { shop: domain, charges: unknown },
      "charges since the restored copy are of no pack that is sold",
    );
  await recordAudit(
    sql,
    unknown.map(({ chargeId, words, price, currency }) => ({
      id: context.newId(context.clock.now()),
      shopId,
      actor: "shopify",
      action: "credits.charge_unknown",
      target: `charge:${chargeId}`,
      before: null,
      after: { words, price, currency },
      createdAt: context.clock.now(),
    })),
  );
  const rows = lacking.flatMap(({ charge: { id, chargeId, price, currency, createdAt, subscriptionId }, pack }) =>
    pack
      ? [
          {
            id,
            shopId,
            packKey: pack.key,
            credits: pack.credits,
            price,
            currency,
            createdAt,
            shopifyId: chargeId,
            subscriptionId,
          },
        ]
      : [],
  );
  await insertRecoveredPurchases(sql, rows);
  return rows.length;
}

/** What a merchant reads of a pack at Shopify: its name, or that of its top-up. */
const wordsOf = ({ name, credits }: Pack): string[] => [name, text.topUp.charged(credits)];
