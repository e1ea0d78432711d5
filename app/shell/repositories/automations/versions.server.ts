import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

export interface VersionRow extends Record<string, unknown> {
  id: string;
  version: number;
  definition: unknown;
  publishedBy: string;
  createdAt: Instant;
}

/** The versions of an automation, newest first. */
export const listVersions = (sql: Sql, automationId: string): Promise<VersionRow[]> =>
  query(
    sql,
    `
      SELECT "id", "version", "definition", "publishedBy", "createdAt"
      FROM "AutomationVersion"
      WHERE "automationId" = $1
      ORDER BY "version" DESC`,
    [automationId],
  );
