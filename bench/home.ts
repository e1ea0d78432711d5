import { readResults } from "#services/analytics/read-results.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { Temporal } from "#core/time/time.ts";
import { buildHouse, SHOP } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { fillLog } from "./fill-log.ts";
import { fillResults } from "./fill-results.ts";

const REPETITIONS = 9;

/** Measures loading Home and Results with a log of so many rows: the first time, and with a warm cache. */
export async function benchHome(database: TestDatabase, rows: number): Promise<void> {
  const house = buildHouse(database, { now: Temporal.Now.instant() });
  await house.open(["order-confirmation", "welcome", "abandoned-cart", "order-fulfilled"]);
  await fillLog(database.pool, rows);
  await fillResults(database.pool);
  for (const table of ["AutomationLog", "Message", "AutomationSequence", "ScheduledAutomation", "LinkClick"])
    await query(database.pool, `VACUUM ANALYZE "${table}"`);
  const shop = await findShop(database.pool, SHOP);
  if (!shop) throw new Error("the shop is not there");
  await measure(`Home, ${rows} rows`, () => readHome(house.context, shop));
  await measure(`Results of 30 days, ${rows} rows`, () => readResults(house.context, shop, { when: "last_30_days" }));
  await house.close();
}

async function measure(what: string, read: () => Promise<unknown>): Promise<void> {
  const timed = async () => {
    const began = performance.now();
    await read();
    return performance.now() - began;
  };
  const first = await timed();
  const warm: number[] = [];
  for (let at = 0; at < REPETITIONS; at++) warm.push(await timed());
  warm.sort((one, other) => one - other);
  process.stdout.write(
    `${what}: ${Math.round(first)} ms the first time, ` +
      `then ${Math.round(warm[Math.floor(REPETITIONS / 2)] ?? Number.NaN)} ms ` +
      `(best ${Math.round(warm[0] ?? Number.NaN)}, worst ${Math.round(warm.at(-1) ?? Number.NaN)})\n`,
  );
}
