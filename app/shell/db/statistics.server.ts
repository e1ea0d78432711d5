import { query, type Sql } from "./sql.server.ts";

/** Changed rows that do not matter for a plan. */
const LEAST_CHANGES = 200;

/**
 * Analyzes the tables that have grown by half since their last analysis. Postgres' own autovacuum looks once a minute,
 * and PGlite has none: until then the planner takes a table for nearly empty, and joins it row by row.
 */
export async function refreshStatistics(sql: Sql): Promise<void> {
  const grown = await query<{ name: string }>(
    sql,
    `
      SELECT c."relname" AS "name"
      FROM pg_stat_user_tables t
        JOIN pg_class c ON c."oid" = t."relid"
      WHERE t."schemaname" = current_schema()
        AND t."n_mod_since_analyze" > $1 + greatest(c."reltuples", 0) / 2
      ORDER BY 1`,
    [LEAST_CHANGES],
  );
  // One by one: each holds its lock only for itself, and only against other analyses and changes of the table.
  for (const { name } of grown) await sql.query(`ANALYZE "${name}"`);
}
