import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { checkoutBody, orderBody, SHIRT } from "#tests/fixtures/bodies.ts";
import { productBody, stockBody, variantBody } from "#tests/fixtures/product-bodies.ts";
import { buildHouse, type House } from "../test-app.ts";
import { takeIn, told } from "./taking-in.ts";

describeOnEachDatabase("what customers want", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
  });
  afterEach(() => house.close());

  /** Delivers a body a minute after the last, and says what Shopbell raised of it. */
  const tell = async (topic: string, body: string) => {
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await house.deliver(topic, body);
    return (await takeIn(house)).filter((event) => event.topic.startsWith("shopbell/")).map(told);
  };
  const soldOut = () => tell("products/update", productBody([{ quantity: 0 }]));
  const ada = async () => (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`))[0]?.id;
  const interests = () =>
    house.rows(
      `SELECT "variantId", "source", "price"::float8, "endedAt" IS NOT NULL AS "ended" FROM "ProductInterest"`,
    );

  test("is what they left in a checkout, until they buy it", async () => {
    await tell("checkouts/create", checkoutBody());
    expect(await interests()).toEqual([{ variantId: SHIRT, source: "checkout", price: 43, ended: false }]);
    await tell("orders/create", orderBody());
    expect(await interests()).toMatchObject([{ ended: true }]);
    await tell("checkouts/create", checkoutBody({ token: "again" }));
    expect(await interests()).toMatchObject([{ ended: false }]);
  });

  test("a checkout that is told late does not revive a wish that was fulfilled since", async () => {
    const began = house.clock.now();
    await tell("checkouts/create", checkoutBody());
    await tell("orders/create", orderBody());
    await house.deliver("checkouts/update", checkoutBody(), { at: began });
    await takeIn(house);
    expect(await interests()).toMatchObject([{ ended: true }]);
  });

  test("a sold-out variant that comes back is told of once, to whoever waits for it", async () => {
    await soldOut();
    await tell("checkouts/create", checkoutBody());
    const [event, ...more] = await tell("products/update", productBody([{ quantity: 4 }]));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      topic: "shopbell/back_in_stock",
      customerId: await ada(),
      subject: expect.stringMatching(new RegExp(`^variant:${SHIRT}:.+:${await ada()}$`)),
      facts: {
        variant: {
          id: SHIRT,
          product_id: "9001",
          title: "Linen shirt - Medium",
          url: `https://juniper.myshopify.com/products/linen-shirt?variant=${SHIRT}`,
          price: "62.00",
          currency: null,
        },
      },
    });
    expect(event?.facts).not.toHaveProperty("telling");
    await soldOut();
    expect(await tell("products/update", productBody([{ quantity: 4 }]))).toEqual([]);
  });

  test.each<[string, () => [string, string]]>([
    ["the variant's own word", () => ["variants/in_stock", variantBody({ quantity: 2 })]],
    ["stock at one place", () => ["inventory_levels/update", stockBody(3)]],
  ])("it is back by %s", async (_what, body) => {
    await soldOut();
    await tell("checkouts/create", checkoutBody());
    expect(await tell(...body())).toHaveLength(1);
  });

  test("the variant's own word counts also where nothing was known of it", async () => {
    await tell("checkouts/create", checkoutBody());
    expect(await tell("variants/in_stock", variantBody())).toHaveLength(1);
  });

  test("told twice, as the product's change and as the variant's return, it is one return", async () => {
    await soldOut();
    await tell("checkouts/create", checkoutBody());
    expect(await tell("variants/in_stock", variantBody({ quantity: 4 }))).toHaveLength(1);
    expect(await tell("products/update", productBody([{ quantity: 4 }]))).toEqual([]);
  });

  test("whoever wanted it after it came back is not told", async () => {
    await soldOut();
    await tell("products/update", productBody([{ quantity: 4 }]));
    await tell("checkouts/create", checkoutBody());
    expect(await tell("products/update", productBody([{ quantity: 9 }]))).toEqual([]);
  });

  test("older news of a variant changes nothing", async () => {
    const before = house.clock.now();
    await soldOut();
    await tell("checkouts/create", checkoutBody());
    await house.deliver("products/update", productBody([{ quantity: 4 }]), { at: before });
    expect(await takeIn(house)).toHaveLength(1);
    expect(await house.rows(`SELECT "available" FROM "ProductVariant"`)).toEqual([{ available: 0 }]);
  });

  test("a price below the one they saw is told with both and the percent, each price once", async () => {
    await tell("products/update", productBody([{ price: "43.00" }]));
    await tell("checkouts/create", checkoutBody());
    expect(await tell("products/update", productBody([{ price: "34.40" }]))).toMatchObject([
      {
        topic: "shopbell/price_drop",
        customerId: await ada(),
        subject: `price:${SHIRT}:${await ada()}`,
        facts: { variant: { price: "34.40", old_price: "43.00", percent: 20 } },
      },
    ]);
    expect(await tell("products/update", productBody([{ price: "34.40" }]))).toEqual([]);
    await tell("products/update", productBody([{ price: "43.00" }]));
    expect(await tell("products/update", productBody([{ price: "34.40" }]))).toEqual([]);
    expect(await tell("products/update", productBody([{ price: "30.00" }]))).toMatchObject([
      { facts: { variant: { old_price: "43.00", percent: 30 } } },
    ]);
  });

  test("what costs more than they saw is no news, even when it gets cheaper", async () => {
    await tell("checkouts/create", checkoutBody());
    await tell("products/update", productBody([{ price: "62.00" }]));
    expect(await tell("products/update", productBody([{ price: "50.00" }]))).toEqual([]);
  });

  test("who asks to be told, by another system, sees the variant's own price", async () => {
    await soldOut();
    await tell("checkouts/create", checkoutBody({ variant: "777" }));
    const payload = { subject: "event:1", customerId: await ada(), wanted: [{ variantId: SHIRT }] };
    expect(await tell("shopbell/api_event", JSON.stringify(payload))).toHaveLength(1);
    expect(
      await house.rows(`SELECT "source", "price"::float8 FROM "ProductInterest" WHERE "variantId" = $1`, [SHIRT]),
    ).toEqual([{ source: "waitlist", price: 62 }]);
    expect((await tell("variants/in_stock", variantBody())).map((event) => event?.topic)).toEqual([
      "shopbell/back_in_stock",
    ]);
  });

  test("thousands that wait are told page by page, until it is sold out again", async () => {
    await soldOut();
    await house.rows(
      `INSERT INTO "Customer" ("id", "shopId") SELECT gen_random_uuid(), $1::uuid FROM generate_series(1, 1200) n`,
      [shopId],
    );
    await house.rows(
      `
        INSERT INTO "ProductInterest" ("id", "shopId", "customerId", "variantId", "source", "createdAt")
          SELECT gen_random_uuid(), "shopId", "id", $1, 'waitlist', $2::timestamptz FROM "Customer"`,
      [SHIRT, house.clock.now()],
    );
    const events = await tell("variants/in_stock", variantBody({ quantity: 2 }));
    expect(events).toHaveLength(1_200);
    expect(new Set(events.map((event) => event?.customerId)).size).toBe(1_200);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "ProductInterest" WHERE "endedAt" IS NULL`)).toEqual([
      { n: 0 },
    ]);

    await house.rows(`UPDATE "ProductInterest" SET "endedAt" = NULL`);
    await soldOut();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await house.deliver("variants/in_stock", variantBody({ quantity: 2 }));
    await house.deliver("variants/out_of_stock", variantBody({ quantity: 0 }), {
      at: house.clock.now().add({ seconds: 1 }),
    });
    expect((await takeIn(house)).filter(({ topic }) => topic === "shopbell/back_in_stock")).toHaveLength(500);
  });
});
