import { afterEach, beforeEach, expect, test } from "vitest";
import { valueAt } from "#core/plain-data.ts";
import { previewText } from "#core/sending/preview.ts";
import { offersOf } from "#core/triggers/index.ts";
import { sampleLinks } from "#core/sending/links.ts";
import { Temporal } from "#core/time/time.ts";
import { libraryEntry } from "#library/index.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readSamples, type Sample } from "#services/automations/parts/read-samples.server.ts";
import { ADA, ADAS_PHONE, consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { refundBody } from "#tests/fixtures/order-bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("whom a text is tried on", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());
  const samples = async (trigger: string, limit?: number): Promise<Sample[]> =>
    readSamples(house.context, await ensureShop(house.context, SHOP), { trigger, ...(limit && { limit }) });
  const labels = async (trigger: string, limit?: number) => (await samples(trigger, limit)).map(({ label }) => label);

  test("nobody but the made-up customer in a new shop, under the shop's own name", async () => {
    await house.open([]);
    const [only, ...others] = await samples("order_created");
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      label: "Ada Moreno, made up",
      values: { shop: { name: "Juniper" }, order: { name: "#1042" }, discount: { code: expect.any(String) } },
    });
  });

  test("hears the name that the shop goes by in its texts", async () => {
    await house.open([]);
    await house.rows(`UPDATE "Shop" SET "settings" = '{"senderName": "Juni"}'`);
    expect(await samples("order_created")).toMatchObject([{ values: { shop: { name: "Juni" } } }]);
  });

  test("reads what the engine wrote for the same event", async () => {
    await house.open(["order-confirmation"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("orders/create", orderBody());
    const [first] = await samples("order_created");
    const step = libraryEntry("order-confirmation")?.definition.steps[0];
    const told = previewText(String(valueAt(step?.config, "body")), first?.values ?? {}, {
      now: house.clock.now(),
      timezone: first?.timezone ?? "",
      kind: "transactional",
      firstMarketing: false,
      links: sampleLinks("https://shopbell.example/l/"),
      offered: offersOf("order_created"),
      plainValues: true,
      language: "en",
    });
    expect(house.bodies()).toHaveLength(1);
    // The code of a link is its text's own: as long, and another.
    expect(told).toMatchObject({ body: house.bodies()[0]?.replace(/\/l\/\w{11}/, "/l/4k7p2m9x3ab"), refused: null });
    expect(first).toMatchObject({
      label: "Ada Moreno, order #1042, today at 10:00 am",
      timezone: "America/New_York",
      now: house.clock.now().toString(),
    });
  });

  test("the newest events come first, as many as are asked for, each thing once", async () => {
    await house.open([]);
    for (const [at, order] of ["5001", "5002", "5003"].entries())
      await house.tell("orders/create", orderBody({ order }), { at: house.clock.now().subtract({ hours: 30 - at }) });
    await house.tell("orders/create", orderBody({ order: "5003" }), { at: house.clock.now().subtract({ hours: 1 }) });
    expect(await labels("order_created")).toEqual([
      expect.stringMatching(/today at 9:00 am$/),
      expect.stringMatching(/yesterday at 5:00 am$/),
      expect.stringMatching(/yesterday at 4:00 am$/),
      "Ada Moreno, made up",
    ]);
    expect(await labels("order_created", 2)).toHaveLength(3);
  });

  test("an event that names its order alone is completed by what the order's own has told", async () => {
    await house.open([]);
    await house.tell("orders/create", orderBody());
    await house.tell("refunds/create", refundBody());
    expect((await samples("order_refunded"))[0]).toMatchObject({
      label: expect.stringContaining("order #1042"),
      values: { order: { name: "#1042" }, refund: { amount: "43.00" } },
    });
  });

  test("only what would set the automation off, of customers who are still there, and of no other shop", async () => {
    await house.open([]);
    await house.tell("customers_marketing_consent/update", consentBody({ state: "unsubscribed" }));
    expect(await labels("consent_granted")).toEqual(["Ada Moreno, made up"]);
    await house.tell("customers/create", customerBody());
    expect(await labels("customer_created")).toHaveLength(2);
    await ensureShop(house.context, "larkspur.myshopify.com");
    expect(
      await readSamples(house.context, await ensureShop(house.context, "larkspur.myshopify.com"), {
        trigger: "customer_created",
      }),
    ).toHaveLength(1);
    await house.rows(`UPDATE "Customer" SET "erasedAt" = $1`, [Temporal.Instant.from("2026-03-02T15:00:00Z")]);
    expect(await labels("customer_created")).toEqual(["Ada Moreno, made up"]);
  });
});
