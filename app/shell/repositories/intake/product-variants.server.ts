import type { KnownVariant } from "#core/intake/variant.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, type Sql } from "#shell/db/sql.server.ts";

export type VariantRow = KnownVariant & { shopId: string };

/** Finds variants by variant id or by inventory item id. */
export const findVariants = (
  sql: Sql,
  keys: readonly { shopId: string; variantId: string | null; inventoryItemId: string | null }[],
): Promise<(VariantRow & Record<string, unknown>)[]> =>
  batch(
    sql,
    `
      SELECT v.*
      FROM "ProductVariant" v
      WHERE (v."shopId", v."variantId") IN (
        SELECT k."shopId", k."variantId"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "variantId" text)
      )
      UNION
      SELECT v.*
      FROM json_to_recordset($1::json) AS k("shopId" uuid, "inventoryItemId" text)
        JOIN "ProductVariant" v ON v."shopId" = k."shopId" AND v."inventoryItemId" = k."inventoryItemId"`,
    keys,
  );

/** Upserts variants; an older update does not overwrite a newer one. */
export const saveVariants = (sql: Sql, rows: readonly VariantRow[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "ProductVariant" (
        "shopId", "variantId", "productId", "inventoryItemId", "title", "handle", "price", "available", "updatedAt"
      )
      SELECT "shopId", "variantId", "productId", "inventoryItemId", "title", "handle", "price", "available", "updatedAt"
      FROM json_populate_recordset(NULL::"ProductVariant", $1::json)
      ON CONFLICT ("shopId", "variantId") DO UPDATE
        SET "productId" = excluded."productId", "inventoryItemId" = excluded."inventoryItemId",
          "title" = excluded."title", "handle" = excluded."handle", "price" = excluded."price",
          "available" = excluded."available", "updatedAt" = excluded."updatedAt"
        WHERE "ProductVariant"."updatedAt" <= excluded."updatedAt"`,
    rows,
  );

/** A customer's interest in a variant, until a purchase or a notification ends it. */
export interface ProductInterest {
  id: string;
  shopId: string;
  customerId: string;
  variantId: string;
  source: "checkout" | "waitlist";
  /** The price that the customer saw; null takes the variant's current price. */
  price: string | null;
  createdAt: Instant;
}

/**
 * Upserts product interests, one per customer and variant. A newer interest replaces an older one. An event older than
 * the end of an interest does not reopen it.
 */
export const saveProductInterests = (sql: Sql, rows: readonly ProductInterest[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "ProductInterest" ("id", "shopId", "customerId", "variantId", "source", "price", "createdAt")
      SELECT i."id", i."shopId", i."customerId", i."variantId", i."source", coalesce(i."price", v."price"),
        i."createdAt"
      FROM json_populate_recordset(NULL::"ProductInterest", $1::json) i
        LEFT JOIN "ProductVariant" v ON v."shopId" = i."shopId" AND v."variantId" = i."variantId"
      ON CONFLICT ("shopId", "customerId", "variantId") DO UPDATE
        SET "source" = excluded."source", "price" = coalesce(excluded."price", "ProductInterest"."price"),
          "createdAt" = excluded."createdAt", "endedAt" = NULL
        WHERE "ProductInterest"."createdAt" <= excluded."createdAt"
          AND ("ProductInterest"."endedAt" IS NULL OR "ProductInterest"."endedAt" < excluded."createdAt")`,
    rows,
  );

/** Ends the interests in purchased variants. */
export const endProductInterests = (
  sql: Sql,
  rows: readonly { shopId: string; customerId: string; variantId: string; endedAt: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ProductInterest" p
      SET "endedAt" = i."endedAt"
      FROM json_populate_recordset(NULL::"ProductInterest", $1::json) i
      WHERE p."shopId" = i."shopId"
        AND p."customerId" = i."customerId"
        AND p."variantId" = i."variantId"
        AND p."endedAt" IS NULL
        AND p."createdAt" <= i."endedAt"`,
    rows,
  );
