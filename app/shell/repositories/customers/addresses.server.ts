import type { AddressOrigin } from "#core/customers/addresses.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** A link between a customer and one of their addresses. Times are ISO instants. */
export interface AddressLink {
  customerId: string;
  subscriberId: string;
  shopId: string;
  origin: AddressOrigin;
  seenAt: string;
  formerSince: string | null;
}

/** Saves customers' addresses. */
export const linkAddresses = (sql: Sql, links: readonly AddressLink[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt", "formerSince")
      SELECT "customerId", "subscriberId", "shopId", "origin", "seenAt", "formerSince"
      FROM json_populate_recordset(NULL::"CustomerAddress", $1::json)
      ON CONFLICT ("customerId", "subscriberId") DO UPDATE SET "origin" = excluded."origin",
        "seenAt" = excluded."seenAt", "formerSince" = excluded."formerSince"`,
    links,
  );

/** Gives a customer the addresses of another one, as former or current as they were. */
export const moveAddresses = (sql: Sql, from: string, to: string): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt", "formerSince")
      SELECT $2, "subscriberId", "shopId", CASE "origin" WHEN 'customer' THEN 'order' ELSE "origin" END, "seenAt",
        "formerSince"
      FROM "CustomerAddress"
      WHERE "customerId" = $1
      ON CONFLICT ("customerId", "subscriberId") DO NOTHING`,
    [from, to],
  );
