import pg from "pg";
import type { PagePosition } from "#core/paging.ts";
import { MAX_EXPORT_ROWS } from "#services/activity/export-activity.server.ts";
import { openLog, readActivity, type ActivityFilter } from "#services/activity/read-activity.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { buildHouse, SHOP } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";
import { writeLog } from "./activity-rows.ts";
import { lookUps } from "./look-ups.ts";
import { measureRead } from "./measure-read.ts";
import { bench, formatPerSecond } from "./report.ts";

const AUTOMATIONS = [
  "order-confirmation",
  "welcome",
  "abandoned-cart",
  "order-fulfilled",
  "review-request",
  "cross-sell",
  "birthday",
  "customer-reengagement",
  "back-in-stock",
  "delivered",
];
type BenchQuery = ActivityFilter & PagePosition;

/** Measures every filter of a large shop's log, and the look-ups of its other pages: time per page, and blocks read. */
export async function benchActivity(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  const shopId = await house.open(AUTOMATIONS);
  const versions = await house.rows<{ id: string; versionId: string }>(
    `SELECT "id", "currentVersionId" AS "versionId" FROM "Automation" ORDER BY "createdAt", "id"`,
  );
  // Ten million rows take longer than a statement of the app may.
  const client = new pg.Client({ ...database.pool.options, statement_timeout: 0, query_timeout: 0 });
  await client.connect();
  await bench(`activity: ${count} rows of the log written`, async () => {
    await writeLog(client, {
      shopId,
      versionOf: new Map(versions.map(({ id, versionId }) => [id, versionId])),
      rows: count,
    });
    return formatPerSecond(count);
  });
  await subscribeNumbers(client);
  await client.query(`VACUUM ANALYZE "Subscriber"`);
  await client.end();
  const [rare = "", common = ""] = versions.map(({ id }) => id);
  const shop = await findShop(database.pool, SHOP);
  if (!shop) throw new Error("the shop is not there");
  house.clock.moveTo((await house.rows<{ now: typeof shop.installedAt }>(`SELECT now()`))[0]?.now ?? shop.installedAt);

  const halfway = `${house.clock.now().subtract({ hours: 24 * 180 }).epochMilliseconds}_40000000-0000-7000-8000-000000000000`;
  const filters: Record<string, BenchQuery> = {
    "the newest": {},
    "half a year back": { older: halfway },
    "back to newer ones": { newer: halfway },
    "view: sent": { view: "sent" },
    "view: not sent": { view: "skipped" },
    "view: failed, the oldest rows": { view: "failed" },
    "view: unknown": { view: "unknown" },
    "view: other": { view: "other" },
    "a rare action": { action: "add_tag" },
    "a common reason": { reasons: ["conditions_not_met"] },
    "not delivered": { view: "not_delivered" },
    "sent, not confirmed": { statuses: ["not_confirmed"] },
    delivered: { view: "delivered" },
    "two reasons": { reasons: ["conditions_not_met", "action_error"] },
    "a rare reason": { reasons: ["action_error"] },
    "a reason that never was": { reasons: ["loop_stopped"] },
    "an automation that ran seldom": { automationId: rare },
    "an automation that runs often": { automationId: common },
    "what failed of one that never fails": { automationId: common, view: "failed" },
    "a rare reason in a busy automation": { automationId: common, reasons: ["action_error"] },
    "what was sent by one that sends nothing": { automationId: rare, view: "sent" },
    "the last 7 days, failed": { when: "last_7_days", view: "failed" },
    yesterday: { when: "yesterday" },
    "a number": { search: "+12122000007" },
    "the last digits": { search: "2000007" },
    "a first name": { search: "grace" },
    "a rare last name": { search: "reyesberg" },
    "the middle of a name": { search: "erg-q" },
    "a last name first": { search: "Reyesberg, Grace" },
    "an e-mail address half typed": { search: "grace.rey" },
    nobody: { search: "zacharias" },
    "a name, failed": { search: "hannah", view: "failed" },
    "an order": { search: "#1101" },
    "an order that never was": { search: "#999999999" },
    "an order's id": { search: "820000000100" },
    "a message's id": { search: "30000000-0000-7000-8000-000000000005" },
    "Twilio's id": { search: `SM${"5".padStart(32, "0")}` },
  };
  for (const [name, filter] of Object.entries(filters))
    process.stdout.write(
      `activity: ${name.padEnd(42)}${await measureRead(house.context, (context) => readActivity(context, shop, filter))}\n`,
    );
  for (const [name, read] of Object.entries(lookUps(shop, common)))
    process.stdout.write(`look-up: ${name.padEnd(42)}${await measureRead(house.context, read)}\n`);
  const counted: Record<string, ActivityFilter> = {
    "the whole log": {},
    "view: sent": { view: "sent" },
    "a common reason": { reasons: ["conditions_not_met"] },
  };
  for (const [name, filter] of Object.entries(counted)) {
    await bench(`activity: counted for an export, ${name}`, async () => {
      const rows = await (await openLog(house.context, shop, filter)).count(MAX_EXPORT_ROWS);
      return () => `${rows} rows`;
    });
  }
  await house.close();
}
