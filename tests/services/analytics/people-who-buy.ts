import type { Instant } from "#core/time/time.ts";
import { Temporal } from "#core/time/time.ts";
import type { House } from "../test-app.ts";
import { giveAudience } from "../campaigns/audience.ts";

/** Numbers in [0, 1) that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a buyer spends on average, and how many more buy because of a text. */
export const MEAN = 40;
export const EFFECT = 0.08;

/** A thousand customers with ids that are the same in each run. */
export async function giveCustomers(house: House, shopId: string, count = 1_000): Promise<string[]> {
  const phones = Array.from({ length: count }, (_, at) => `+1212555${String(at).padStart(4, "0")}`);
  const random = seeded(5);
  const uuid = () =>
    `018f0000-0000-7000-8000-${Math.floor(random() * 2 ** 48)
      .toString(16)
      .padStart(12, "0")}`;
  const { context } = house;
  const { newId } = context;
  // Buckets come from the ids.
  context.newId = uuid;
  const { customerIds } = await giveAudience(house, shopId, phones);
  context.newId = newId;
  return customerIds;
}

/**
 * Lets people buy around an instant: before it some of them, after it more of those who were texted.
 * @param until orders are placed within so many hours after the start
 */
export async function letBuy(
  house: House,
  shopId: string,
  people: readonly { id: string; texted: boolean }[],
  { start, until, random }: { start: Instant; until: number; random: () => number },
): Promise<void> {
  const orders = people.flatMap(({ id, texted }) => {
    const amount = () => MEAN * (0.5 + random());
    const regular = random() < 0.2;
    const before = regular
      ? [{ at: start.subtract({ hours: 1 + Math.floor(random() * 24 * 50) }), total: amount() }]
      : [];
    const buys = random() < (regular ? 0.2 : 0.05) + (texted ? EFFECT : 0);
    const after = buys ? [{ at: start.add({ hours: 1 + Math.floor(random() * (until - 2)) }), total: amount() }] : [];
    return [...before, ...after].map(({ at, total }) => ({ customerId: id, placedAt: at.toString(), total }));
  });
  await house.rows(
    `
      INSERT INTO "StoreOrder" ("shopId", "orderId", "customerId", "total", "currency", "placedAt", "toldAt")
      SELECT $2, gen_random_uuid()::text, i."customerId", i."total", 'USD', i."placedAt", i."placedAt"
      FROM json_to_recordset($1::json) AS i("customerId" uuid, "total" numeric, "placedAt" timestamptz)`,
    [JSON.stringify(orders), shopId],
  );
}

/** The share of intervals that hold the truth. */
export const coverageOf = (intervals: readonly { low: number; high: number }[], truth: number): number =>
  intervals.filter(({ low, high }) => low <= truth && truth <= high).length / intervals.length;

export const days = (count: number) => Temporal.Duration.from({ hours: 24 * count });
