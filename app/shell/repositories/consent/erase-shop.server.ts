import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** Tables of a shop that grow without bound: what refers to others first. The rest goes with the shop's own row. */
export const tablesToErase = [
  "FlowTrigger",
  "AutomationLog",
  "LinkClick",
  "ShortLink",
  "MessageMedia",
  "MessageAttempt",
  "StoreOrder",
  "Message",
  "ScheduledAutomation",
  "AutomationSequence",
  "StoreHistory",
  "ProductInterest",
  "ProductVariant",
  "SegmentMember",
  "CampaignRecipient",
  "SplitEntry",
  "HoldoutMember",
  "ContactImportRow",
  "ContactImportPart",
  "CustomerAddress",
  "ConsentEvent",
  "Subscriber",
  "StoreEvent",
  "Customer",
  "CreditEntry",
] as const;

/**
 * Deletes some rows of an uninstalled shop from one table, in a transaction; keeps the shop uninstalled until it ends.
 * @param keep the store event that asks for the erasure: it stays until the end, so that the erasure can go on
 * @returns the number of deleted rows; null when the shop is installed or gone
 */
export async function eraseRowsOfShop(
  sql: Sql,
  shopId: string,
  { table, limit, keep }: { table: (typeof tablesToErase)[number]; limit: number; keep: string },
): Promise<number | null> {
  const shop = await query(sql, `SELECT 1 FROM "Shop" WHERE "id" = $1 AND "uninstalledAt" IS NOT NULL FOR SHARE`, [
    shopId,
  ]);
  if (shop.length === 0) return null;
  await query(sql, `SELECT set_config('shopbell.erases_shop', $1, true)`, [shopId]);
  const isEvents = table === "StoreEvent";
  const [deleted] = await query<{ rows: number }>(
    sql,
    `
      WITH gone AS (
        DELETE FROM "${table}"
        WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM "${table}" WHERE "shopId" = $1 ${isEvents ? `AND "id" <> $3` : ""} LIMIT $2
        ))
        RETURNING 1
      )
      SELECT count(*)::int AS "rows" FROM gone`,
    isEvents ? [shopId, limit, keep] : [shopId, limit],
  );
  return deleted?.rows ?? 0;
}

/** Keeps the claim of an event while its work goes on. */
export const renewEvent = (sql: Sql, id: string, until: Instant): Promise<unknown> =>
  query(sql, `UPDATE "StoreEvent" SET "leaseUntil" = $2 WHERE "id" = $1`, [id, until]);
