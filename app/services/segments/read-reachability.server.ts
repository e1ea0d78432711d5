import { contextFactsOf } from "#core/engine/step-snapshot.ts";
import { decideReachability, type Reachability } from "#core/segments/reachability.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import {
  readBlocksOfSegments,
  readRecipientBlocks,
  type Audience,
} from "#shell/repositories/segments/reachability.server.ts";
import { planForWholeShop } from "#shell/repositories/segments/membership.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

type ReachabilityShop = Pick<
  Shop,
  "id" | "name" | "domain" | "timezone" | "settings" | "countryCode" | "uninstalledAt"
>;

/**
 * Who of the segments' stored members can get a marketing text now, and why the others cannot. The guards of each text
 * decide; quiet hours, frequency caps, spend caps and credits are not asked, for they put a text off or depend on others.
 */
export async function readReachability(
  context: Pick<AppContext, "db" | "clock" | "env">,
  shop: ReachabilityShop,
  audience: Audience,
): Promise<Reachability> {
  const now = context.clock.now();
  const [blocks, facts] = await Promise.all([
    forWholeShop(context, (sql) =>
      readRecipientBlocks(sql, shop.id, audience, { now, limits: readSettings(shop.settings).newNumbers }),
    ),
    shopFacts(context, shop),
  ]);
  return decideReachability(blocks, { shop: facts, now });
}

/** The same of each segment by itself, by one statement. @returns by the segment's id */
export async function readReachabilityOfEach(
  context: Pick<AppContext, "db" | "clock" | "env">,
  shop: ReachabilityShop,
  segmentIds: readonly string[],
): Promise<Map<string, Reachability>> {
  if (segmentIds.length === 0) return new Map();
  const now = context.clock.now();
  const [blocks, facts] = await Promise.all([
    forWholeShop(context, (sql) =>
      readBlocksOfSegments(sql, shop.id, segmentIds, { now, limits: readSettings(shop.settings).newNumbers }),
    ),
    shopFacts(context, shop),
  ]);
  return new Map([...blocks].map(([id, some]) => [id, decideReachability(some, { shop: facts, now })]));
}

const forWholeShop = <T>({ db }: Pick<AppContext, "db">, read: (sql: Sql) => Promise<T>): Promise<T> =>
  transaction(db.pool, async (sql) => {
    await planForWholeShop(sql);
    return read(sql);
  });

async function shopFacts({ db, env }: Pick<AppContext, "db" | "env">, shop: ReachabilityShop) {
  const senders = await readSenderFacts(db.pool, shop.id);
  return contextFactsOf(
    {
      shopName: shop.name,
      shopDomain: shop.domain,
      timezone: shop.timezone,
      installed: shop.uninstalledAt === null,
      settings: shop.settings,
      senders,
      automationStatus: "active",
      sequenceStatus: "active",
      shopCountry: shop.countryCode,
    },
    hasSharedSender(env),
  ).shop;
}
