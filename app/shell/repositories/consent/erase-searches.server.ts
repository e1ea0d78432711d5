import { query, type Sql } from "#shell/db/sql.server.ts";

/** The search parameter of a query string. */
const SEARCH = `(^|&)search=[^&]*`;
/** Fewer digits do not identify a customer. */
const MIN_DIGITS = 4;
/** Trailing digits of a number, independent of its notation. */
const TRAILING_DIGITS = 7;

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/**
 * SQL condition: the search text refers to the customer. $2 are the digits of their number, $3 their names and e-mail
 * address in lower case.
 */
const refersToCustomer = (text: string): string => {
  const digits = `regexp_replace(${text}, '\\D', '', 'g')`;
  return `
    ((length($2) >= ${TRAILING_DIGITS} AND length(${digits}) >= ${MIN_DIGITS}
      AND (strpos($2, ${digits}) > 0 OR strpos(${digits}, right($2, ${TRAILING_DIGITS})) > 0))
    OR EXISTS (SELECT 1 FROM unnest($3::text[]) AS w(word) WHERE strpos(lower(${text}), w.word) > 0))`;
};
const searchIn = (column: string): string => `coalesce(substring(${column} FROM 'search=([^&]*)'), '')`;
const without = (column: string): string => `regexp_replace(${column}, '${SEARCH}', '')`;

/**
 * Removes searches for a customer from exports, saved views and the audit trail. Call it before erasing the customer's
 * row.
 */
export async function eraseSearchesFor(sql: Sql, id: string): Promise<void> {
  const [customer] = await query<{ shopId: string; phones: string[]; names: (string | null)[] }>(
    sql,
    `
      SELECT "shopId", ARRAY["firstName", "lastName", "email"] AS "names",
        array(
          SELECT s."address"
          FROM "CustomerAddress" a
          JOIN "Subscriber" s ON s."id" = a."subscriberId"
          WHERE a."customerId" = c."id" AND s."channel" = 'sms' AND s."address" IS NOT NULL
        ) AS "phones"
      FROM "Customer" c
      WHERE "id" = $1`,
    [id],
  );
  if (!customer) return;
  const names = customer.names
    .flatMap((name) => (name?.trim() ? [name.trim(), encodeURIComponent(name.trim())] : []))
    .map((name) => name.toLowerCase());
  for (const phone of customer.phones.length > 0 ? customer.phones : [""])
    await eraseSearches(sql, [customer.shopId, digitsOf(phone), names]);
}

/** @param parameters shop, digits of a number, names in lower case */
async function eraseSearches(sql: Sql, parameters: readonly [string, string, readonly string[]]): Promise<void> {
  await query(
    sql,
    `
      UPDATE "BackgroundJob"
      SET "input" = "input" #- '{filter,search}'
      WHERE "shopId" = $1 AND ${refersToCustomer(`coalesce("input"->'filter'->>'search', '')`)}`,
    parameters,
  );
  await query(
    sql,
    `UPDATE "SavedView" SET "query" = ${without('"query"')} WHERE "shopId" = $1 AND ${refersToCustomer(searchIn('"query"'))}`,
    parameters,
  );
  for (const column of ['"before"', '"after"']) {
    await query(
      sql,
      `
        UPDATE "AuditEvent"
        SET ${column} = ${column} - 'search'
        WHERE "shopId" = $1 AND ${refersToCustomer(`coalesce(${column}->>'search', '')`)}`,
      parameters,
    );
    await query(
      sql,
      `
        UPDATE "AuditEvent"
        SET ${column} = jsonb_set(${column}, '{query}', to_jsonb(${without(`${column}->>'query'`)}))
        WHERE "shopId" = $1 AND ${refersToCustomer(searchIn(`${column}->>'query'`))}`,
      parameters,
    );
  }
}
