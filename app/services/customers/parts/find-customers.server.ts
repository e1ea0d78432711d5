import type { CustomerFacts } from "#core/customers/record.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Channel, ConsentState } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { phonesOfCustomers } from "#shell/repositories/customers/find-customers.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** A search with more matches than this must be narrowed. */
export const CUSTOMER_SEARCH_LIMIT = 200;

/** Characters in phone numbers of any notation. */
const PHONE_LIKE = /^(tel:)?[\d\s+()./\u2010-\u2015-]*\d[\d\s+()./\u2010-\u2015-]*$/;

/** Rows scanned for matches inside a name or number, which no index supports. */
const SCAN_LIMIT = 50_000;

/** Strips invisible characters that copying a number or id adds, such as direction marks. */
export const stripInvisible = (typed: string): string =>
  typed.replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").trim();

const NAME = `lower(coalesce("firstName" || ' ', '') || coalesce("lastName", ''))`;

/**
 * Finds customers by e-mail address; by phone number in any notation, its last or its first digits; or by name, in
 * either order. Searches inside names and numbers only if no prefix matches.
 * @returns ids, up to CUSTOMER_SEARCH_LIMIT + 1
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
  const exactMatches = await find(`"phone" = ANY($2)`, number.whole);
  if (exactMatches.length > 0) return exactMatches;
  const partialMatches = await find(
    `(reverse("phone") LIKE reverse($2) || '%' OR "phone" >= '+' || $2 AND "phone" < '+' || $2 || 'a')`,
    number.digits,
  );
  return partialMatches.length > 0
    ? partialMatches
    : idsOf(pool, `"phone" LIKE $2`, [shop.id, `%${number.digits}%`], SCAN_LIMIT);
}

async function findByWords(sql: Sql, shopId: string, search: string): Promise<string[]> {
  const exactMatches = search.includes("@") ? await idsOf(sql, `lower("email") = $2`, [shopId, search]) : [];
  if (exactMatches.length > 0) return exactMatches;
  const words = escapeLike(search)
    .split(/[\s,]+/)
    .filter(Boolean);
  const name = words.join(" ");
  // Matches "Reyes, Ana" too.
  const lastNameFirst = [words.at(-1), ...words.slice(0, -1)].join(" ");
  const prefixMatches = await idsOf(
    sql,
    `(${NAME} LIKE $2 OR ${NAME} LIKE $3 OR lower("lastName") LIKE $2 OR lower("email") LIKE $2)`,
    [shopId, `${name}%`, `${lastNameFirst}%`],
  );
  return prefixMatches.length > 0
    ? prefixMatches
    : idsOf(sql, `(${NAME} LIKE $2 OR lower("email") LIKE $2)`, [shopId, `%${name}%`], SCAN_LIMIT);
}

/** Phone numbers that match a search, of customers and of senders that are no customer. */
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

/** The digits of a search, and the E.164 numbers that it can mean. */
function readNumber(search: string, country: string | null): { digits: string; whole: string[] } | null {
  if (!PHONE_LIKE.test(search)) return null;
  const digits = search.replace(/\D/g, "");
  const number = readPhone(search.replace(/^(tel:)?\s*00/, "+"), [country])?.e164;
  return { digits, whole: [`+${digits}`, ...(number ? [number] : [])] };
}

/** Escapes LIKE wildcards. */
const escapeLike = (part: string): string => part.replace(/[\\%_]/g, "\\$&");

/** @param scanLimit maximum number of rows scanned; without it, all */
async function idsOf(sql: Sql, condition: string, values: readonly unknown[], scanLimit?: number): Promise<string[]> {
  const people =
    scanLimit === undefined ? `"Customer"` : `(SELECT * FROM "Customer" WHERE "shopId" = $1 LIMIT ${scanLimit}) c`;
  const found = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM ${people} WHERE "shopId" = $1 AND ${condition} LIMIT ${CUSTOMER_SEARCH_LIMIT + 1}`,
    values,
  );
  return found.map(({ id }) => id);
}

type StoredCustomer = Omit<
  CustomerFacts,
  "segments" | "totalSpent" | "lastOrderAt" | "since" | "fields" | "smsConsent"
> & {
  memberships: readonly { segment: { name: string } }[];
  addresses: readonly { subscriber: { channel: Channel; address: string | null; consent: ConsentState } }[];
  totalSpent: { toString(): string } | null;
  lastOrderAt: Date | null;
  since: Date | null;
  fields: unknown;
  erasedAt: Date | null;
};

/** Converts a stored customer to the facts for conditions and templates. */
export const toCustomerFacts = ({
  memberships,
  addresses,
  ...row
}: StoredCustomer): CustomerFacts & { erasedAt: Date | null } => ({
  ...row,
  segments: memberships.map(({ segment }) => segment.name),
  smsConsent: consentOf({ phone: row.phone, addresses }),
  totalSpent: row.totalSpent?.toString() ?? null,
  lastOrderAt: row.lastOrderAt?.toISOString() ?? null,
  since: row.since?.toISOString() ?? null,
  fields: row.fields as Record<string, unknown>,
});

/** The consent of a stored customer's number. */
export const consentOf = ({ phone, addresses }: Pick<StoredCustomer, "phone" | "addresses">): ConsentState =>
  addresses.find(({ subscriber }) => subscriber.channel === "sms" && subscriber.address === phone)?.subscriber
    .consent ?? "not_subscribed";
