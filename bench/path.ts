import { bench, formatPerSecond } from "./report.ts";
import { buildHouse } from "#tests/services/test-app.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import type { TestDatabase } from "#tests/support/database.ts";

const CONCURRENCY = 50;
/** One transaction at a time writes a shop's ledger, so spread the load over several shops. */
const SHOPS = Array.from({ length: 8 }, (_, at) => `shop-${at}.myshopify.com`);
const shopOf = (at: number) => SHOPS[at % SHOPS.length] ?? "";

const phoneOf = (at: number) => `+1212${String(2_000_000 + at)}`;
const order = (at: number) =>
  orderBody({
    order: String(1_000_000 + at),
    id: String(7_000_000 + at),
    phone: phoneOf(at),
    email: `c${at}@example.com`,
    token: `t-${at}`,
  });

/** Measures the path from webhook delivery to settled send, without HTTP and with a provider that responds at once. */
export async function benchPath(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  for (const domain of SHOPS) await house.open(["order-confirmation"], { domain, credits: count });
  const bodies = Array.from({ length: count }, (_, at) => order(at));

  await bench(`${database.kind}: ${count} deliveries received, ${CONCURRENCY} at once`, async () => {
    let next = 0;
    const deliver = async () => {
      for (let at = next++; at < count; at = next++)
        await house.deliver("orders/create", bodies[at] ?? "", { domain: shopOf(at) });
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, deliver));
    return formatPerSecond(count);
  });
  await bench(`${database.kind}: ${count} events ingested`, async () => {
    await ingestEvents(house.context);
    return formatPerSecond(count);
  });
  await bench(`${database.kind}: ${count} due steps decided, sent and settled`, async () => {
    await runSteps(house.context);
    await stepsIdle(house.context);
    return formatPerSecond(count);
  });
  if (house.texts.length !== count || new Set(house.texts.map(({ to }) => to)).size !== count)
    throw new Error(`${house.texts.length} texts for ${count} orders`);
  await house.close();
}
