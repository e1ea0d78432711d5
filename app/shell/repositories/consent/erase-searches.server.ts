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

/** A customer's names and e-mail address as searches may write them, in lower case. Read them before the erasure. */
export async function searchedNamesOf(sql: Sql, id: string): Promise<string[]> {
  const [customer] = await query<{ names: (string | null)[] }>(
    sql,
    `SELECT ARRAY["firstName", "lastName", "email"] AS "names" FROM "Customer" WHERE "id" = $1`,
    [id],
  );
  return (customer?.names ?? [])
    .flatMap((name) => (name?.trim() ? [name.trim(), encodeURIComponent(name.trim())] : []))
    .map((name) => name.toLowerCase());
}

/** Removes searches for an erased customer from exports, saved views and the audit trail. */
export async function eraseSearchesFor(
  sql: Sql,
  { shopId, phones, names }: { shopId: string; phones: readonly string[]; names: readonly string[] },
): Promise<void> {
  for (const phone of phones.length > 0 ? phones : [""]) await eraseSearches(sql, [shopId, digitsOf(phone), names]);
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
