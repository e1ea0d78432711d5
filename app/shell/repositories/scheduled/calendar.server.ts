import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** An automation with a calendar trigger. */
export interface CalendarTriggerRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  versionId: string;
  timezone: string;
  /** End of the last scan; null before the first. */
  scannedTo: Instant | null;
  publishedAt: Instant;
}

/** One page, by id, of active automations with these triggers in installed shops. */
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
      FROM "Automation" a
      JOIN "Shop" s ON s."id" = a."shopId" AND s."uninstalledAt" IS NULL
      JOIN "AutomationVersion" v ON v."id" = a."currentVersionId"
      WHERE a."trigger" = ANY($1) AND a."status" = $4::"AutomationStatus" AND ($2::uuid IS NULL OR a."id" > $2)
      ORDER BY a."id" LIMIT $3`,
    [triggers, after, limit, "active" satisfies AutomationStatus],
  );

/**
 * Claims the scan of an automation up to now.
 * @returns false if another process has scanned it meanwhile
 */
export async function claimScan(
  sql: Sql,
  { id, shopId, scannedTo }: Pick<CalendarTriggerRow, "id" | "shopId" | "scannedTo">,
  now: Instant,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "Automation"
      SET "scannedTo" = $4
      WHERE "id" = $1 AND "shopId" = $2 AND "scannedTo" IS NOT DISTINCT FROM $3::timestamptz
      RETURNING 1`,
    [id, shopId, scannedTo, now],
  );
  return rows.length > 0;
}

/** Advances the scan of paused automations, so that resuming one does not replay missed days; the last hour stays. */
export const skipScan = (sql: Sql, triggers: readonly string[], now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Automation"
      SET "scannedTo" = $2
      WHERE "trigger" = ANY($1) AND "status" = ${STATUS.paused} AND ("scannedTo" IS NULL OR "scannedTo" < $3)`,
    [triggers, now, now.subtract({ hours: 1 })],
  );
