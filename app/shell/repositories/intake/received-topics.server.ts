import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** The webhooks of one topic. */
export interface ReceivedTopic extends Record<string, unknown> {
  topic: string;
  lastAt: Instant | null;
  /** The number of webhooks in the 24 hours before each of `ends`, in the same order. */
  days: number[];
}

/** Counts a shop's webhooks by topic. @param ends the ends of the 24-hour periods to count */
export const receivedByTopic = (
  sql: Sql,
  shopId: string,
  topics: readonly string[],
  ends: readonly Instant[],
): Promise<ReceivedTopic[]> =>
  query(
    sql,
    `
      SELECT t."topic",
        (
          SELECT max(e."receivedAt")
          FROM "StoreEvent" e
          WHERE e."shopId" = $1 AND e."topic" = t."topic" AND NOT e."fetched"
        ) AS "lastAt",
        array(
          SELECT (
            SELECT count(*)::int
            FROM "StoreEvent" e
            WHERE e."shopId" = $1
              AND e."topic" = t."topic"
              AND e."receivedAt" > d."end" - interval '24 hours'
              AND e."receivedAt" <= d."end"
          ) - (
            -- No webhook told these. Counted apart, each count is read from an index.
            SELECT count(*)::int
            FROM "StoreEvent" e
            WHERE e."shopId" = $1
              AND e."topic" = t."topic"
              AND e."receivedAt" > d."end" - interval '24 hours'
              AND e."receivedAt" <= d."end"
              AND e."fetched"
          )
          FROM unnest($3::timestamptz[]) WITH ORDINALITY AS d("end", "turn")
          ORDER BY d."turn"
        ) AS "days"
      FROM unnest($2::text[]) AS t("topic")`,
    [shopId, topics, ends],
  );
