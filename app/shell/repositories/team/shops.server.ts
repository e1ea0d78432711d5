import type { ObservedShop } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

export interface ShopRow extends Record<string, unknown> {
  id: string;
  domain: string;
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string | null;
  /** Where its pages are, such as "juniper.example"; null until Shopify has told it. */
  storefrontHost: string | null;
  /** Read through `readSettings`. */
  settings: unknown;
  creditBalance: number;
  creditReserved: number;
  epoch: number;
  installedAt: Instant;
  uninstalledAt: Instant | null;
}

const columns =
  '"id", "domain", "name", "timezone", "countryCode", "currency", "storefrontHost", "settings", ' +
  '"creditBalance", "creditReserved", "epoch", "installedAt", "uninstalledAt"';

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

/** Makes the shop's row, or opens a new epoch for one that had uninstalled. One already installed is left as it is. */
export async function installShop(sql: Sql, shop: InstalledShop): Promise<ShopRow> {
  await query(
    sql,
    `
      INSERT INTO "Shop" ("id", "domain", "name", "timezone", "countryCode", "currency", "installedAt",
        "storefrontHost") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT ("domain") DO UPDATE SET "uninstalledAt" = NULL, "installedAt" = excluded."installedAt",
       "epoch" = "Shop"."epoch" + 1
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

/**
 * All that a batch tells of a shop as one piece of news, the later word over the earlier: a statement changes a row
 * once.
 */
function together(news: readonly ShopUpdate[]): ShopUpdate[] {
  const byShop = new Map<string, ShopUpdate>();
  for (const next of news) {
    const before = byShop.get(next.shopId);
    if (!before) {
      byShop.set(next.shopId, next);
      continue;
    }
    const told = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
    const gone = [before, next].findLast(({ uninstalled }) => uninstalled);
    byShop.set(next.shopId, {
      ...before,
      ...told,
      uninstalled: gone !== undefined,
      triggeredAt: (gone ?? next).triggeredAt,
    });
  }
  return [...byShop.values()];
}

/**
 * Takes in what events tell of shops, in the order in which they happened. An uninstall told late, after the shop was
 * installed anew, is an old story.
 */
export async function applyShopUpdates(sql: Sql, news: readonly ShopUpdate[]): Promise<void> {
  await batch(
    sql,
    `UPDATE "Shop" s SET "name" = coalesce(i."name", s."name"), "timezone" = coalesce(i."timezone", s."timezone"),
       "countryCode" = coalesce(i."countryCode", s."countryCode"), "currency" = coalesce(i."currency", s."currency"),
         "storefrontHost" = coalesce(i."storefrontHost", s."storefrontHost"),
       "uninstalledAt" = CASE WHEN i."uninstalled" AND i."triggeredAt" >= s."installedAt" THEN i."triggeredAt"
         ELSE s."uninstalledAt" END
     FROM json_to_recordset($1::json) AS i("shopId" uuid, "name" text, "timezone" text, "countryCode" text,
       "currency" text, "storefrontHost" text, "uninstalled" boolean, "triggeredAt" timestamptz)
     WHERE s."id" = i."shopId"`,
    together(news),
  );
  const left = news.filter(({ uninstalled }) => uninstalled).map(({ shopId }) => shopId);
  if (left.length === 0) return;
  // Shopify has withdrawn the tokens with the app: kept, they would stand in the way of a new installation's.
  await query(
    sql,
    `
      DELETE FROM "Session" WHERE "shop" IN (SELECT "domain" FROM "Shop" WHERE "id" = ANY($1::uuid[])
        AND "uninstalledAt" IS NOT NULL)`,
    [left],
  );
}

/** Whether no other shop has the app from this installation. */
export async function isOnlyShop(sql: Sql, shopId: string): Promise<boolean> {
  const others = await query(sql, `SELECT 1 FROM "Shop" WHERE "id" <> $1 AND "uninstalledAt" IS NULL LIMIT 1`, [
    shopId,
  ]);
  return others.length === 0;
}

/** Of two who change a shop's settings at once, the second finds what the first has left. */
export async function lockShop(sql: Sql, id: string): Promise<ShopRow | null> {
  const [row] = await query<ShopRow>(sql, `SELECT ${columns} FROM "Shop" WHERE "id" = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

export const saveShopSettings = (sql: Sql, id: string, settings: object): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "settings" = $2::jsonb WHERE "id" = $1`, [id, JSON.stringify(settings)]);
