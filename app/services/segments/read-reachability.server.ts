import { contextFactsOf } from "#core/engine/step-snapshot.ts";
import { decideReachability, type Reachability } from "#core/segments/reachability.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readRecipientBlocks, type Audience } from "#shell/repositories/segments/reachability.server.ts";
import { planForWholeShop } from "#shell/repositories/segments/membership.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/**
 * Who of the segments' stored members can get a marketing text now, and why the others cannot. The guards of each text
 * decide; quiet hours, frequency caps, spend caps and credits are not asked, for they put a text off or depend on others.
 */
export async function readReachability(
  { db, clock, env }: Pick<AppContext, "db" | "clock" | "env">,
  shop: Pick<Shop, "id" | "name" | "domain" | "timezone" | "settings" | "countryCode" | "uninstalledAt">,
  audience: Audience,
): Promise<Reachability> {
  const now = clock.now();
  const [blocks, senders] = await Promise.all([
    transaction(db.pool, async (sql) => {
      await planForWholeShop(sql);
      return readRecipientBlocks(sql, shop.id, audience, { now, limits: readSettings(shop.settings).newNumbers });
    }),
    readSenderFacts(db.pool, shop.id),
  ]);
  const { shop: facts } = contextFactsOf(
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
  );
  return decideReachability(blocks, { shop: facts, now });
}
