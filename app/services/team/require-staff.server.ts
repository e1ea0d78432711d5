import { permissionsOf, type StaffRole } from "#core/team/roles.ts";
import type { Permission } from "#core/team/permissions.ts";
import type { AppContext } from "#shell/context.server.ts";
import { returnRouteOf } from "#shell/shopify/return-page.server.ts";
import { upsertStaff, type StaffVisitor } from "./parts/upsert-staff.server.ts";
import { ensureShop } from "./install-shop.server.ts";

export type Shop = Awaited<ReturnType<typeof ensureShop>>;

/** The shop and the staff member of a request; `actor` names them in the audit trail. */
export interface StaffSession {
  shop: Shop;
  actor: string;
  staff: { userId: string; name: string; role: StaffRole };
  may: readonly Permission[];
}

type Session = Awaited<ReturnType<AppContext["shopify"]["authenticate"]["admin"]>>["session"];

/**
 * Authenticates a request to the embedded app; every loader and action calls it first. Creates the shop's row on its
 * first visit.
 * @param permission required permission; without it, any staff member passes
 * @throws Response a redirect for Shopify's OAuth or for a URL that lost its shop; 403 if the role lacks the permission
 */
export async function requireStaff(
  request: Request,
  { app }: { app: AppContext },
  permission?: Permission,
): Promise<StaffSession> {
  const restoreUrl = returnRouteOf(request);
  if (restoreUrl) throw new Response(null, { status: 302, headers: { Location: restoreUrl } });
  const { session } = await app.shopify.authenticate.admin(request);
  const shop = await ensureShop(app, session.shop);
  const visitor = visitorOf(session);
  const role = await upsertStaff(app, shop, visitor);
  const permissions = permissionsOf(role);
  if (permission && !permissions.includes(permission)) throw new Response(null, { status: 403 });
  return {
    shop,
    actor: `staff:${visitor.userId}`,
    staff: { userId: visitor.userId, name: visitor.name, role },
    may: permissions,
  };
}

function visitorOf({ onlineAccessInfo }: Session): StaffVisitor {
  if (!onlineAccessInfo)
    throw new Error("the session names no member of the staff: the app's library is to use online tokens");
  const { id, first_name, last_name, email, account_owner } = onlineAccessInfo.associated_user;
  return {
    userId: String(id),
    name: `${first_name} ${last_name}`.trim() || email,
    email: email || null,
    isOwner: account_owner,
  };
}
