import type { Instant } from "#core/time/time.ts";
import { batch, insert, type Sql } from "#shell/db/sql.server.ts";

/** A webhook that one of Shopbell's own actions will cause. */
export interface OwnActionEcho {
  shopId: string;
  key: string;
  sequenceId: string;
  hop: number;
  createdAt: Instant;
}

/** Saves expected echoes; a later action replaces an earlier one with the same key. */
export const saveEchoes = (sql: Sql, echoes: readonly OwnActionEcho[]): Promise<void> => {
  const last = new Map(echoes.map((echo) => [`${echo.shopId} ${echo.key}`, echo]));
  return insert(
    sql,
    "Echo",
    [...last.values()],
    `
      ON CONFLICT ("shopId", "key") DO UPDATE
        SET "sequenceId" = excluded."sequenceId", "hop" = excluded."hop", "createdAt" = excluded."createdAt"`,
  );
};

/** Finds the echoes with these keys since an instant. */
export const findEchoes = (
  sql: Sql,
  keys: readonly { shopId: string; key: string }[],
  since: Instant,
): Promise<(OwnActionEcho & Record<string, unknown>)[]> =>
  batch(
    sql,
    `
      SELECT e.*
      FROM json_to_recordset($1::json) AS k("shopId" uuid, "key" text)
        JOIN "Echo" e ON e."shopId" = k."shopId" AND e."key" = k."key"
      WHERE e."createdAt" >= $2`,
    keys,
    [since],
  );
