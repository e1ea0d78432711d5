import type { PagePosition } from "#core/paging.ts";
import type pg from "pg";
import { MAX_EXPORT_ROWS } from "#services/activity/export-activity.server.ts";
import { openLog, readActivity, type ActivityFilter } from "#services/activity/read-activity.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { buildHouse, SHOP } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { writeLog } from "./activity-rows.ts";
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
/** Repetitions; the fastest counts, because other processes share the machine. */
const REPETITIONS = 5;

type BenchQuery = ActivityFilter & PagePosition;

/** Measures every filter of a large shop's log: time per page, and blocks read. */
export async function benchActivity(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  const shopId = await house.open(AUTOMATIONS);
  const versions = await house.rows<{ id: string; versionId: string }>(
    `SELECT "id", "currentVersionId" AS "versionId" FROM "Automation" ORDER BY "createdAt", "id"`,
  );
  const client = await database.pool.connect();
  await bench(`activity: ${count} rows of the log written`, async () => {
    await writeLog(client, {
      shopId,
      versionOf: new Map(versions.map(({ id, versionId }) => [id, versionId])),
      rows: count,
    });
    return formatPerSecond(count);
  });
  client.release();
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
    "a number": { search: "+12120000007" },
    "the last digits": { search: "0000007" },
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
    process.stdout.write(`activity: ${name.padEnd(42)}${await measure(house.context, shop, filter)}\n`);
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

async function measure(
  context: AppContext,
  shop: NonNullable<Awaited<ReturnType<typeof findShop>>>,
  filter: BenchQuery,
): Promise<string> {
  const { statements, pool } = recordStatements(context.db.pool);
  const { rows } = await readActivity({ ...context, db: { ...context.db, pool } }, shop, filter);
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < REPETITIONS; time++) {
    const began = performance.now();
    await readActivity(context, shop, filter);
    best = Math.min(best, performance.now() - began);
  }
  let blocks = 0;
  const scanned = new Set<string>();
  for (const { text, values } of statements) {
    const { rows: plans } = await context.db.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      values,
    );
    const plan = plans[0]?.["QUERY PLAN"][0].Plan;
    if (!plan) continue;
    blocks += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    for (const table of scansIn(plan)) scanned.add(table);
  }
  return (
    `${best.toFixed(1).padStart(7)} ms  ${String(blocks).padStart(6)} blocks  ${String(rows.length).padStart(2)} ` +
    `rows${scanned.size > 0 ? `  reads through ${[...scanned].join(", ")}` : ""}`
  );
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Plan[];
}

const scansIn = (plan: Plan): string[] => [
  ...(plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : []),
  ...(plan.Plans ?? []).flatMap(scansIn),
];

/** A pool that records its statements. */
function recordStatements(pool: pg.Pool): { statements: { text: string; values: unknown[] }[]; pool: pg.Pool } {
  const statements: { text: string; values: unknown[] }[] = [];
  const recordingPool = Object.create(pool) as pg.Pool;
  recordingPool.query = ((text: string, values: unknown[]) => {
    statements.push({ text, values });
    return pool.query(text, values);
  }) as pg.Pool["query"];
  return { statements, pool: recordingPool };
}
