import { permissionsOf, type StaffRole } from "#core/team/roles.ts";
import type { Permission } from "#core/team/permissions.ts";
import type { AppContext } from "#shell/context.server.ts";
import { wayBackOf } from "#shell/shopify/return-page.server.ts";
import { upsertStaff, type StaffVisitor } from "./parts/upsert-staff.server.ts";
import { ensureShop } from "./install-shop.server.ts";

export type Shop = Awaited<ReturnType<typeof ensureShop>>;

/** Who is at the page: the shop, and the member of its staff as the audit trail names them. */
export interface StaffSession {
  shop: Shop;
  actor: string;
  staff: { userId: string; name: string; role: StaffRole };
  may: readonly Permission[];
}

type Session = Awaited<ReturnType<AppContext["shopify"]["authenticate"]["admin"]>>["session"];

/**
 * Every page's first line: lets in who Shopify vouches for, and makes the shop's row on its first visit.
 * @param needs what the visitor must be allowed to do; anybody of the staff may look
 * @throws Response for those whom Shopify must first send through its own pages, and for a page whose address has
 * lost its shop; 403 for whom their role forbids it
 */
export async function requireStaff(
  request: Request,
  { app }: { app: AppContext },
  needs?: Permission,
): Promise<StaffSession> {
  const wayBack = wayBackOf(request);
  if (wayBack) throw new Response(null, { status: 302, headers: { Location: wayBack } });
  const { session } = await app.shopify.authenticate.admin(request);
  const shop = await ensureShop(app, session.shop);
  const visitor = visitorOf(session);
  const role = await upsertStaff(app, shop, visitor);
  const may = permissionsOf(role);
  if (needs && !may.includes(needs)) throw new Response(null, { status: 403 });
  return { shop, actor: `staff:${visitor.userId}`, staff: { userId: visitor.userId, name: visitor.name, role }, may };
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
