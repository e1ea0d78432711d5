import type { Permission } from "#core/team/permissions.ts";
import { permissionsOf } from "#core/team/roles.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findStaff, listStaff, type StaffRow } from "#shell/repositories/team/staff.server.ts";

/** A staff member that work can be assigned to. */
export interface Assignee {
  /** Shopify's id. */
  userId: string;
  name: string;
}

const mayDo = ({ role }: StaffRow, permission: Permission): boolean => permissionsOf(role).includes(permission);

/** The staff members who may do the work, in the sequence of their first visits. */
export async function listAssignees(
  { db }: Pick<AppContext, "db">,
  shopId: string,
  permission: Permission,
): Promise<Assignee[]> {
  const staff = await listStaff(db.pool, shopId);
  return staff.filter((row) => mayDo(row, permission)).map(({ userId, name }) => ({ userId, name }));
}

/** The staff member if they may do the work, else null. */
export async function findAssignee(
  sql: Sql,
  shopId: string,
  userId: string,
  permission: Permission,
): Promise<StaffRow | null> {
  const row = await findStaff(sql, shopId, userId);
  return row && mayDo(row, permission) ? row : null;
}
