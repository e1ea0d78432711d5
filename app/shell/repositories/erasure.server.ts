import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

const ERASED = "[erased]";

/** Removes what identifies a person from every table that may hold it; rows, totals and hashes stay. */
export async function eraseCustomer(sql: Sql, id: string, phone: string | null, at: Instant): Promise<void> {
  await query(
    sql,
    `UPDATE "Customer" SET "phone" = NULL, "email" = NULL, "firstName" = NULL, "lastName" = NULL, "countryCode" = NULL, "provinceCode" = NULL,
       "locale" = NULL, "tags" = '{}', "erasedAt" = $2 WHERE "id" = $1`,
    [id, at],
  );
  await query(sql, `UPDATE "Message" SET "body" = $2, "to" = CASE "direction" WHEN 'outbound' THEN $2 ELSE "to" END, "from" = CASE "direction" WHEN 'inbound' THEN $2 ELSE "from" END WHERE "customerId" = $1`, [id, ERASED]);
  await query(sql, `UPDATE "AutomationSequence" SET "facts" = '{}' WHERE "customerId" = $1`, [id]);
  await query(sql, `UPDATE "ConsentEvent" SET "phone" = NULL, "ip" = NULL, "userAgent" = NULL WHERE "customerId" = $1`, [id]);
  await query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "customerId" = $1`, [id]);
  await query(sql, `UPDATE "Task" SET "title" = $2, "note" = '' WHERE "customerId" = $1`, [id, ERASED]);
  if (!phone) return;
  await query(sql, `UPDATE "AutomationLog" SET "explanation" = replace("explanation"::text, $2, $3)::jsonb WHERE "customerId" = $1`, [id, phone, ERASED]);
  await query(
    sql,
    `UPDATE "MessageAttempt" t SET "checks" = replace(t."checks"::text, $2, $3)::jsonb FROM "Message" m WHERE m."id" = t."messageId" AND m."customerId" = $1`,
    [id, phone, ERASED],
  );
}

/** The request itself names the person. */
export const eraseEvent = (sql: Sql, id: string): Promise<unknown> => query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" = $1`, [id]);

/** Removes a shop with all that is its own. One that has installed the app again since is left alone. */
export async function eraseShop(sql: Sql, id: string, domain: string): Promise<void> {
  const gone = await query(sql, `DELETE FROM "Shop" WHERE "id" = $1 AND "uninstalledAt" IS NOT NULL RETURNING "id"`, [id]);
  if (gone.length > 0) await query(sql, `DELETE FROM "Session" WHERE "shop" = $1`, [domain]);
}
