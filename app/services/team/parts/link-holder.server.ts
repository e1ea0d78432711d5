import type { Permission } from "#core/team/permissions.ts";
import { permissionsOf } from "#core/team/roles.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { findStaff } from "#shell/repositories/team/staff.server.ts";
import type { Claims } from "#shell/signed-url.server.ts";

/**
 * The shop and the staff member that a signed address was made for, by its claims "shop" and "staff".
 * @returns null if the shop is gone or has uninstalled the app, or if the staff member no longer has the permission
 */
export async function findLinkHolder(
  sql: Sql,
  claims: Claims | null,
  permission: Permission,
): Promise<{ shop: ShopRow; userId: string } | null> {
  if (!claims?.shop || !claims.staff) return null;
  const [shop] = await findShops(sql, [claims.shop]);
  if (!shop || shop.uninstalledAt) return null;
  const staff = await findStaff(sql, shop.id, claims.staff);
  return staff && permissionsOf(staff.role).includes(permission) ? { shop, userId: staff.userId } : null;
}
