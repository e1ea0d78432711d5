import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { accepted, buildHouse } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { serve } from "#tests/sandbox/serving.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { startFloor } from "./floor/start-floor.ts";
import { printRow } from "./table.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

const SHOPS = Array.from({ length: 8 }, (_, at) => `shop-${at}.myshopify.com`);

/** Of a customer who orders in the middle of the backlog. */
const ORDERED_BY = "+13125550177";

/**
 * Runs a backlog of due steps: each is sent once, none is lost, and memory use does not grow with the backlog. In its
 * middle comes an order, whose confirmation does not wait for the rest. The floor drains as many steps before.
 * @param floorDatabase an empty database
 */
export async function benchDue(database: TestDatabase, floorDatabase: string, count: number): Promise<void> {
  const floorSeconds = await drainFloor(floorDatabase, count);
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
        -- Numbers known for a month: thousands of new ones that begin alike would be limited as pumping.
        INSERT INTO "Customer" ("id", "shopId", "phone", "countryCode", "provinceCode", "createdAt")
        SELECT "customerId", "shopId", '+1212' || (2000000 + n), 'US', 'NY', $2::timestamptz - interval '30 days'
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
  let ordered: number | null = null;
  let confirmedAfter: number | null = null;
  house.phoneCompany(({ to }) => {
    if (to === ORDERED_BY) confirmedAfter = performance.now() - (ordered ?? 0);
    if (ordered === null && sentTo.size >= count / 2) {
      ordered = performance.now();
      void house.tell("orders/create", orderBody({ order: "77", id: "77", phone: ORDERED_BY }), {
        domain: SHOPS[0] ?? "",
      });
    }
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
  const began = performance.now();
  await runSteps(house.context);
  await stepsIdle(house.context);
  const seconds = (performance.now() - began) / 1_000;
  const [left] = await house.rows<{ open: number; logs: number }>(
    `
      SELECT (SELECT count(*) FROM "ScheduledAutomation" WHERE "status" = 'scheduled')::int AS "open",
        (SELECT count(*) FROM "AutomationLog" WHERE "status" = 'sent')::int AS "logs"`,
  );
  const twice = [...sentTo.values()].filter((times) => times > 1).length;
  if (sentTo.size !== count + 1 || twice > 0 || left?.open !== 0 || left.logs !== count + 1)
    throw new Error(
      `${sentTo.size} of ${count + 1} texted, ${twice} twice, ${left?.open} still open, ${left?.logs} logs`,
    );
  if (confirmedAfter === null) throw new Error("the order in the middle was not confirmed");
  const unit = "a second";
  const must = { ratio: 0.5 };
  printRow({ path: `${count} steps due at once`, ours: count / seconds, floor: count / floorSeconds, unit, must });
  printRow({
    path: "an order in their middle, to its confirmation",
    ours: confirmedAfter,
    floor: null,
    unit: "ms",
    must: { most: 1_000 },
  });
  await house.close();
}

/** @returns the seconds that the floor takes for as many steps */
export async function drainFloor(database: string, count: number): Promise<number> {
  const provider = await serve((request, response) => {
    request.resume().on("end", () => response.end("{}"));
  });
  const floor = await startFloor(database, provider.url, "");
  const began = performance.now();
  await floor.drain(count);
  await floor.settled(count);
  const seconds = (performance.now() - began) / 1_000;
  await floor.stop();
  await provider.close();
  return seconds;
}
