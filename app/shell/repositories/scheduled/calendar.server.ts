import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** An automation whose trigger goes by time. */
export interface CalendarTriggerRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  versionId: string;
  timezone: string;
  /** Up to when it has been looked for; null for never. */
  scannedTo: Instant | null;
  publishedAt: Instant;
}

/** A page of the automations of these triggers that are on, in shops that have the app, by their ids. */
export const findCalendarTriggers = (
  sql: Sql,
  triggers: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<CalendarTriggerRow[]> =>
  query(
    sql,
    `
      SELECT a."id", a."shopId", a."currentVersionId" AS "versionId", s."timezone", a."scannedTo",
        v."createdAt" AS "publishedAt"
     FROM "Automation" a JOIN "Shop" s ON s."id" = a."shopId" AND s."uninstalledAt" IS NULL JOIN "AutomationVersion" v
       ON v."id" = a."currentVersionId"
     WHERE a."trigger" = ANY($1) AND a."status" = $4::"AutomationStatus" AND ($2::uuid IS NULL OR a."id" > $2)
       ORDER BY a."id" LIMIT $3`,
    [triggers, after, limit, "active" satisfies AutomationStatus],
  );

/**
 * Takes it upon itself to look for an automation's people up to now.
 * @returns false where another has done so meanwhile
 */
export async function claimScan(
  sql: Sql,
  { id, shopId, scannedTo }: Pick<CalendarTriggerRow, "id" | "shopId" | "scannedTo">,
  now: Instant,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "Automation" SET "scannedTo" = $4 WHERE "id" = $1 AND "shopId" = $2 AND "scannedTo" IS NOT DISTINCT
        FROM $3::timestamptz RETURNING 1`,
    [id, shopId, scannedTo, now],
  );
  return rows.length > 0;
}

/** While an automation is off its days go by: it does not make up for them later. The last hour may be. */
export const skipScan = (sql: Sql, triggers: readonly string[], now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Automation" SET "scannedTo" = $2 WHERE "trigger" = ANY($1) AND "status" = 'paused'
        AND ("scannedTo" IS NULL OR "scannedTo" < $3)`,
    [triggers, now, now.subtract({ hours: 1 })],
  );
