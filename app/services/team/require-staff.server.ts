import { permissionsOf, type StaffRole } from "#core/team/roles.ts";
import type { Permission } from "#core/team/permissions.ts";
import type { AppContext } from "#shell/context.server.ts";
import { wayBackOf } from "#shell/shopify/way-back.server.ts";
import { meetStaff, type Visitor } from "./parts/upsert-staff.server.ts";
import { openShop } from "./install-shop.server.ts";

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Who is at the page: the shop, and the member of its staff as the audit trail names them. */
export interface Visit {
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
export async function enterShop(request: Request, { app }: { app: AppContext }, needs?: Permission): Promise<Visit> {
  const wayBack = wayBackOf(request);
  if (wayBack) throw new Response(null, { status: 302, headers: { Location: wayBack } });
  const { session } = await app.shopify.authenticate.admin(request);
  const shop = await openShop(app, session.shop);
  const visitor = visitorOf(session);
  const role = await meetStaff(app, shop, visitor);
  const may = permissionsOf(role);
  if (needs && !may.includes(needs)) throw new Response(null, { status: 403 });
  return { shop, actor: `staff:${visitor.userId}`, staff: { userId: visitor.userId, name: visitor.name, role }, may };
}

function visitorOf({ onlineAccessInfo }: Session): Visitor {
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
