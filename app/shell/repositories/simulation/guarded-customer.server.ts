import type { KnownNumber } from "#core/customers/addresses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";

/** A customer's state, as the send guards need it. */
export interface GuardedCustomer extends Record<string, unknown> {
  id: string;
  phone: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  /** Every current and former number, each with its own consent. */
  numbers: KnownNumber[];
  erased: boolean;
  /** Time of the last inbound text of the number that texts go to by default. */
  wroteAt: Instant | null;
}

const columns = `
  c."id", c."phone", c."countryCode", c."provinceCode", c."erasedAt" IS NOT NULL AS "erased",
  ${NUMBERS_OF_CUSTOMER} AS "numbers",
  (SELECT v."lastInboundAt" FROM "Conversation" v WHERE v."shopId" = c."shopId"
    AND v."phone" = c."phone") AS "wroteAt"`;

export async function findGuardedCustomer(
  sql: Sql,
  shopId: string,
  customerId: string,
): Promise<GuardedCustomer | null> {
  const [row] = await query<GuardedCustomer>(
    sql,
    `SELECT ${columns} FROM "Customer" c WHERE c."shopId" = $1 AND c."id" = $2`,
    [shopId, customerId],
  );
  return row ?? null;
}
