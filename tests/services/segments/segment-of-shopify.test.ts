import { afterEach, beforeEach, expect, test } from "vitest";
import { findSegmentOfShopify, makeSegmentOfShopify } from "#services/segments/segment-of-shopify.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const OTHER = "larkspur.myshopify.com";
const GID = "gid://shopify/Segment/501";

describeOnDatabases("a segment of Shopify", (database) => {
  let house: House;
  let shop: { id: string; domain: string };
  beforeEach(async () => {
    house = buildHouse(database());
    shop = { id: await house.open([]), domain: SHOP };
    house.segments.set("501", { name: "Loyal customers", customerIds: [] });
  });
  afterEach(() => house.close());

  const make = (written = GID) => makeSegmentOfShopify(house.context, { shop, actor: "test" }, written);
  const find = (written = GID) => findSegmentOfShopify(house.context, shop, written);
  const rows = () =>
    house.rows<{ shopId: string; name: string; kind: string; shopifyId: string }>(
      `SELECT "shopId", "name", "kind", "shopifyId" FROM "Segment" ORDER BY "createdAt", "id"`,
    );

  test("is made once, however often and however soon it is asked for", async () => {
    expect(await find()).toEqual({ kind: "to_make", shopifyId: "501", name: "Loyal customers" });
    const made = await Promise.all([make(), make("501"), make(` ${GID} `)]);
    expect(new Set(made.map((each) => (each.ok ? each.id : each.message))).size).toBe(1);
    expect(await rows()).toEqual([{ shopId: shop.id, name: "Loyal customers", kind: "shopify", shopifyId: "501" }]);
    expect(await find()).toMatchObject({ kind: "made", name: "Loyal customers" });
    expect(await house.rows(`SELECT 1 FROM "AuditEvent" WHERE "action" = 'segment.created'`)).toHaveLength(1);
  });

  test("keeps its name apart from that of another segment", async () => {
    const by = { shopId: shop.id, actor: "test" };
    for (const name of ["loyal CUSTOMERS", "Loyal customers (Shopify)"])
      await createSegment(house.context, by, { kind: "static", name });
    await make();
    expect((await rows()).at(-1)?.name).toBe("Loyal customers (Shopify 2)");
  });

  test("of another shop is no segment of this one", async () => {
    await make();
    const other = { id: await house.open([], { domain: OTHER }), domain: OTHER };
    house.segments.clear();
    expect(await findSegmentOfShopify(house.context, other, GID)).toEqual({ kind: "gone" });
    expect(await makeSegmentOfShopify(house.context, { shop: other, actor: "test" }, GID)).toMatchObject({
      ok: false,
      reason: "not_found",
    });
    expect((await rows()).map(({ shopId }) => shopId)).toEqual([shop.id]);
  });

  test.each(["", "gid://shopify/Product/501", "501; DROP", "gid://shopify/Segment/", "9".repeat(21)])(
    "is not %j",
    async (written) => {
      expect(await find(written)).toEqual({ kind: "gone" });
    },
  );

  test("is said to be out of reach while Shopify does not answer, and nothing is made", async () => {
    house.segmentsFail({ kind: "retry", detail: "503" });
    expect(await find()).toEqual({ kind: "unanswered" });
    expect(await make()).toMatchObject({ ok: false, message: expect.stringContaining("try again") });
    expect(await rows()).toEqual([]);
  });
});
