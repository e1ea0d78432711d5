import { query, type Sql } from "#shell/db/sql.server.ts";

interface PhoneSearch {
  /** Ids of matching customers. */
  people: readonly string[];
  /** The digits of the searched number, and the E.164 numbers that it can mean. */
  part: { digits: string; whole: readonly string[] } | null;
  limit: number;
}

/** Phone numbers of these customers, and of matching conversations without a customer. */
export async function phonesOfCustomers(
  sql: Sql,
  shopId: string,
  { people, part, limit }: PhoneSearch,
): Promise<string[]> {
  const unknownSenders = `
    UNION SELECT "phone" FROM "Conversation" WHERE "shopId" = $1 AND "customerId" IS NULL
      AND ("phone" = ANY($3) OR "phone" LIKE '%' || $4 || '%')`;
  const rows = await query<{ phone: string }>(
    sql,
    `
      SELECT "phone"
      FROM (
        SELECT s."address" AS "phone"
        FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId" AND s."channel" = 'sms' AND s."address" IS NOT NULL
        WHERE a."shopId" = $1 AND a."customerId" = ANY($2::uuid[]) ${part ? unknownSenders : ""}
      ) f
      LIMIT ${limit}`,
    [shopId, people, ...(part ? [part.whole, part.digits] : [])],
  );
  return rows.map(({ phone }) => phone);
}

/** Names and numbers of customers whose data is not erased, oldest first. */
export const findNames = (
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; name: string | null; phone: string | null }[]> =>
  query(
    sql,
    `
      SELECT "id", nullif(trim(coalesce("firstName", '') || ' ' || coalesce("lastName", '')), '') AS "name", "phone"
      FROM "Customer"
      WHERE "id" = ANY($1::uuid[]) AND "erasedAt" IS NULL
      ORDER BY "id"`,
    [ids],
  );
