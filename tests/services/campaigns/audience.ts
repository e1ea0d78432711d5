import { subscribeNumbers } from "#tests/support/subscribers.ts";
import type { House } from "../test-app.ts";

/** Customers who agreed to marketing texts, in a segment of their own. */
export async function giveAudience(
  house: House,
  shopId: string,
  phones: readonly string[],
  name = "Regulars",
): Promise<{ segmentId: string; customerIds: string[] }> {
  const { context } = house;
  const now = context.clock.now();
  const segmentId = context.newId(now);
  await house.rows(`INSERT INTO "Segment" ("id", "shopId", "name", "createdAt") VALUES ($1, $2, $3, $4)`, [
    segmentId,
    shopId,
    name,
    now,
  ]);
  const customers = phones.map((phone, at) => ({ id: context.newId(now), phone, shopifyId: `${name}-${at}` }));
  await house.rows(
    `
      INSERT INTO "Customer" ("id", "shopId", "shopifyId", "phone", "firstName", "createdAt")
      SELECT i."id", $2, i."shopifyId", i."phone", 'Eva', $3
      FROM json_to_recordset($1::json) AS i("id" uuid, "phone" text, "shopifyId" text)`,
    // Known for a month: many new numbers at once would look like SMS pumping.
    [JSON.stringify(customers), shopId, now.subtract({ hours: 24 * 30 })],
  );
  await subscribeNumbers(context.db.pool);
  await house.rows(
    `
      INSERT INTO "SegmentMember" ("segmentId", "customerId", "shopId", "joinedAt")
      SELECT $2, i."id", $3, $4
      FROM json_to_recordset($1::json) AS i("id" uuid)`,
    [JSON.stringify(customers), segmentId, shopId, now],
  );
  return { segmentId, customerIds: customers.map(({ id }) => id) };
}
