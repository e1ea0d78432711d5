import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

const LAST_DAY = "deactivations_read_to";

/** The last day whose list of given-up numbers was read to its end, as ISO date; null before the first. */
export async function lastDeactivationsDay(sql: Sql): Promise<string | null> {
  const [row] = await query<{ value: string }>(sql, `SELECT "value" FROM "Installation" WHERE "key" = $1`, [LAST_DAY]);
  return row?.value ?? null;
}

export const saveDeactivationsDay = (sql: Sql, day: string): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "Installation" ("key", "value")
      VALUES ($1, $2)
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
    [LAST_DAY, day],
  );

/**
 * Notes in every shop that numbers were given up.
 * @returns how many subscribers have one
 */
export async function markDeactivated(
  sql: Sql,
  addressHashes: readonly string[],
  { code, since, until }: { code: string; since: Instant; until: Instant },
): Promise<number> {
  const rows = await query(
    sql,
    `
      UPDATE "Subscriber"
      SET "unreachableCode" = $2, "unreachableSince" = $3, "unreachableUntil" = $4
      WHERE "addressHash" = ANY($1) AND "channel" = 'sms' AND "unreachableCode" IS DISTINCT FROM $2
      RETURNING "id"`,
    [addressHashes, code, since, until],
  );
  return rows.length;
}
