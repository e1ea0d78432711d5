import { afterEach, beforeEach, expect, test } from "vitest";
import { readHome } from "#services/analytics/read-home.server.ts";
import { readResults } from "#services/analytics/read-results.server.ts";
import { readFunnelsOf } from "#services/automations/read-step-figures.server.ts";
import { followLink } from "#services/sending/follow-link.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, SHOP, type House } from "../test-app.ts";

describeOnDatabases("results", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, {
      name: "Offer",
      kind: "marketing",
      trigger: { type: "consent_granted" },
      steps: [{ id: "offer", name: "First offer", type: "send_sms", config: { body: "20% off: {{ shop.url }}/sale" } }],
    });
    await house.tell("customers_marketing_consent/update", consentBody());
  });
  afterEach(() => house.close());

  const shop = () => ensureShop(house.context, SHOP);
  const moveTo = (hours: number) => house.clock.moveTo(MONDAY_TEN.add({ minutes: Math.round(60 * hours) }));
  const first = async () => new Date(MONDAY_TEN.epochMilliseconds).toISOString().slice(0, 10);
  const results = async (days: Parameters<typeof readResults>[2]) => readResults(house.context, await shop(), days);
  const click = async (init: RequestInit = {}) => {
    const [link] = await house.rows<{ code: string }>(`SELECT "code" FROM "ShortLink"`);
    await followLink(house.context, link?.code ?? "", new Request("https://shopbell.example/l/x", init));
  };
  const buy = (order: string, hours: number, rest: Record<string, unknown> = {}) => {
    moveTo(hours);
    return house.tell(
      "orders/create",
      JSON.stringify({
        ...(JSON.parse(orderBody({ order, at: house.clock.now().toString() })) as object),
        updated_at: house.clock.now().toString(),
        ...rest,
      }),
    );
  };

  test("tell what each text brought: people and machines, net and gross, cost and return", async () => {
    await house.rows(`UPDATE "Message" SET "status" = 'delivered'`);
    moveTo(1);
    await click({ method: "HEAD" });
    await click();
    await buy("1", 2);
    await buy("2", 3, { cancelled_at: MONDAY_TEN.add({ hours: 3 }).toString() });
    await buy("3", 4, { current_total_price: "80.00" });
    moveTo(5);
    await receiveMessage(house.context, {
      providerId: "SM-stop",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    const { total, automations, campaigns } = await results({ when: "today" });
    expect(campaigns).toEqual([]);
    const figures = {
      sent: 1,
      delivered: 1,
      failed: 0,
      credits: 1,
      clicked: 1,
      machines: 1,
      orders: 2,
      optOuts: 1,
      earned: [{ currency: "USD", net: "166.0000", gross: "258.0000" }],
      clickRate: 1,
      optOutRate: 1,
      earnedPerText: { currency: "USD", amount: 166 },
      cost: { amount: 0.02, currency: "USD" },
      returnOnCost: 8_300,
    };
    expect(total.now).toMatchObject(figures);
    expect(automations).toMatchObject([
      {
        id: automationId,
        name: "Offer",
        now: figures,
        texts: [{ stepId: "offer", name: "First offer", now: figures }],
      },
    ]);
    expect((await readFunnelsOf(house.context, await shop(), automationId))?.offer).toMatchObject({
      reached: 1,
      sent: 1,
      delivered: 1,
      clicks: { linked: 1, clicked: 1, machines: 1 },
      ordered: 2,
    });
    expect((await readHome(house.context, await shop())).revenue).toMatchObject({
      currency: "USD",
      days: expect.arrayContaining([expect.objectContaining({ amount: 166 })]) as object[],
    });
  });

  test("stand beside those of the days before, and stay when a past day is counted for good", async () => {
    await buy("1", 2);
    moveTo(24 * 7);
    const lastWeek = async () => (await results({ when: "last_7_days" })).total;
    expect(await lastWeek()).toMatchObject({ now: { sent: 0, orders: 0 }, earlier: { sent: 1, orders: 1 } });
    expect(await house.rows(`SELECT count(*)::int AS "days" FROM "DailyStepTexts"`)).not.toEqual([{ days: 0 }]);
    // A counted day is read, not counted again.
    const before = await lastWeek();
    await house.rows(`DELETE FROM "AutomationLog" WHERE "action" = 'send_sms'`);
    expect(await lastWeek()).toEqual(before);
    // A refund still takes its part of a past day.
    await house.tell(
      "orders/updated",
      JSON.stringify({
        ...(JSON.parse(orderBody({ order: "1", at: MONDAY_TEN.add({ hours: 2 }).toString() })) as object),
        updated_at: house.clock.now().toString(),
        current_total_price: "6.00",
      }),
    );
    expect((await lastWeek()).earlier.earned).toEqual([{ currency: "USD", net: "6.0000", gross: "86.0000" }]);
  });

  test("keep a text of a former version, and another shop sees none", async () => {
    await house.rows(
      `UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition"::jsonb, '{steps,0,id}', '"other"')`,
    );
    expect((await results({ when: "today" })).automations).toMatchObject([
      {
        texts: [
          { stepId: "other", now: { sent: 0 } },
          { stepId: "offer", now: { sent: 1 } },
        ],
      },
    ]);
    await house.open([], { domain: "larkspur.myshopify.com" });
    const other = await ensureShop(house.context, "larkspur.myshopify.com");
    expect((await readResults(house.context, other, { when: "today" })).automations).toEqual([]);
    expect(await readFunnelsOf(house.context, other, automationId)).toBeNull();
  });

  test("of days that a merchant chooses, open at either end", async () => {
    const today = await first();
    expect((await results({ from: today, to: today })).total.now.sent).toBe(1);
    expect((await results({ to: today })).total.now.sent).toBe(1);
    expect((await results({ from: today })).total.now.sent).toBe(1);
    expect((await results({ to: "2020-01-01" })).total.now.sent).toBe(0);
    expect((await results({ from: "2999-01-01" })).total.now.sent).toBe(0);
  });
});
