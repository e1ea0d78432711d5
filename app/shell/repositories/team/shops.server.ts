import { recordGrantedScopes } from "./granted-scopes.server.ts";
import type { ObservedShop } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql, toJson } from "#shell/db/sql.server.ts";

export interface ShopRow extends Record<string, unknown> {
  id: string;
  domain: string;
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string | null;
  /** Host of the storefront, such as "juniper.example"; null until Shopify has sent it. */
  storefrontHost: string | null;
  /** Parse with `readSettings`. */
  settings: unknown;
  creditBalance: number;
  creditReserved: number;
  epoch: number;
  /** When events that no webhook had told were last fetched from the Admin API. */
  fetchedAt: Instant | null;
  installedAt: Instant;
  uninstalledAt: Instant | null;
  /** False after a restore, until the charges since the copy were read from Shopify. */
  chargesAreRead: boolean;
}

const columns =
  '"id", "domain", "name", "timezone", "countryCode", "currency", "storefrontHost", "settings", ' +
  '"creditBalance", "creditReserved", "epoch", "fetchedAt", "installedAt", "uninstalledAt", ' +
  '"restoredAt" IS NULL OR "chargesReadAt" IS NOT NULL AS "chargesAreRead"';

export async function findShop(sql: Sql, domain: string): Promise<ShopRow | null> {
  const [row] = await query<ShopRow>(sql, `SELECT ${columns} FROM "Shop" WHERE "domain" = $1`, [domain]);
  return row ?? null;
}

export const findShops = (sql: Sql, ids: readonly string[]): Promise<ShopRow[]> =>
  query(sql, `SELECT ${columns} FROM "Shop" WHERE "id" = ANY($1::uuid[])`, [ids]);

export const listShops = (sql: Sql): Promise<ShopRow[]> =>
  query(sql, `SELECT ${columns} FROM "Shop" ORDER BY "domain"`);

export interface InstalledShop {
  id: string;
  domain: string;
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string | null;
  storefrontHost: string | null;
  installedAt: Instant;
}

/**
 * Inserts the shop, or reinstalls an uninstalled one under a new epoch, and with browsing off, because Shopify has
 * removed its pixel. Leaves an installed shop unchanged.
 */
export async function installShop(sql: Sql, shop: InstalledShop): Promise<ShopRow> {
  await query(
    sql,
    `
      INSERT INTO "Shop" (
        "id", "domain", "name", "timezone", "countryCode", "currency", "installedAt", "storefrontHost"
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT ("domain") DO UPDATE SET "uninstalledAt" = NULL, "installedAt" = excluded."installedAt",
        "epoch" = "Shop"."epoch" + 1, "formPublished" = NULL,
        "settings" = "Shop"."settings" - 'browsing'
      WHERE "Shop"."uninstalledAt" IS NOT NULL`,
    [
      shop.id,
      shop.domain,
      shop.name,
      shop.timezone,
      shop.countryCode,
      shop.currency,
      shop.installedAt,
      shop.storefrontHost,
    ],
  );
  const row = await findShop(sql, shop.domain);
  if (!row) throw new Error(`${shop.domain} is gone right after it was installed`);
  return row;
}

export interface ShopUpdate extends ObservedShop {
  shopId: string;
  triggeredAt: Instant;
}

/** Merges a batch's updates by shop, later over earlier, because a statement can update a row only once. */
function mergeByShop(updates: readonly ShopUpdate[]): ShopUpdate[] {
  const byShop = new Map<string, ShopUpdate>();
  for (const next of updates) {
    const earlier = byShop.get(next.shopId);
    if (!earlier) {
      byShop.set(next.shopId, next);
      continue;
    }
    const known = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
    const uninstall = [earlier, next].findLast(({ uninstalled }) => uninstalled);
    byShop.set(next.shopId, {
      ...earlier,
      ...known,
      uninstalled: uninstall !== undefined,
      triggeredAt: (uninstall ?? next).triggeredAt,
    });
  }
  return [...byShop.values()];
}

/** Applies shop updates from events, in event order. Ignores an uninstall that predates the current installation. */
export async function applyShopUpdates(sql: Sql, updates: readonly ShopUpdate[]): Promise<void> {
  await batch(
    sql,
    `
      UPDATE "Shop" s
      SET "name" = coalesce(i."name", s."name"), "timezone" = coalesce(i."timezone", s."timezone"),
        "countryCode" = coalesce(i."countryCode", s."countryCode"), "currency" = coalesce(i."currency", s."currency"),
        "storefrontHost" = coalesce(i."storefrontHost", s."storefrontHost"),
        "uninstalledAt" = CASE WHEN i."uninstalled" AND i."triggeredAt" >= s."installedAt" THEN i."triggeredAt" ELSE
          s."uninstalledAt" END
      FROM json_to_recordset($1::json) AS i(
        "shopId" uuid, "name" text, "timezone" text, "countryCode" text, "currency" text, "storefrontHost" text,
        "uninstalled" boolean, "triggeredAt" timestamptz
      )
      WHERE s."id" = i."shopId"`,
    mergeByShop(updates),
  );
  const granted = updates.flatMap(({ shopId, scopes }) => (scopes ? [{ shopId, scopes }] : []));
  if (granted.length > 0) await recordGrantedScopes(sql, granted);
  const uninstalledIds = updates.filter(({ uninstalled }) => uninstalled).map(({ shopId }) => shopId);
  if (uninstalledIds.length === 0) return;
  // Shopify has revoked the tokens, and stale sessions would block a new installation.
  await query(
    sql,
    `
      DELETE FROM "Session"
      WHERE "shop" IN (SELECT "domain" FROM "Shop" WHERE "id" = ANY($1::uuid[]) AND "uninstalledAt" IS NOT NULL)`,
    [uninstalledIds],
  );
}

/** Locks a shop, so that settings changes are serial. */
export async function lockShop(sql: Sql, id: string): Promise<ShopRow | null> {
  const [row] = await query<ShopRow>(sql, `SELECT ${columns} FROM "Shop" WHERE "id" = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

export const saveShopSettings = (sql: Sql, id: string, settings: object): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "settings" = $2::jsonb WHERE "id" = $1`, [id, toJson(settings)]);
