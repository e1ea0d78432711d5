import type { CustomerFacts } from "#core/customer/facts.ts";
import { readPhone } from "#core/phone/number.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Shop } from "./enter-shop.server.ts";

/** A search that fits more customers than this asks for more letters. */
export const PEOPLE_LIMIT = 200;

/** What a number is typed with. */
const LOOKS_LIKE_A_NUMBER = /^[\d\s+().-]*\d[\d\s+().-]*$/;

/**
 * The customers that a search means: a phone number in any notation or a part of one, else a part of the name.
 * @returns ids, up to PEOPLE_LIMIT + 1
 */
export async function findPeople({ db: { pool } }: AppContext, shop: Shop, search: string): Promise<string[]> {
  if (!LOOKS_LIKE_A_NUMBER.test(search)) return containing(pool, shop.id, `trim(coalesce("firstName", '') || ' ' || coalesce("lastName", ''))`, search);
  const digits = search.replace(/\D/g, "");
  const whole = [`+${digits}`, readPhone(search, [shop.countryCode])?.e164].filter((number) => number !== undefined);
  const owners = await idsOf(pool, "phone = ANY($2)", [shop.id, whole]);
  return owners.length > 0 ? owners : containing(pool, shop.id, "phone", digits);
}

const containing = (sql: Sql, shopId: string, expression: string, part: string): Promise<string[]> =>
  idsOf(sql, `${expression} ILIKE $2`, [shopId, `%${part.replace(/[\\%_]/g, "\\$&")}%`]);

async function idsOf(sql: Sql, condition: string, values: readonly unknown[]): Promise<string[]> {
  const found = await query<{ id: string }>(sql, `SELECT id FROM "Customer" WHERE "shopId" = $1 AND ${condition} LIMIT ${PEOPLE_LIMIT + 1}`, values);
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
