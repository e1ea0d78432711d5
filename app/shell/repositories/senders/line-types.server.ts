import type { Instant } from "#core/time/time.ts";
import { batch, type Sql } from "#shell/db/sql.server.ts";

/** A number of a shop. */
export interface ShopNumber extends Record<string, unknown> {
  shopId: string;
  /** E.164. */
  phone: string;
}

/** The numbers among these whose kind of line was never looked up for their shop. */
export const numbersWithoutLineType = (sql: Sql, numbers: readonly ShopNumber[]): Promise<ShopNumber[]> =>
  batch(
    sql,
    `
      SELECT i."shopId", i."phone"
      FROM json_to_recordset($1::json) AS i("shopId" uuid, "phone" text)
        JOIN "Subscriber" s ON s."shopId" = i."shopId" AND s."channel" = 'sms' AND s."address" = i."phone"
      WHERE s."lineCheckedAt" IS NULL`,
    numbers,
  );

/** Saves kinds of lines; null where the provider does not know it. */
export const saveLineTypes = (
  sql: Sql,
  rows: readonly (ShopNumber & { lineType: string | null })[],
  at: Instant,
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Subscriber" s
      SET "lineType" = i."lineType", "lineCheckedAt" = $2
      FROM json_to_recordset($1::json) AS i("shopId" uuid, "phone" text, "lineType" text)
      WHERE s."shopId" = i."shopId" AND s."channel" = 'sms' AND s."address" = i."phone"`,
    rows,
    [at],
  );
