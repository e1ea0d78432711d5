import { query, type Sql } from "#shell/db/sql.server.ts";

/** The search in a page's query string. */
const SEARCH = `(^|&)search=[^&]*`;
/** Fewer digits could be anybody's. */
const TELLING_DIGITS = 4;
/** The end of a number, which is the same however it is written. */
const LINE_DIGITS = 7;

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/**
 * Whether a text that was searched for means somebody: $2 are the digits of their number, $3 their names and address
 * in small letters.
 */
const means = (text: string): string => {
  const digits = `regexp_replace(${text}, '\\D', '', 'g')`;
  return `
    ((length($2) >= ${LINE_DIGITS} AND length(${digits}) >= ${TELLING_DIGITS}
      AND (strpos($2, ${digits}) > 0 OR strpos(${digits}, right($2, ${LINE_DIGITS})) > 0))
    OR EXISTS (SELECT 1 FROM unnest($3::text[]) AS w(word) WHERE strpos(lower(${text}), w.word) > 0))`;
};
const searchIn = (column: string): string => `coalesce(substring(${column} FROM 'search=([^&]*)'), '')`;
const without = (column: string): string => `regexp_replace(${column}, '${SEARCH}', '')`;

/**
 * Takes what staff have typed to find a person out of exports, saved views and the trail of changes. To be called
 * while the person's row still says who they are.
 */
export async function eraseSearchesFor(sql: Sql, id: string): Promise<void> {
  const [person] = await query<{ shopId: string; phone: string | null; names: (string | null)[] }>(
    sql,
    `SELECT "shopId", "phone", ARRAY["firstName", "lastName", "email"] AS "names" FROM "Customer" WHERE "id" = $1`,
    [id],
  );
  if (!person) return;
  const names = person.names
    .flatMap((name) => (name?.trim() ? [name.trim(), encodeURIComponent(name.trim())] : []))
    .map((name) => name.toLowerCase());
  const who = [person.shopId, digitsOf(person.phone ?? ""), names];
  await query(
    sql,
    `
      UPDATE "BackgroundJob" SET "input" = "input" #- '{filter,search}' WHERE "shopId" = $1
        AND ${means(`coalesce("input"->'filter'->>'search', '')`)}`,
    who,
  );
  await query(
    sql,
    `UPDATE "SavedView" SET "query" = ${without('"query"')} WHERE "shopId" = $1 AND ${means(searchIn('"query"'))}`,
    who,
  );
  for (const told of ['"before"', '"after"']) {
    await query(
      sql,
      `
        UPDATE "AuditEvent" SET ${told} = ${told} - 'search' WHERE "shopId" = $1
          AND ${means(`coalesce(${told}->>'search', '')`)}`,
      who,
    );
    await query(
      sql,
      `
        UPDATE "AuditEvent" SET ${told} = jsonb_set(${told}, '{query}', to_jsonb(${without(`${told}->>'query'`)}))
          WHERE "shopId" = $1 AND ${means(searchIn(`${told}->>'query'`))}`,
      who,
    );
  }
}
