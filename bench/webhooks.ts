import { deliverOrders, SECRET } from "./deliveries.ts";
import { startFloor } from "./floor/start-floor.ts";
import { startProvider } from "./provider.ts";
import { startApp } from "./start-app.ts";
import { printRow } from "./table.ts";

/** Texts before the measurement, which compile the code and fill the caches. */
const WARM = 500;

interface Places {
  /** Databases of one server: the app's, migrated, and an empty one for the floor. */
  app: string;
  floor: string;
  redis: string;
}

/**
 * Measures signed orders over HTTP, 50 at once, to their answers and to settled texts: the web process and a worker
 * process beside the floor's pipeline, in turn, on the same servers, with a provider that accepts everything at once.
 */
export async function benchWebhooks(places: Places, count: number): Promise<void> {
  const provider = await startProvider();
  const floor = await startFloor(places.floor, provider.url, SECRET);
  const app = await startApp(
    { database: places.app, redis: places.redis, provider: provider.url },
    { credits: 2 * count + WARM },
  );

  await deliverOrders(`${app.url}/webhooks`, 0, WARM);
  await app.settled(WARM);
  await deliverOrders(`${floor.url}/webhooks`, 0, WARM);
  await deliverOrders(`${floor.url}/accept`, WARM, WARM);
  await floor.settled(WARM);
  provider.texts.clear();

  const accepted = await deliverOrders(`${floor.url}/accept`, 10_000_000, count);
  let best = { seconds: Infinity, settled: Infinity, p99: Infinity };
  let bestFloor = Infinity;
  for (let round = 1; round <= 2; round++) {
    const from = round * 1_000_000;
    const floorBegan = performance.now();
    await deliverOrders(`${floor.url}/webhooks`, from, count);
    await floor.settled(WARM + round * count);
    bestFloor = Math.min(bestFloor, (performance.now() - floorBegan) / 1_000);
    const began = performance.now();
    const { seconds, p99 } = await deliverOrders(`${app.url}/webhooks`, from, count);
    await app.settled(WARM + round * count);
    const settled = (performance.now() - began) / 1_000;
    if (settled < best.settled) best = { seconds, settled, p99 };
  }
  const texts = [...provider.texts.values()].reduce((sum, sent) => sum + sent, 0);
  if (texts !== 4 * count) throw new Error(`${texts} texts for twice ${count} orders, beside the floor's`);
  const unit = "a second";
  printRow({
    path: "webhook accepted",
    ours: count / best.seconds,
    floor: count / accepted.seconds,
    unit,
    must: { ratio: 0.5 },
  });
  printRow({ path: "webhook accepted, p99", ours: best.p99, floor: null, unit: "ms", must: { most: 50 } });
  printRow({
    path: "webhook to settled send",
    ours: count / best.settled,
    floor: count / bestFloor,
    unit,
    must: { ratio: 0.5 },
  });

  await app.stop();
  await floor.stop();
  await provider.close();
}
