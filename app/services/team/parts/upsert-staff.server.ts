import { roleOf, type StaffRole } from "#core/team/roles.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findStaff, saveStaff } from "#shell/repositories/team/staff.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";

/** Being seen is written down at most so often. */
const SEEN_EVERY = { hours: 1 };

/** Whom Shopify says is at the page. */
export interface StaffVisitor {
  /** Shopify's id as text. */
  userId: string;
  name: string;
  email: string | null;
  isOwner: boolean;
}

/** The member of the staff who opened the app, remembered from the first visit on. @returns the role that holds now */
export async function upsertStaff(
  context: AppContext,
  shop: ShopRow,
  { userId, name, email, isOwner }: StaffVisitor,
): Promise<StaffRole> {
  const now = context.clock.now();
  const known = await findStaff(context.db.pool, shop.id, userId);
  const role = roleOf(isOwner, known?.role ?? null, readSettings(shop.settings).staffRole);
  const unchanged = known?.role === role && known.name === name && known.email === email;
  if (unchanged && now.epochMilliseconds < known.lastSeenAt.add(SEEN_EVERY).epochMilliseconds) return role;
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
