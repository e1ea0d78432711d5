import { query, type Sql } from "#shell/db/sql.server.ts";

/** Makes a number one of the team, as if it had been proven by a code. */
export const ownNumber = (sql: Sql, shopId: string, phone: string): Promise<unknown> =>
  query(sql, `INSERT INTO "TeamNumber" ("shopId", "phone", "provenBy", "provenAt") VALUES ($1, $2, 'staff:1', now())`, [
    shopId,
    phone,
  ]);
