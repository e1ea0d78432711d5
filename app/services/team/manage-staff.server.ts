import type { GivenRole, StaffRole } from "#core/team/roles.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findStaff, listStaff, saveStaff } from "#shell/repositories/team/staff.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "./require-staff.server.ts";

export interface StaffLine {
  userId: string;
  name: string;
  email: string | null;
  role: StaffRole;
  lastSeen: ShownMoment;
}

/** Staff members who opened the app, and the default role of new ones. */
export async function readTeam(context: AppContext, shop: Shop): Promise<{ staff: StaffLine[]; byDefault: GivenRole }> {
  const now = context.clock.now();
  const rows = await listStaff(context.db.pool, shop.id);
  return {
    staff: rows.map(({ userId, name, email, role, lastSeenAt }) => ({
      userId,
      name,
      email,
      role,
      lastSeen: momentOf(lastSeenAt, shop.timezone, now),
    })),
    byDefault: readSettings(shop.settings).staffRole,
  };
}

/** Changes a staff member's role. Shopify decides who is the owner, so an owner cannot lose access to their shop. */
export async function changeRole(
  context: AppContext,
  { shopId, actor, userId, role }: { shopId: string; actor: string; userId: string; role: GivenRole },
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const member = await findStaff(sql, shopId, userId);
    if (!member) return refuse("not_found", "nobody of the team by this name has opened the app");
    if (member.role === "owner")
      return refuse("held", "the owner of the store may do everything; Shopify names the owner");
    if (member.role === role) return { ok: true };
    await saveStaff(sql, shopId, { ...member, role });
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "staff.role_changed",
        target: `staff:${userId}`,
        before: { role: member.role },
        after: { role },
        createdAt: now,
      },
    ]);
    return { ok: true };
  });
}
