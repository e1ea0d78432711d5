import type { StaffRole } from "#core/team/roles.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

export interface StaffRow extends Record<string, unknown> {
  id: string;
  /** Shopify's user id, as text. */
  userId: string;
  name: string;
  email: string | null;
  role: StaffRole;
  lastSeenAt: Instant;
}

const columns = `"id", "userId", "name", "email", "role", "lastSeenAt"`;

export async function findStaff(sql: Sql, shopId: string, userId: string): Promise<StaffRow | null> {
  const [row] = await query<StaffRow>(sql, `SELECT ${columns} FROM "Staff" WHERE "shopId" = $1 AND "userId" = $2`, [
    shopId,
    userId,
  ]);
  return row ?? null;
}

export const listStaff = (sql: Sql, shopId: string): Promise<StaffRow[]> =>
  query(sql, `SELECT ${columns} FROM "Staff" WHERE "shopId" = $1 ORDER BY "firstSeenAt", "id"`, [shopId]);

/** Upserts a staff member; concurrent first visits end with one row. */
export async function saveStaff(
  sql: Sql,
  shopId: string,
  { id, userId, name, email, role, lastSeenAt }: StaffRow,
): Promise<void> {
  await query(
    sql,
    `
      INSERT INTO "Staff" ("id", "shopId", "userId", "name", "email", "role", "firstSeenAt", "lastSeenAt")
      VALUES ($1, $2, $3, $4, $5, $6::"StaffRole", $7, $7)
      ON CONFLICT ("shopId", "userId") DO UPDATE SET "name" = excluded."name", "email" = excluded."email",
        "role" = excluded."role", "lastSeenAt" = excluded."lastSeenAt"`,
    [id, shopId, userId, name, email, role, lastSeenAt],
  );
}
