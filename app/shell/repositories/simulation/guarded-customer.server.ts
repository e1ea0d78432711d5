import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A customer's state, as the send guards need it. */
export interface GuardedCustomer extends Record<string, unknown> {
  id: string;
  phone: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  smsConsent: ConsentState;
  marketingHeld: boolean;
  erased: boolean;
  suppressed: boolean;
  /** Time of the number's last inbound text. */
  wroteAt: Instant | null;
}

const columns = `
  c."id", c."phone", c."countryCode", c."provinceCode", c."smsConsent",
    c."marketingHeldAt" IS NOT NULL AS "marketingHeld", c."erasedAt" IS NOT NULL AS "erased",
  EXISTS (SELECT 1 FROM "Suppression" x WHERE x."shopId" = c."shopId" AND x."phoneHash" = c."phoneHash"
    AND x."liftedAt" IS NULL) AS "suppressed",
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
