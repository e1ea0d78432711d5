import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** Outcomes of a shop's steps. */
export interface TryCounts extends Record<string, unknown> {
  shopId: string;
  timezone: string;
  failed: number;
  worked: number;
}

/** Outcomes since an instant, for every installed shop with a failed step. */
export const countTries = (sql: Sql, since: Instant): Promise<TryCounts[]> =>
  query(
    sql,
    `
      SELECT s."id" AS "shopId", s."timezone", t."failed", t."worked"
      FROM "Shop" s
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE l."status" = 'failed')::int AS "failed",
          count(*) FILTER (WHERE l."status" <> 'failed')::int AS "worked"
        FROM "AutomationLog" l
        WHERE l."shopId" = s."id"
          AND l."createdAt" >= $1
          AND l."status" IN ('failed', 'sent', 'done')
          AND l."action" NOT IN ('enter', 'exit')
      ) t
      WHERE s."uninstalledAt" IS NULL
        AND t."failed" > 0
        AND EXISTS (
          SELECT 1
          FROM "AutomationLog" l
          WHERE l."shopId" = s."id" AND l."status" = 'failed' AND l."createdAt" >= $1
        )`,
    [since],
  );
