import { beforeEach, expect, test } from "vitest";
import { readSuggestedValues } from "#shell/repositories/automations/suggested-values.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("the values that the editor suggests", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    return () => house.close();
  });
  const suggested = (shop = shopId) => readSuggestedValues(database().pool, shop);

  test("none in a new shop", async () => {
    expect(await suggested()).toEqual({ tags: [], orderTags: [], products: [], vendors: [] });
  });

  test("the tags and products of its orders, the most frequent first, and of no other shop", async () => {
    await house.tell("orders/create", orderBody({ order: "1", rest: { tags: "gift, vip" } }));
    await house.tell("orders/create", orderBody({ order: "2", rest: { tags: "vip" } }));
    const known = await suggested();
    expect(known.orderTags).toEqual(["vip", "gift"]);
    expect(known.products).toEqual(["Linen shirt"]);
    const other = await house.open([], { domain: "larkspur.myshopify.com" });
    expect((await suggested(other)).orderTags).toEqual([]);
  });

  test("an order that is erased, or that another release stored in another way, suggests nothing and breaks nothing", async () => {
    await house.tell("orders/create", orderBody({ order: "1" }));
    await house.tell("orders/create", orderBody({ order: "2" }));
    await house.rows(`UPDATE "StoreOrder" SET "told" = NULL WHERE "orderId" = '1'`);
    await house.rows(`UPDATE "StoreOrder" SET "told" = '{"facts": {"tags": "x", "lines": {}}}' WHERE "orderId" = '2'`);
    expect(await suggested()).toMatchObject({ orderTags: [], products: [] });
  });

  test("at most 200 of a kind", async () => {
    await house.tell("orders/create", orderBody({ order: "1" }));
    await house.rows(
      `UPDATE "StoreOrder" SET "told" = jsonb_build_object('facts', jsonb_build_object('tags',
         (SELECT jsonb_agg('t' || n) FROM generate_series(1, 300) n)))`,
    );
    expect((await suggested()).orderTags).toHaveLength(200);
  });
});
