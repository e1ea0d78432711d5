import type { TriggerType } from "#core/triggers/index.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A shop, with what its opt-in form shows. */
export interface FormShop extends Record<string, unknown> {
  id: string;
  domain: string;
  name: string;
  /** Parse with `readSettings`. */
  settings: unknown;
  /** What Shopify was last told; null before that. */
  formPublished: unknown;
  /** An automation with the trigger is on. */
  asks: boolean;
}

/** The shops that have confirmed a consent text or have a form that shows one; ids after `after`. */
export const findFormShops = (
  sql: Sql,
  asking: TriggerType,
  { after, limit }: { after: string; limit: number },
): Promise<FormShop[]> =>
  query(
    sql,
    `
      SELECT s."id", s."domain", s."name", s."settings", s."formPublished", EXISTS (
        SELECT 1
        FROM "Automation" a
        WHERE a."shopId" = s."id" AND a."trigger" = $1 AND a."status" = ${STATUS.active}
      ) AS "asks"
      FROM "Shop" s
      WHERE s."uninstalledAt" IS NULL
        AND s."id" > $2
        AND (s."settings"->'disclosure' IS NOT NULL OR s."formPublished" IS NOT NULL)
      ORDER BY s."id" LIMIT $3`,
    [asking, after, limit],
  );

/** Notes what Shopify was told, unless the app was uninstalled in the meantime. */
export const saveFormPublished = (sql: Sql, shopId: string, published: object): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "formPublished" = $2 WHERE "id" = $1 AND "uninstalledAt" IS NULL`, [
    shopId,
    JSON.stringify(published),
  ]);
