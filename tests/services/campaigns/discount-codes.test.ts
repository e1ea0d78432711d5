import { afterEach, beforeEach, expect, test } from "vitest";
import { resumeCampaign, scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { ADA, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { buildHouse, type House } from "../test-app.ts";
import { giveAudience } from "./audience.ts";

const PHONES = Array.from({ length: 4 }, (_, at) => `+1212555${2000 + at}`);
const BODY = "10% off with {{ discount.code }}. Reply STOP to opt out";

describeOnDatabases("a campaign that gives each recipient a discount code", (database) => {
  let house: House;
  let shopId: string;
  let campaignId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 1_000 });
    const { segmentId } = await giveAudience(house, shopId, PHONES);
    const made = await createCampaign(
      house.context,
      { id: shopId },
      {
        plan: planDocument({
          arms: [{ id: "a", name: "A", body: BODY }],
          discount: { kind: "percentage", value: "10", prefix: "FALL" },
        }),
        includes: [segmentId],
        excludes: [],
        actor: "staff:1",
      },
    );
    if (!made.ok) throw new Error(made.message);
    ({ campaignId } = made);
  });
  afterEach(() => house.close());

  const target = () => ({ shopId, campaignId, actor: "staff:1" });
  /** Lets the campaign go on for so many seconds. */
  const pass = async (seconds: number) => {
    for (let left = seconds; left > 0; left -= 7.3) {
      house.clock.moveTo(house.clock.now().add({ milliseconds: Math.round(Math.min(left, 7.3) * 1_000) }));
      while ((await runCampaigns(house.context)) > 0) await house.work();
    }
  };
  const start = async () => {
    const scheduled = await scheduleCampaign(house.context, target());
    if (!scheduled.ok) throw new Error(scheduled.message);
    await pass(45);
  };
  const codes = () => house.bodies().map((body) => /FALL-\w{10}/.exec(body)?.[0] ?? null);
  const report = () =>
    readCampaign(house.context, { id: shopId, timezone: "America/New_York", currency: "USD" }, campaignId);

  test("texts each his own, made before the text", async () => {
    await start();
    expect(house.writes.map(({ write }) => write)).toEqual(["createDiscount", "addDiscountCodes"]);
    expect(house.writes[0]?.told[0]).toMatchObject({ usageLimit: 1, oncePerCustomer: true });
    for (const code of codes()) expect(house.codes.owners.get(code ?? "")).toBe("gid://shopify/DiscountCodeNode/1");
    expect(new Set(codes())).toHaveProperty("size", PHONES.length);
    expect(codes()).not.toContain(null);
    expect((await report())?.recipients).toEqual({ sent: PHONES.length });
  });

  test("sends no text without its code: it pauses, says why, and goes on where it was", async () => {
    house.store(() => ({ kind: "refused", code: "denied", detail: "the app may not write discounts" }));
    await start();
    expect(house.texts).toEqual([]);
    expect(await report()).toMatchObject({ status: "paused", pausedReason: "discount_failed" });
    expect(JSON.stringify(await house.rows(`SELECT "explanation" FROM "AutomationLog"`))).toContain(
      "the app may not write discounts",
    );
    house.store(() => ({ kind: "done" }));
    expect(await resumeCampaign(house.context, target())).toMatchObject({ ok: true });
    await pass(30);
    expect(house.texts.map(({ to }) => to).toSorted()).toEqual(PHONES);
    expect(codes()).not.toContain(null);
    expect(await report()).toMatchObject({ status: "sent", recipients: { sent: PHONES.length } });
  });

  test("counts who used his code, and the order as the text's, also after the days in which an order counts", async () => {
    await start();
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 9 }));
    await house.rows(`UPDATE "Customer" SET "shopifyId" = $1 WHERE "phone" = $2`, [ADA, PHONES[0]]);
    const order = { order: "900", id: ADA, phone: PHONES[0] ?? "", token: "t-1" };
    const code = codes()[house.texts.findIndex(({ to }) => to === PHONES[0])];
    await house.tell("orders/create", orderBody({ ...order, rest: { discount_codes: [{ code }] } }));
    const [arm] = (await report())?.arms ?? [];
    expect(arm).toMatchObject({ sent: PHONES.length, redeemed: 1, orders: 1 });
  });
});
