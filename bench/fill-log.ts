import type pg from "pg";
import { allowLongStatements, query, transaction, type Sql } from "#shell/db/sql.server.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

/** Log rows per customer. */
const ROWS_PER_CUSTOMER = 20;

/** Fills every shop's log over the last 60 days, with customers and texts, spread over its automations. */
export const fillLog = (pool: pg.Pool, rows: number): Promise<void> =>
  transaction(pool, async (sql) => {
    await allowLongStatements(sql);
    await fillIn(sql, rows);
  });

async function fillIn(pool: Sql, rows: number): Promise<void> {
  await query(
    pool,
    `
      INSERT INTO "Customer" (
        "id", "shopId", "phone", "firstName", "lastName", "countryCode", "provinceCode"
      )
      SELECT gen_random_uuid(), s."id", '+1646' || (2000000 + n), 'Bench', 'Customer ' || n, 'US', 'NY'
      FROM "Shop" s, generate_series(1, $1::int) n`,
    [Math.ceil(rows / ROWS_PER_CUSTOMER)],
  );
  await subscribeNumbers(pool);
  await query(
    pool,
    `
      WITH people AS (
        SELECT c."id", c."shopId", c."phone", row_number() OVER (PARTITION BY c."shopId" ORDER BY c."id") - 1 AS "at"
        FROM "Customer" c
        WHERE c."firstName" = 'Bench'
      ),
      flows AS (
        SELECT a."id", a."shopId", row_number() OVER (PARTITION BY a."shopId" ORDER BY a."id") - 1 AS "at",
          count(*) OVER (PARTITION BY a."shopId") AS "many"
        FROM "Automation" a
      ),
      made AS MATERIALIZED (
        SELECT p."shopId", p."id" AS "customerId", p."phone", f."id" AS "automationId", n,
          gen_random_uuid() AS "messageId", now() - (n * interval '60 days' / $1::int) AS "at", n % 4 AS "kind"
        FROM generate_series(1, $1::int) n
        JOIN people p ON p."at" = n % $2::int
        JOIN flows f ON f."shopId" = p."shopId" AND f."at" = n % f."many"
      ),
      texts AS (
        INSERT INTO "Message" (
          "id", "shopId", "customerId", "direction", "to", "body", "status", "credits", "createdAt", "updatedAt"
        )
        SELECT "messageId", "shopId", "customerId", 'outbound', "phone", 'Larkspur Home: your cart is waiting.',
          'delivered', 1, "at", "at"
        FROM made
        WHERE "kind" = 1
        RETURNING 1
      )
      INSERT INTO "AutomationLog" (
        "id", "shopId", "automationId", "customerId", "action", "status", "reason", "messageId", "credits",
        "createdAt"
      )
      SELECT gen_random_uuid(), "shopId", "automationId", "customerId",
        CASE "kind" WHEN 0 THEN 'enter' ELSE 'send_sms' END,
        (CASE "kind" WHEN 0 THEN 'done' WHEN 1 THEN 'sent' ELSE 'skipped' END)::"LogStatus",
        CASE "kind" WHEN 2 THEN 'no_consent' WHEN 3 THEN 'frequency_cap' END, NULL,
        CASE "kind" WHEN 1 THEN 1 ELSE 0 END, "at"
      FROM made
      WHERE (SELECT count(*) FROM texts) >= 0`,
    [rows, Math.ceil(rows / ROWS_PER_CUSTOMER)],
  );
  await query(pool, `ANALYZE`);
}
