import type { ChangeTokens } from "#core/operations/live-topics.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Change tokens of installed shops: the newest row of each topic, found by index. */
export async function readChangeTokens(sql: Sql, shopIds: readonly string[]): Promise<Map<string, ChangeTokens>> {
  const rows = await query<ChangeTokens & { shopId: string } & Record<string, unknown>>(
    sql,
    `
      SELECT s."id" AS "shopId", s."ledgerLength"::text AS "credits",
        (
          SELECT l."id"::text
          FROM "AutomationLog" l
          WHERE l."shopId" = s."id"
          ORDER BY l."createdAt" DESC, l."id" DESC LIMIT 1
        ) AS "activity",
        (
          SELECT c."lastInboundAt" || ' ' || c."unread"
          FROM "Conversation" c
          WHERE c."shopId" = s."id"
          ORDER BY c."lastInboundAt" DESC LIMIT 1
        ) AS "inbox",
        (
          SELECT concat_ws(
            ',',
            string_agg(
              r."id" || ' ' || r."status" || ' ' || r."done", ',' ORDER BY r."id"
            ) FILTER (WHERE r."status" IN (${STATUS.waiting}, ${STATUS.running})),
            max(r."endedAt"),
            (
              SELECT string_agg(concat_ws(' ', i."status", i."done", i."total", i."problem"), ',' ORDER BY i."resource")
              FROM "StoreImport" i
              WHERE i."shopId" = s."id"
            )
          )
          FROM "BackgroundJob" r
          WHERE r."shopId" = s."id"
        ) AS "runs",
        (
          SELECT n."id"::text
          FROM "Notification" n
          WHERE n."shopId" = s."id"
          ORDER BY n."createdAt" DESC LIMIT 1
        ) AS "notices",
        (
          SELECT e."id"::text
          FROM "AuditEvent" e
          WHERE e."shopId" = s."id"
          ORDER BY e."createdAt" DESC, e."id" DESC LIMIT 1
        ) AS "team",
        (SELECT date_trunc('minute', max(t."lastRunAt"))::text FROM "ScheduledTask" t) AS "operation",
        (SELECT max(c."updatedAt")::text FROM "Campaign" c WHERE c."shopId" = s."id") AS "campaigns"
      FROM "Shop" s
      WHERE s."id" = ANY($1::uuid[]) AND s."uninstalledAt" IS NULL`,
    [shopIds],
  );
  return new Map(rows.map(({ shopId, ...tokens }) => [shopId, tokens]));
}
