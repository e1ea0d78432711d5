import type { Sought } from "#core/customer/search.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A search that fits more than this asks for more letters. */
const MOST_PHONES = 500;

/** Patterns for LIKE, that nothing typed can widen. */
const patterns = ({ begins }: Sought): string[] => begins.map((text) => `${text.replace(/[\\%_]/g, "\\$&")}%`);

// Each by its own index, which knows how a text begins.
const MATCHES: Record<Sought["by"], string> = {
  phone: `SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "phone" LIKE ANY($2)`,
  words: `SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "firstName" IS NOT NULL AND lower("firstName" || ' ' || coalesce("lastName", '')) LIKE ANY($2)
    UNION SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "lastName" IS NOT NULL AND lower("lastName") LIKE ANY($2)
    UNION SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "email" IS NOT NULL AND lower("email") LIKE ANY($2)`,
};

/** Numbers of a shop that a search means: of its customers, and of those who wrote and are nobody's. */
export async function phonesLike(sql: Sql, shopId: string, sought: Sought): Promise<string[]> {
  const strangers = sought.by === "phone" ? `UNION SELECT "phone" FROM "Conversation" WHERE "shopId" = $1 AND "phone" LIKE ANY($2)` : "";
  const rows = await query<{ phone: string }>(
    sql,
    `SELECT "phone" FROM (SELECT "phone" FROM "Customer" WHERE "id" IN (${MATCHES[sought.by]}) AND "phone" IS NOT NULL ${strangers}) f LIMIT ${MOST_PHONES}`,
    [shopId, patterns(sought)],
  );
  return rows.map(({ phone }) => phone);
}

export interface CustomerLine extends Record<string, unknown> {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  smsConsent: ConsentState;
  suppressed: boolean;
  held: boolean;
  erased: boolean;
  ordersCount: number | null;
  totalSpent: string | null;
  currency: string | null;
  /** The last text, in or out. */
  textedAt: Instant | null;
  textStatus: MessageStatus | null;
}

export interface CustomerListing {
  shopId: string;
  sought: Sought | null;
  /** Beyond this id: ids sort by when their rows were made. */
  cursor: string | null;
  order: "newest" | "oldest";
  limit: number;
}

/** Customers of a shop, those first that came last. */
export function listCustomers(sql: Sql, { shopId, sought, cursor, order, limit }: CustomerListing): Promise<CustomerLine[]> {
  const [way, sort] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  return query(
    sql,
    `SELECT c."id", trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "name", c."phone", c."email", c."smsConsent", c."marketingHeldAt" IS NOT NULL AS "held", c."erasedAt" IS NOT NULL AS "erased",
       c."ordersCount", c."totalSpent"::text, c."currency", m."createdAt" AS "textedAt", m."status" AS "textStatus",
       EXISTS (SELECT 1 FROM "Suppression" x WHERE x."shopId" = c."shopId" AND x."phoneHash" = c."phoneHash" AND x."liftedAt" IS NULL) AS "suppressed"
     FROM (SELECT * FROM "Customer" WHERE "shopId" = $1 AND ($2::text[] IS NULL OR "id" IN (${sought ? MATCHES[sought.by] : "SELECT NULL::uuid"})) AND ($3::uuid IS NULL OR "id" ${way} $3)
       ORDER BY "id" ${sort} LIMIT $4) c
     LEFT JOIN LATERAL (SELECT m."createdAt", m."status" FROM "Message" m WHERE m."customerId" = c."id" AND m."channel" = 'sms' ORDER BY m."createdAt" DESC LIMIT 1) m ON true
     ORDER BY c."id" ${sort}`,
    [shopId, sought && patterns(sought), cursor, limit],
  );
}
