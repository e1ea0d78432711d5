import { knownZone } from "#core/time/zone.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findShop, installShop, type ShopRow } from "#shell/repositories/team/shops.server.ts";

const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** @returns what is wrong with a shop's domain, or null */
export const domainProblem = (domain: string): string | null =>
  DOMAIN.test(domain) ? null : `"${domain}" is no shop's domain; it looks like juniper.myshopify.com`;

/** The shop's row: made on its first visit, with what the Admin API tells of it, and opened anew after an uninstall. */
export async function ensureShop(context: AppContext, domain: string): Promise<ShopRow> {
  const known = await findShop(context.db.pool, domain);
  if (known && !known.uninstalledAt) return known;
  const told = await context.adminApi.shop(domain);
  const now = context.clock.now();
  return installShop(context.db.pool, {
    id: context.newId(now),
    domain,
    name: told?.name ?? nameFrom(domain),
    timezone: knownZone(told?.timezone ?? null) ?? "America/New_York",
    countryCode: told?.countryCode ?? null,
    currency: told?.currency ?? null,
    storefrontHost: told?.storefrontHost ?? null,
    installedAt: now,
  });
}

/** "juniper-co.myshopify.com" as a name, until the store tells its own. */
const nameFrom = (domain: string): string =>
  domain
    .replace(/\.myshopify\.com$/, "")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
