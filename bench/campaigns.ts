import { setTimeout as wait } from "node:timers/promises";
import { readPlan } from "#core/campaigns/plan.ts";
import { scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";
import { startWorker } from "../jobs/worker.ts";
import { drainFloor } from "./due.ts";
import { printRow } from "./table.ts";

const OTHER_SHOP = "larch.myshopify.com";
/** Orders that come to each shop while the campaign goes out. */
const ORDERS = 5;
/** Recipients that are fixed a second, at least. */
const FIXED_A_SECOND = 2_000;

/**
 * A campaign of so many recipients, run by a worker as in production. While it goes out, orders come to its shop and to
 * another: no confirmation waits behind it. The floor drains as many steps before.
 * @param floorDatabase an empty database
 */
export async function benchCampaigns(database: TestDatabase, floorDatabase: string, count: number): Promise<void> {
  const floorSeconds = await drainFloor(floorDatabase, count);
  const house = buildHouse(database, { ticks: true });
  const shopId = await house.open(["order-confirmation"], { credits: 2 * count + 1_000 });
  await house.open(["order-confirmation"], { domain: OTHER_SHOP });
  const campaignId = await writeCampaign(house, shopId, count);
  const orders = new Map<string, { shop: string; at: number; took: number | null }>();
  let texts = 0;
  const twice = new Set<string>();
  const seen = new Set<string>();
  house.phoneCompany(({ to }) => {
    // The test double keeps all texts, which would dominate memory use.
    house.texts.length = 0;
    const order = orders.get(to);
    if (order) order.took ??= performance.now() - order.at;
    else {
      texts++;
      if (seen.has(to)) twice.add(to);
      seen.add(to);
      const due = Math.floor((texts * (ORDERS + 1)) / count);
      if (due * 2 > orders.size && orders.size < ORDERS * 2)
        for (const shop of [SHOP, OTHER_SHOP]) placeOrder(house, shop, orders);
    }
    return accepted();
  });
  await scheduleCampaign(house.context, { shopId, campaignId, actor: "bench" });
  const worker = await startWorker(house.context);
  const ended = async () =>
    (
      await house.rows<{ startedAt: string; preparedAt: string; completedAt: string }>(
        `SELECT "startedAt", "preparedAt", "completedAt" FROM "Campaign" WHERE "status" = 'sent'`,
      )
    )[0];
  let times = await ended();
  for (const deadline = performance.now() + count * 100 + 60_000; !times && performance.now() < deadline;) {
    await wait(200);
    times = await ended();
  }
  await worker.idle();
  await worker.stop();
  if (!times || texts !== count || twice.size > 0)
    throw new Error(
      `${texts} of ${count} texted, ${twice.size} twice; the campaign ${times ? "ended" : "did not end"}`,
    );
  const secondsOf = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / 1_000;
  printRow({
    path: `to fix ${count.toLocaleString("en")} recipients of a campaign`,
    ours: secondsOf(times.startedAt, times.preparedAt),
    floor: null,
    unit: "s",
    must: { most: Math.max(1, count / FIXED_A_SECOND) },
  });
  printRow({
    path: `a campaign of ${count.toLocaleString("en")} recipients`,
    ours: count / secondsOf(times.startedAt, times.completedAt),
    floor: count / floorSeconds,
    unit: "a second",
    must: { ratio: 0.5 },
  });
  for (const [shop, whose] of [
    [SHOP, "this shop's"],
    [OTHER_SHOP, "another shop's"],
  ]) {
    const took = [...orders.values()].filter((order) => order.shop === shop).map((order) => order.took ?? Infinity);
    if (took.length < ORDERS) throw new Error(`${took.length} of ${ORDERS} orders were placed`);
    printRow({
      path: `${whose} orders while it goes out, the slowest to its confirmation`,
      ours: Math.max(...took),
      floor: null,
      unit: "ms",
      must: { most: 1_000 },
    });
  }
  await house.close();
}

function placeOrder(
  house: House,
  shop: string,
  orders: Map<string, { shop: string; at: number; took: number | null }>,
): void {
  const number = orders.size;
  const phone = `+1312555${1_000 + number}`;
  orders.set(phone, { shop, at: performance.now(), took: null });
  void house.deliver(
    "orders/create",
    orderBody({ order: `77${number}`, id: `77${number}`, phone, email: `c${number}@example.com` }),
    { domain: shop },
  );
}

/** A campaign to as many customers of a segment; not scheduled yet. */
async function writeCampaign(house: House, shopId: string, count: number): Promise<string> {
  const segmentId = house.context.newId(house.clock.now());
  const since = house.clock.now().subtract({ hours: 24 * 30 });
  await house.rows(`INSERT INTO "Segment" ("id", "shopId", "name", "createdAt") VALUES ($1, $2, 'Regulars', $3)`, [
    segmentId,
    shopId,
    since,
  ]);
  await house.rows(
    `
      INSERT INTO "Customer" ("id", "shopId", "phone", "firstName", "countryCode", "provinceCode", "createdAt")
      SELECT gen_random_uuid(), $1, '+1212' || (2000000 + n), 'Eva', 'US', 'NY', $3
      FROM generate_series(1, $2::int) n`,
    [shopId, count, since],
  );
  await subscribeNumbers(house.context.db.pool);
  await house.rows(
    `
      INSERT INTO "SegmentMember" ("segmentId", "customerId", "shopId", "joinedAt")
      SELECT $2, "id", $1, $3 FROM "Customer" WHERE "shopId" = $1`,
    [shopId, segmentId, since],
  );
  await house.rows("ANALYZE");
  const read = readPlan({
    name: "Autumn sale",
    arms: [{ id: "a", name: "A", body: "{{ customer.first_name }}, 20% off until Sunday. Reply STOP to opt out" }],
    when: { kind: "now" },
  });
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const made = await createCampaign(
    house.context,
    { id: shopId },
    { plan: read.plan, includes: [segmentId], excludes: [], actor: "bench" },
  );
  if (!made.ok) throw new Error(made.message);
  return made.campaignId;
}
