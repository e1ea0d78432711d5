import { knownZone } from "#core/time/zone.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { beginImport } from "#shell/repositories/intake/store-imports.server.ts";
import { findShop, installShop, type ShopRow } from "#shell/repositories/team/shops.server.ts";

import { remindOfImports } from "../intake/parts/run-imports.server.ts";

const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** @returns why a domain is not a myshopify.com domain; null if it is */
export const domainProblem = (domain: string): string | null =>
  DOMAIN.test(domain) ? null : `"${domain}" is no shop's domain; it looks like juniper.myshopify.com`;

/**
 * Returns the shop's row. Creates it on the first visit with data from the Admin API; reinstalls an uninstalled shop.
 */
export async function ensureShop(context: AppContext, domain: string): Promise<ShopRow> {
  const known = await findShop(context.db.pool, domain);
  if (known && !known.uninstalledAt) return known;
  const adminShop = await context.adminApi.shop(domain);
  const now = context.clock.now();
  const shop = await transaction(context.db.pool, async (sql) => {
    const row = await installShop(sql, {
      id: context.newId(now),
      domain,
      name: adminShop?.name ?? nameFromDomain(domain),
      timezone: knownZone(adminShop?.timezone ?? null) ?? "America/New_York",
      countryCode: adminShop?.countryCode ?? null,
      currency: adminShop?.currency ?? null,
      storefrontHost: adminShop?.storefrontHost ?? null,
      installedAt: now,
    });
    // Of two first visits at once, the one that installed the shop begins it.
    if (row.installedAt.epochMilliseconds === now.epochMilliseconds) await beginImport(sql, row.id, "all", now);
    return row;
  });
  await remindOfImports(context, now);
  return shop;
}

/** Derives a name from the domain, until the Admin API returns one. */
const nameFromDomain = (domain: string): string =>
  domain
    .replace(/\.myshopify\.com$/, "")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
