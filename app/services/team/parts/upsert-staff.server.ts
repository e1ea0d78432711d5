import { roleOf, type StaffRole } from "#core/team/roles.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findStaff, saveStaff } from "#shell/repositories/team/staff.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";

/** Minimum interval between writes of `lastSeenAt`. */
const LAST_SEEN_INTERVAL = { hours: 1 };

/** The staff member in Shopify's session. */
export interface StaffVisitor {
  /** Shopify's user id, as text. */
  userId: string;
  name: string;
  email: string | null;
  isOwner: boolean;
}

/**
 * Upserts the staff member who opened the app.
 * @returns their current role
 */
export async function upsertStaff(
  context: AppContext,
  shop: ShopRow,
  { userId, name, email, isOwner }: StaffVisitor,
): Promise<StaffRole> {
  const now = context.clock.now();
  const known = await findStaff(context.db.pool, shop.id, userId);
  const role = roleOf(isOwner, known?.role ?? null, readSettings(shop.settings).staffRole);
  const unchanged = known?.role === role && known.name === name && known.email === email;
  if (unchanged && now.epochMilliseconds < known.lastSeenAt.add(LAST_SEEN_INTERVAL).epochMilliseconds) return role;
  await saveStaff(context.db.pool, shop.id, {
    id: known?.id ?? context.newId(now),
    userId,
    name,
    email,
    role,
    lastSeenAt: now,
  });
  return role;
}
