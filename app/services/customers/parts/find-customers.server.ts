import type { CustomerFacts } from "#core/customers/facts.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { AppContext } from "#shell/context.server.ts";
import { phonesOfCustomers } from "#shell/repositories/customers/find-customers.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** A search that fits more customers than this asks for more letters. */
export const CUSTOMER_SEARCH_LIMIT = 200;

/** What a number is typed with, in any country's habit. */
const LOOKS_LIKE_A_NUMBER = /^(tel:)?[\d\s+()./\u2010-\u2015-]*\d[\d\s+()./\u2010-\u2015-]*$/;

/** So many customers are read through for what stands in the middle of a name or number, which no index knows. */
const READ_THROUGH = 50_000;

/** Without what comes along unseen when a number or an id is copied from elsewhere, such as marks of direction. */
export const stripInvisible = (typed: string): string =>
  typed.replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").trim();

const NAME = `lower(coalesce("firstName" || ' ', '') || coalesce("lastName", ''))`;

/**
 * The customers that a search means: an e-mail address; a phone number in any notation, its last or its first digits;
 * a name, in either order, the beginning of one or of the last name. What is in the middle of either is looked for
 * where nothing begins so.
 * @returns ids, up to PEOPLE_LIMIT + 1
 */
export async function findCustomerIds(
  { db: { pool } }: Pick<AppContext, "db">,
  shop: Pick<Shop, "id" | "countryCode">,
  typed: string,
): Promise<string[]> {
  const search = stripInvisible(typed);
  const find = (condition: string, ...values: unknown[]) => idsOf(pool, condition, [shop.id, ...values]);
  const number = readNumber(search, shop.countryCode);
  if (!number) return findByWords(pool, shop.id, search.toLowerCase());
  const owners = await find(`"phone" = ANY($2)`, number.whole);
  if (owners.length > 0) return owners;
  const parts = await find(
    `(reverse("phone") LIKE reverse($2) || '%' OR "phone" >= '+' || $2 AND "phone" < '+' || $2 || 'a')`,
    number.digits,
  );
  return parts.length > 0 ? parts : idsOf(pool, `"phone" LIKE $2`, [shop.id, `%${number.digits}%`], READ_THROUGH);
}

async function findByWords(sql: Sql, shopId: string, search: string): Promise<string[]> {
  const owners = search.includes("@") ? await idsOf(sql, `lower("email") = $2`, [shopId, search]) : [];
  if (owners.length > 0) return owners;
  const words = literally(search)
    .split(/[\s,]+/)
    .filter(Boolean);
  const name = words.join(" ");
  // "Reyes, Ana" is how lists and some countries write it.
  const turned = [words.at(-1), ...words.slice(0, -1)].join(" ");
  const begin = await idsOf(
    sql,
    `(${NAME} LIKE $2 OR ${NAME} LIKE $3 OR lower("lastName") LIKE $2 OR lower("email") LIKE $2)`,
    [shopId, `${name}%`, `${turned}%`],
  );
  return begin.length > 0
    ? begin
    : idsOf(sql, `(${NAME} LIKE $2 OR lower("email") LIKE $2)`, [shopId, `%${name}%`], READ_THROUGH);
}

/** The numbers that a search means besides those of customers: who wrote and is nobody's. */
export async function findCustomerPhones(
  context: Pick<AppContext, "db">,
  shop: Pick<Shop, "id" | "countryCode">,
  typed: string,
): Promise<string[]> {
  const number = readNumber(stripInvisible(typed), shop.countryCode);
  return phonesOfCustomers(context.db.pool, shop.id, {
    people: await findCustomerIds(context, shop, typed),
    part: number && { digits: number.digits, whole: number.whole },
    limit: CUSTOMER_SEARCH_LIMIT,
  });
}

/** A number as it may be meant: its digits, and whole in E.164. */
function readNumber(search: string, country: string | null): { digits: string; whole: string[] } | null {
  if (!LOOKS_LIKE_A_NUMBER.test(search)) return null;
  const digits = search.replace(/\D/g, "");
  const number = readPhone(search.replace(/^(tel:)?\s*00/, "+"), [country])?.e164;
  return { digits, whole: [`+${digits}`, ...(number ? [number] : [])] };
}

/** For LIKE: a wildcard is only a sign. */
const literally = (part: string): string => part.replace(/[\\%_]/g, "\\$&");

/** @param among how many of the shop's customers are read at most; all of them without it */
async function idsOf(sql: Sql, condition: string, values: readonly unknown[], among?: number): Promise<string[]> {
  const people = among === undefined ? `"Customer"` : `(SELECT * FROM "Customer" WHERE "shopId" = $1 LIMIT ${among}) c`;
  const found = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM ${people} WHERE "shopId" = $1 AND ${condition} LIMIT ${CUSTOMER_SEARCH_LIMIT + 1}`,
    values,
  );
  return found.map(({ id }) => id);
}

type Stored = Omit<CustomerFacts, "segments" | "totalSpent" | "lastOrderAt" | "since" | "fields"> & {
  memberships: readonly { segment: { name: string } }[];
  totalSpent: { toString(): string } | null;
  lastOrderAt: Date | null;
  since: Date | null;
  fields: unknown;
  erasedAt: Date | null;
};

/** A customer as stored, as conditions and templates know them. */
export const knownCustomer = ({ memberships, ...row }: Stored): CustomerFacts & { erasedAt: Date | null } => ({
  ...row,
  segments: memberships.map(({ segment }) => segment.name),
  totalSpent: row.totalSpent?.toString() ?? null,
  lastOrderAt: row.lastOrderAt?.toISOString() ?? null,
  since: row.since?.toISOString() ?? null,
  fields: row.fields as Record<string, unknown>,
});
