import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { accepted, buildHouse } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { bench, formatPerSecond } from "./report.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

const SHOPS = Array.from({ length: 8 }, (_, at) => `shop-${at}.myshopify.com`);

/** Runs a backlog of due steps: each is sent once, none is lost, and memory use does not grow with the backlog. */
export async function benchDue(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  for (const domain of SHOPS) await house.open(["order-confirmation"], { domain, credits: count });
  await house.rows(
    `
      WITH shop AS (
        SELECT s."id" AS "shopId", row_number() OVER (ORDER BY s."domain") - 1 AS "at", t."id" AS "automationId",
          t."currentVersionId" AS "versionId"
        FROM "Shop" s
        JOIN "Automation" t ON t."shopId" = s."id"
      ),
      person AS MATERIALIZED (
        SELECT gen_random_uuid() AS "customerId", gen_random_uuid() AS "sequenceId", n, shop.*
        FROM generate_series(1, $1::int) n
        JOIN shop ON shop."at" = n % ${SHOPS.length}
      ),
      customers AS (
        INSERT INTO "Customer" ("id", "shopId", "phone", "countryCode", "provinceCode")
        SELECT "customerId", "shopId", '+1212' || (2000000 + n), 'US', 'NY'
        FROM person
      ),
      sequences AS (
        INSERT INTO "AutomationSequence" (
          "id", "shopId", "automationId", "versionId", "customerId", "dedupeKey", "subject", "facts", "factsAt",
          "startedAt"
        )
        SELECT "sequenceId", "shopId", "automationId", "versionId", "customerId", 'order:' || n, 'order:' || n,
          jsonb_build_object('order', jsonb_build_object('name', '#' || n)), $2, $2
        FROM person
      )
      INSERT INTO "ScheduledAutomation" ("id", "shopId", "sequenceId", "stepId", "dueAt", "createdAt")
      SELECT gen_random_uuid(), "shopId", "sequenceId", 'confirm', $2, $2
      FROM person`,
    [count, house.clock.now()],
  );
  await subscribeNumbers(house.context.db.pool);
  const sentTo = new Map<string, number>();
  let quarter = 0;
  house.phoneCompany(({ to }) => {
    sentTo.set(to, (sentTo.get(to) ?? 0) + 1);
    // The test double keeps all texts, which would dominate memory use.
    house.texts.length = 0;
    if (sentTo.size === Math.ceil(((quarter + 1) * count) / 4)) {
      quarter++;
      process.stdout.write(
        `${database.kind}: after ${sentTo.size}: ${Math.round(process.memoryUsage().rss / 2 ** 20)} ` +
          `MB, of them ${Math.round(process.memoryUsage().heapUsed / 2 ** 20)} MB in use\n`,
      );
    }
    return accepted();
  });
  await bench(`${database.kind}: ${count} steps due at once drained`, async () => {
    await runSteps(house.context);
    await stepsIdle(house.context);
    return formatPerSecond(count);
  });
  const [left] = await house.rows<{ open: number; logs: number }>(
    `
      SELECT (SELECT count(*) FROM "ScheduledAutomation" WHERE "status" = 'scheduled')::int AS "open",
        (SELECT count(*) FROM "AutomationLog" WHERE "status" = 'sent')::int AS "logs"`,
  );
  const twice = [...sentTo.values()].filter((times) => times > 1).length;
  if (sentTo.size !== count || twice > 0 || left?.open !== 0 || left.logs !== count)
    throw new Error(`${sentTo.size} of ${count} texted, ${twice} twice, ${left?.open} still open, ${left?.logs} logs`);
  await house.close();
}
