import { afterEach, beforeEach, expect, test } from "vitest";
import { holdoutBucket } from "#core/analytics/holdout-bucket.ts";
import { explain } from "#services/activity/explain.server.ts";
import { readHoldoutReports } from "#services/analytics/parts/read-holdout.server.ts";
import { scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { readForecast } from "#services/campaigns/read-forecast.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { recordHoldoutMembers } from "#shell/repositories/analytics/holdout-periods.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { say } from "../../core/definitions.ts";
import { giveAudience } from "../campaigns/audience.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";
import { coverageOf, days, EFFECT, giveCustomers, letBuy, MEAN, seeded } from "./people-who-buy.ts";

describeOnDatabases("the shop's holdout", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 10_000 });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const holdOut = async (percent: number) =>
    expect(
      await saveSettings(house.context, { shopId, actor: "staff:1", changes: { holdoutPercent: percent } }),
    ).toMatchObject({ ok: true });
  const reports = async () => readHoldoutReports(house.context, await shop());
  let orders = 0;
  const order = async (phone: string) =>
    house.tell(
      "orders/create",
      orderBody({
        id: `9${phone.slice(-6)}`,
        phone,
        order: String(++orders),
        token: `t-${orders}`,
        at: house.clock.now().toString(),
      }),
    );
  /** Customers with their buckets, the lowest first; known by their orders. */
  const open = async (count: number) => {
    const phones = Array.from({ length: count }, (_none, at) => `+12125553${String(at).padStart(3, "0")}`);
    await giveAudience(house, shopId, phones);
    for (const phone of phones) await order(phone);
    const rows = await house.rows<{ id: string; phone: string }>(
      `SELECT "id", "phone" FROM "Customer" WHERE "shopifyId" LIKE '9%'`,
    );
    const known = rows.map(({ id, phone }) => ({ id, phone, bucket: holdoutBucket(id) }));
    return known.toSorted((a, b) => a.bucket - b.bucket);
  };
  const news = () =>
    house.automate(shopId, {
      kind: "marketing",
      reentry: "every_time",
      trigger: { type: "order_created" },
      steps: [say("news", "News"), { id: "letter", type: "send_email", config: { subject: "News", body: "News" } }],
    });

  test("withholds marketing from its buckets, in the log with the reason; texts about orders and replies go", async () => {
    const people = await open(60);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'subscribed' WHERE "channel" = 'email'`);
    await news();
    await house.automate(shopId, {
      kind: "transactional",
      reentry: "every_time",
      trigger: { type: "order_created" },
      steps: [say("thanks", "Your order is confirmed")],
    });
    await holdOut(20);
    const held = people.filter(({ bucket }) => bucket <= 20);
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(60);
    for (const { phone } of people) await order(phone);
    const sentTo = (body: string) => house.texts.filter((each) => each.body.includes(body)).map(({ to }) => to);
    expect(new Set(sentTo("News"))).toEqual(
      new Set(people.filter(({ bucket }) => bucket > 20).map(({ phone }) => phone)),
    );
    expect(sentTo("Your order is confirmed")).toHaveLength(60);
    const log = await house.log();
    expect(log.filter((line) => line === "send_sms skipped shop_holdout")).toHaveLength(held.length);
    expect(log.filter((line) => line === "send_email skipped shop_holdout").length).toBeGreaterThan(0);
    const [first] = held;
    const { lines } = await explain(house.context, await shop(), first?.phone ?? "");
    const said = JSON.stringify(lines);
    expect(said).toContain("In the shop's holdout group");
    expect(said).toContain("Not in the shop's holdout group");
    expect(await reports()).toMatchObject([
      { percent: 20, endedAt: null, treated: 60 - held.length, heldOut: held.length },
    ]);
  });

  test("keeps who is held out when the percentage rises, releases some when it falls, and tells the periods apart", async () => {
    const people = await open(60);
    await news();
    const textedBy = async (percent: number) => {
      house.clock.moveTo(house.clock.now().add(days(8)));
      await holdOut(percent);
      house.texts.length = 0;
      for (const { phone } of people) await order(phone);
      return house.texts.map(({ to }) => to);
    };
    const wanted = (percent: number) => people.filter(({ bucket }) => bucket > percent).map(({ phone }) => phone);
    for (const percent of [5, 20, 10, 0])
      expect(new Set(await textedBy(percent)), `${percent} %`).toEqual(new Set(wanted(percent)));
    const shown = await reports();
    expect(shown.map(({ percent, endedAt }) => [percent, endedAt !== null])).toEqual([
      [10, true],
      [20, true],
      [5, true],
    ]);
    expect(shown.map(({ heldOut }) => heldOut)).toEqual([10, 20, 5].map((percent) => 60 - wanted(percent).length));
    expect(
      await saveSettings(house.context, { shopId, actor: "staff:1", changes: { holdoutPercent: 21 } }),
    ).toMatchObject({ ok: false, problems: [{ path: "holdoutPercent", message: "is more than 20" }] });
  });

  test("is left out of a campaign, by its own reason in the log, and not part of the campaign's own holdout", async () => {
    await holdOut(20);
    const phones = Array.from({ length: 40 }, (_none, at) => `+12125554${at + 100}`);
    const { segmentId, customerIds } = await giveAudience(house, shopId, phones);
    const held = customerIds.filter((id) => holdoutBucket(id) <= 20).length;
    const forecast = await readForecast(house.context, await shop(), {
      includes: [segmentId],
      excludes: [],
      holdout: 0,
      perHour: null,
      texts: [{ body: "Sale" }],
    });
    expect(forecast).toMatchObject({ sendable: 40, heldOut: 8 });
    const made = await createCampaign(
      house.context,
      { id: shopId },
      { plan: planDocument(), includes: [segmentId], excludes: [], actor: "staff:1" },
    );
    if (!made.ok) throw new Error(made.message);
    await scheduleCampaign(house.context, { shopId, campaignId: made.campaignId, actor: "staff:1" });
    while ((await runCampaigns(house.context)) > 0) await house.work();
    const report = await readCampaign(house.context, await shop(), made.campaignId);
    expect(house.texts).toHaveLength(40 - held);
    expect(report?.without).toEqual(
      held === 0 ? [] : [{ status: "left_out", reason: "shop_holdout", recipients: held }],
    );
    expect((await house.log()).filter((line) => line === "send_sms skipped shop_holdout")).toHaveLength(held);
    expect(await reports()).toMatchObject([{ treated: 40 - held, heldOut: held }]);
  });

  test("covers the truth about as often as it says, as far as six periods can tell", async () => {
    const customers = await giveCustomers(house, shopId);
    const random = seeded(23);
    const revenue: { low: number; high: number }[] = [];
    for (let run = 0; run < 6; run++) {
      house.clock.moveTo(house.clock.now().add(days(70)));
      await holdOut(20);
      const start = house.clock.now();
      const people = customers.map((id) => ({ id, texted: holdoutBucket(id) > 20 }));
      await recordHoldoutMembers(
        database().pool,
        people.map(({ id, texted }) => ({ shopId, customerId: id, heldOut: !texted, enteredAt: start })),
      );
      await letBuy(house, shopId, people, { start, until: 24 * 30, random });
      house.clock.moveTo(start.add(days(30)));
      await holdOut(0);
      const [newest] = await reports();
      if (newest) revenue.push(newest.revenue.perPerson);
    }
    expect(revenue).toHaveLength(6);
    // Six periods at 95 %: within three standard errors. The core simulates it more often.
    expect(coverageOf(revenue, EFFECT * MEAN)).toBeGreaterThan(0.68);
    expect(revenue.filter(({ low }) => low > 0).length).toBeGreaterThan(3);
  }, 120_000);
});
