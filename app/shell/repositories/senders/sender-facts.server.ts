import type { SenderFacts } from "#core/senders/sender.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** SQL: the own senders of shop `s` as a JSON array of the core's `SenderFacts`. */
export const SENDERS_OF_SHOP = `
  (
    SELECT coalesce(json_agg(json_build_object(
      'id', e."id", 'kind', e."kind", 'status', e."status", 'number', e."number"
    ) ORDER BY e."id"), '[]'::json)
    FROM "Sender" e
    WHERE e."shopId" = s."id" AND e."status" <> ${STATUS.released}
  )`;

/** Reads the own senders of a shop, as the sending rules need them; none while it uses the installation's. */
export async function readSenderFacts(sql: Sql, shopId: string): Promise<SenderFacts[]> {
  const [row] = await query<{ senders: SenderFacts[] }>(
    sql,
    `SELECT ${SENDERS_OF_SHOP} AS "senders" FROM "Shop" s WHERE s."id" = $1`,
    [shopId],
  );
  return row?.senders ?? [];
}

/** The texts a second that the carriers take from each approved sender of a shop. */
export async function readSenderRates(sql: Sql, shopId: string): Promise<number[]> {
  const rows = await query<{ perSecond: number }>(
    sql,
    `SELECT "perSecond" FROM "Sender" WHERE "shopId" = $1 AND "status" = ${STATUS.approved}`,
    [shopId],
  );
  return rows.map(({ perSecond }) => perSecond);
}
