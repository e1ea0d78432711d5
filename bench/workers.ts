import { readFileSync } from "node:fs";
import { deliverOrders } from "./deliveries.ts";
import { startProvider } from "./provider.ts";
import { startApp } from "./start-app.ts";
import { printRow } from "./table.ts";

const WARM = 500;
const AT_ONCE = 1_000;

/** A worker takes its share if it sends at least this part of an equal one. */
const LEAST_SHARE = 0.5;

/**
 * Measures signed orders to settled texts with one, two and four workers, each on a database of its own: more workers
 * are no slower than one, and each takes a share. With one worker, 1,000 orders come at one instant before: none is
 * refused, and the web process does not grow.
 * @param databases migrated, one for each number of workers
 */
export async function benchWorkers(
  databases: readonly string[],
  redis: readonly string[],
  count: number,
): Promise<void> {
  let alone = 0;
  for (const [at, workers] of [1, 2, 4].entries()) {
    const provider = await startProvider();
    const places = { database: databases[at] ?? "", redis: redis[at] ?? "", provider: provider.url };
    const app = await startApp(places, { credits: count + WARM + AT_ONCE, workers });
    await deliverOrders(`${app.url}/webhooks`, 0, WARM);
    await app.settled(WARM);
    let settled = WARM;
    if (workers === 1) {
      const before = residentMegabytes(app.web);
      await deliverOrders(`${app.url}/webhooks`, 100_000, AT_ONCE, AT_ONCE);
      const grown = residentMegabytes(app.web) - before;
      settled += AT_ONCE;
      await app.settled(settled);
      const path = "1,000 triggers at once, memory that the web process grew by";
      printRow({ path, ours: Math.max(0, grown), floor: null, unit: "MB", must: { most: 100 } });
    }
    provider.texts.clear();
    const began = performance.now();
    await deliverOrders(`${app.url}/webhooks`, 1_000_000, count);
    await app.settled(settled + count);
    const rate = (count / (performance.now() - began)) * 1_000;
    if (workers === 1) alone = rate;
    else {
      const path = `webhook to settled send, ${workers} workers, beside one`;
      printRow({ path, ours: rate, floor: alone, unit: "a second", must: { ratio: 1 } });
      const shares = Array.from({ length: workers }, (_, one) => provider.texts.get(`worker-${one}`) ?? 0);
      printRow({
        path: `the least share of ${workers} workers, beside an equal one`,
        ours: Math.min(...shares),
        floor: count / workers,
        unit: "texts",
        must: { ratio: LEAST_SHARE },
      });
    }
    await app.stop();
    await provider.close();
  }
}

/** The memory of a process, as Linux reports it. */
function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes ?? 0) / 1_024;
}
