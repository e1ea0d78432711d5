import { deflateSync } from "node:zlib";
import { Temporal, type Instant } from "#core/time/time.ts";
import { runBacktest } from "#services/simulation/run-backtest.server.ts";
import { insert } from "#shell/db/sql.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { checkoutBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { bench, formatPerSecond } from "./report.ts";
import { printRow } from "./table.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

const DAYS = 90;
const BATCH_SIZE = 2_000;
/** Events per customer: a checkout, and an order or another checkout. */
const EVENTS_PER_CUSTOMER = 2;

/** Backtests the abandoned-cart automation on 90 days of a shop in which half of the carts are bought. */
export async function benchBacktest(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  const shopId = await house.open([], { credits: count });
  const began = house.clock.now();
  for (let from = 0; from < count; from += BATCH_SIZE)
    await writePast(
      house,
      { shopId, began, count },
      Array.from({ length: Math.min(BATCH_SIZE, count - from) }, (_, at) => from + at),
    );
  house.clock.moveTo(began.add({ hours: 24 * DAYS }));

  const shop = await findShop(database.pool, SHOP);
  if (!shop) throw new Error("the shop is not there");
  const started = performance.now();
  await bench(`backtest: ${count} events of ${DAYS} days through the abandoned cart`, async () => {
    const { past, entered, texts, deferrals } = await runBacktest(house.context, shop, {
      target: { key: "abandoned-cart" },
      since: began,
      credits: "unlimited",
    });
    if (past.events !== count || texts.count < count / 10)
      throw new Error(`${past.events} events, ${texts.count} texts`);
    process.stdout.write(`backtest: ${entered.times} entered, ${texts.count} texts, ${deferrals.length} put off\n`);
    return formatPerSecond(count);
  });
  printRow({
    path: "backtest of 20,000 events",
    ours: ((performance.now() - started) / count) * 20_000,
    floor: null,
    unit: "ms",
    must: { most: 1_000 },
  });
  await house.close();
}

/** Inserts events as already processed. */
async function writePast(
  { context }: House,
  { shopId, began, count }: { shopId: string; began: Instant; count: number },
  numbers: readonly number[],
): Promise<void> {
  const customers = numbers
    .filter((number) => number % EVENTS_PER_CUSTOMER === 0)
    .map((number) => ({
      ...customerOf(number),
      shopId,
      countryCode: "US",
      provinceCode: "NY",
      tags: [],
      fields: {},
      createdAt: began,
    }));
  await insert(context.db.pool, "Customer", customers);
  await subscribeNumbers(context.db.pool);
  // A cart reminder to the United States needs a confirmed opt-in that names carts.
  await context.db.pool.query(`UPDATE "Subscriber" SET "level" = 'confirmed_opt_in', "namesCartReminders" = true`);
  const events = numbers.map((number) => {
    const at = Temporal.Instant.fromEpochMilliseconds(
      began.epochMilliseconds + Math.round((number * DAYS * 86_400_000) / count),
    );
    const { id: customerId, shopifyId, phone } = customerOf(number);
    const customer = { id: shopifyId, phone };
    const isOrder = number % (2 * EVENTS_PER_CUSTOMER) === 1;
    const token = `t-${Math.floor(number / EVENTS_PER_CUSTOMER)}`;
    const body = isOrder
      ? orderBody({ ...customer, token, order: String(1_000_000 + number) })
      : checkoutBody({ ...customer, token });
    const id = context.newId(at);
    return {
      id,
      shopId,
      customerId,
      topic: isOrder ? "orders/create" : "checkouts/update",
      eventId: id,
      webhookId: id,
      status: "processed",
      recognised: [],
      attempts: 1,
      triggeredAt: at,
      receivedAt: at,
      processedAt: at,
      payload: `\\x${deflateSync(body).toString("hex")}`,
    };
  });
  await insert(context.db.pool, "StoreEvent", events);
}

const customerOf = (number: number) => {
  const place = Math.floor(number / EVENTS_PER_CUSTOMER);
  return {
    id: `00000000-0000-7000-8000-${String(place).padStart(12, "0")}`,
    shopifyId: String(7_000_000 + place),
    phone: `+1212${2_000_000 + place}`,
  };
};
