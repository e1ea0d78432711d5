import type { ConsentState } from "#core/statuses.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** Gives customers whom a test inserted by SQL the subscriber of their number, with this consent. */
export async function subscribeNumbers(sql: Sql, consent: ConsentState = "subscribed"): Promise<void> {
  await query(
    sql,
    `
      INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "consent", "consentAt",
        "createdAt")
      SELECT gen_random_uuid(), c."shopId", 'sms', c."phone", 'test ' || c."phone", $1::"ConsentState", c."createdAt",
        c."createdAt"
      FROM "Customer" c
      WHERE c."phone" IS NOT NULL
      ON CONFLICT DO NOTHING`,
    [consent],
  );
  await query(
    sql,
    `
      INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt")
      SELECT c."id", s."id", c."shopId", 'customer', c."createdAt"
      FROM "Customer" c
      JOIN "Subscriber" s ON s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"
      ON CONFLICT DO NOTHING`,
  );
}
