import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { createContext } from "#shell/create-context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { readEnv } from "#shell/env.server.ts";
import { serve } from "#tests/sandbox/serving.ts";
import { freePort, untilReady } from "#tests/support/ports.ts";
import { deliverOrders, SECRET, SHOP } from "./deliveries.ts";
import { COUNT_EVERY_MS, startFloor } from "./floor/start-floor.ts";
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
  let texts = 0;
  // The sandbox's fake Twilio counts segments and sends four callbacks per text, which would dominate the measurement.
  const provider = await serve((request, response) => {
    request.resume().on("end", () => {
      texts++;
      response
        .writeHead(201, { "Content-Type": "application/json" })
        .end(JSON.stringify({ sid: `SM${randomUUID().replaceAll("-", "")}`, status: "queued", num_segments: "1" }));
    });
  });
  const floor = await startFloor(places.floor, provider.url, SECRET);
  const app = await startApp(places, provider.url, 2 * count + WARM);

  await deliverOrders(`${app.url}/webhooks`, 0, WARM);
  await app.settled(WARM);
  await deliverOrders(`${floor.url}/webhooks`, 0, WARM);
  await deliverOrders(`${floor.url}/accept`, WARM, WARM);
  await floor.settled(WARM);
  texts = 0;

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

/** Starts the web process and a worker process, with one shop that confirms its orders. */
async function startApp({ app, redis }: Places, providerUrl: string, credits: number) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = {
    NODE_ENV: "production" as const,
    LOG_LEVEL: "error",
    PORT: String(port),
    DATABASE_URL: app,
    REDIS_URL: redis,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: url,
    TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM_NUMBER: "+15005550006",
    TWILIO_API_BASE_URL: providerUrl,
  };
  const read = readEnv(variables);
  if ("problems" in read) throw new Error(read.problems.join("; "));
  const context = await createContext(read.env);
  const shop = await ensureShop(context, SHOP);
  await grantCredits(context, { shopId: shop.id, credits, type: "grant", note: "bench", actor: "bench" });
  await activateFromLibrary(context, { shopId: shop.id, libraryKey: "order-confirmation", actor: "bench" });
  const processes = ["bin/start.ts", "bin/worker.ts"].map((entry) =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64", entry], {
      env: { ...process.env, ...variables },
      stdio: "inherit",
    }),
  );
  await untilReady(async () => {
    if (!(await fetch(`${url}/readyz`)).ok) throw new Error("the web process is not ready");
  });
  return {
    url,
    settled: (count: number) =>
      untilReady(async () => {
        // To count is work for the server that is measured.
        await setTimeout(COUNT_EVERY_MS);
        const [row] = await query<{ n: number }>(
          context.db.pool,
          `SELECT count(*)::int AS "n" FROM "AutomationLog" WHERE "status" = 'sent'`,
        );
        if ((row?.n ?? 0) < count) throw new Error(`${row?.n} of ${count} texts are settled`);
      }, 240),
    stop: async () => {
      for (const child of processes) child.kill();
      await Promise.all(processes.map((child) => once(child, "exit")));
      await context.close();
    },
  };
}
