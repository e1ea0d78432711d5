import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packs } from "#core/credits/packs.ts";
import type { SubscriptionStatus } from "#core/statuses.ts";
import {
  readTopUps,
  readReturnedSubscription,
  saveTopUpRule,
  turnOffTopUps,
} from "#services/credits/auto-top-up.server.ts";
import { adjustCredits } from "#services/credits/grant-credits.server.ts";
import { checkSubscriptions } from "#services/credits/parts/check-subscriptions.server.ts";
import { beginTopUp, topUpShops } from "#services/credits/parts/top-up.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase, describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const [PACK] = packs;
if (!PACK) throw new Error("there is no pack");
const rule = { below: 50, packKey: PACK.key, mostPerMonth: 25 };
const webhook = (status: SubscriptionStatus, more: object = {}) =>
  JSON.stringify({
    app_subscription: {
      admin_graphql_api_id: "gid://shopify/AppSubscription/1",
      name: "Shopbell auto top-up",
      status: status.toUpperCase(),
      updated_at: "2026-03-02T10:00:00-05:00",
      currency: "USD",
      capped_amount: "25.0",
      ...more,
    },
  });
const nearCap = JSON.stringify({
  app_subscription: {
    admin_graphql_api_id: "gid://shopify/AppSubscription/1",
    balance_used: "23.0",
    capped_amount: "25.0",
    currency_code: "USD",
  },
});
const lost = { kind: "retry", detail: "no answer" } as const;

describeOnEachDatabase("automatic top-ups", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"], { credits: 51 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const save = (change: Partial<typeof rule> = {}) =>
    saveTopUpRule(house.context, { shopId, actor: "staff:1", rule: { ...rule, ...change } });
  const approve = async () => {
    expect(await save()).toEqual({ ok: true, confirmationUrl: "https://shop.example/subscriptions/1" });
    house.billing.turn(1, "active");
    await house.tell("app_subscriptions/update", webhook("active"));
    await checkSubscriptions(house.context);
  };
  const spend = (credits: number) =>
    adjustCredits(house.context, { shopId, credits: -credits, note: "", actor: "test" });
  const run = () => topUpShops(house.context);
  const state = async () => (await readTopUps(house.context, await ensureShop(house.context, SHOP))).state;
  const balance = async () => (await house.holdings()).balance;
  const notices = async () =>
    (
      await house.rows<{ title: string }>(
        `SELECT "title" FROM "Notification" WHERE "readAt" IS NULL AND "kind" LIKE 'top_up%'`,
      )
    ).map(({ title }) => title);
  const entries = () => house.rows(`SELECT 1 FROM "CreditEntry" WHERE "type" = 'purchase'`);

  test("buy nothing before the merchant has approved the limit at Shopify", async () => {
    await save();
    expect(await state()).toBe("pending");
    await spend(10);
    await run();
    expect(house.billing.calls).toEqual([]);
    expect(house.billing.subscriptions).toMatchObject([{ cappedAmount: "25.00", test: false }]);
  });

  test("buy one pack once the texts have taken the balance under the level", async () => {
    await approve();
    expect(await state()).toBe("on");
    await run();
    expect(house.billing.calls).toEqual([]);
    await house.tell("orders/create", orderBody({ order: "1" }));
    await house.tell("orders/create", orderBody({ order: "2" }));
    await run();
    await run();
    expect([...house.billing.records.values()]).toMatchObject([{ price: PACK.price, currency: "USD" }]);
    expect(await balance()).toBe(49 + PACK.credits);
    expect(await entries()).toHaveLength(1);
  });

  test("charge once when the answer is lost, and the credits come with the next call", async () => {
    await approve();
    await spend(10);
    house.billing.answerIsLost(() => lost);
    await run();
    expect(await balance()).toBe(41);
    expect(await state()).toBe("retrying");
    house.billing.answerIsLost(() => null);
    await run();
    expect(await balance()).toBe(41);
    await house.pass({ minutes: 1 });
    await run();
    expect(house.billing.records.size).toBe(1);
    expect(await balance()).toBe(41 + PACK.credits);
  });

  test("charge once when the process ends between the row and the call, or between the call and the record", async () => {
    await approve();
    await spend(10);
    const id = await beginTopUp(house.context, shopId);
    expect(id).not.toBeNull();
    expect(await beginTopUp(house.context, shopId)).toBeNull();
    house.billing.answerIsLost(() => {
      throw new Error("the process ends here");
    });
    await expect(run()).rejects.toThrow("ends here");
    house.billing.answerIsLost(() => null);
    await run();
    expect(await entries()).toHaveLength(0);
    await house.pass({ minutes: 2 });
    await run();
    expect([...house.billing.records.keys()]).toEqual([id]);
    expect(await entries()).toHaveLength(1);
  });

  test("grant what Shopify lists as charged, however often it is told", async () => {
    await approve();
    await spend(10);
    house.billing.answerIsLost(() => lost);
    await run();
    await house.pass({ hours: 7 });
    await checkSubscriptions(house.context);
    expect(await balance()).toBe(41 + PACK.credits);
    for (let told = 0; told < 3; told++) {
      await house.tell("app_subscriptions/update", webhook("active"));
      await checkSubscriptions(house.context);
      await run();
    }
    expect(await entries()).toHaveLength(1);
  });

  test("stop at the cap, say so, and go on with the next month", async () => {
    await approve();
    for (let pack = 0; pack < 3; pack++) {
      await spend((await balance()) - 10);
      await run();
    }
    expect(house.billing.records.size).toBe(2);
    expect(await state()).toBe("cap_reached");
    expect(await notices()).toEqual(["Auto top-up has reached its monthly limit"]);
    await house.pass({ hours: 24 * 28 });
    house.billing.turn(1, "active", { balanceUsed: "0.00", periodEnd: house.clock.now().add({ hours: 720 }) });
    await checkSubscriptions(house.context);
    expect(await notices()).toEqual([]);
    await run();
    expect(house.billing.records.size).toBe(3);
  });

  test("are refused by a cap that Shopify knows better", async () => {
    await approve();
    house.billing.turn(1, "active", { balanceUsed: "24.00" });
    await spend(10);
    await run();
    expect(await state()).toBe("cap_reached");
    expect(await house.rows(`SELECT "status", "problem" FROM "CreditPurchase"`)).toEqual([
      { status: "declined", problem: "cap_reached" },
    ]);
    await run();
    expect(house.billing.calls).toHaveLength(1);
  });

  test("warn near the cap", async () => {
    await save();
    house.billing.turn(1, "active", { balanceUsed: "23.00" });
    await house.tell("app_subscriptions/update", webhook("active"));
    await house.tell("app_subscriptions/approaching_capped_amount", nearCap);
    expect(await state()).toBe("cap_reached");
    await save({ mostPerMonth: 200 });
    expect(await state()).toBe("cap_reached");
    house.billing.turn(1, "active", { cappedAmount: "200.00", balanceUsed: "185.00" });
    await checkSubscriptions(house.context);
    expect(await state()).toBe("cap_near");
    expect(await notices()).toContain("Auto top-up is near its monthly limit");
  });

  test.for<[SubscriptionStatus, string[]]>([
    ["frozen", ["Auto top-up is frozen"]],
    ["cancelled", ["Auto top-up has ended"]],
  ])("try nothing while the subscription is %s, and texts go out as long as credits last", async ([status, said]) => {
    await approve();
    house.billing.turn(1, status);
    await house.tell("app_subscriptions/update", webhook(status, { updated_at: "2026-03-02T11:00:00-05:00" }));
    await spend(10);
    await run();
    expect(house.billing.calls).toEqual([]);
    expect(await state()).toBe(status);
    expect(await notices()).toEqual(said);
    await house.tell("orders/create", orderBody());
    expect(house.texts).toHaveLength(1);
  });

  test("go on once a frozen shop has paid, and not by an older webhook", async () => {
    await approve();
    house.billing.turn(1, "frozen");
    await house.tell("app_subscriptions/update", webhook("frozen", { updated_at: "2026-03-02T11:00:00-05:00" }));
    await house.tell("app_subscriptions/update", webhook("active"));
    expect(await state()).toBe("frozen");
    house.billing.turn(1, "active");
    await house.pass({ hours: 1 });
    await checkSubscriptions(house.context);
    expect(await state()).toBe("on");
    expect(await notices()).toEqual([]);
  });

  test.for<SubscriptionStatus>(["declined", "expired"])(
    "say that the approval was %s, and ask anew",
    async (status) => {
      await save();
      house.billing.turn(1, status);
      expect(await readReturnedSubscription(house.context, { id: shopId, domain: SHOP }, "1")).toBe(status);
      expect(await state()).toBe(status);
      await save();
      expect(house.billing.subscriptions).toHaveLength(2);
      expect(await state()).toBe("pending");
    },
  );

  test("of a shop that Shopify refuses pause, and say so", async () => {
    await approve();
    await spend(10);
    house.billing.meterFails(() => ({ kind: "refused", code: "user_error", detail: "Something else" }));
    await run();
    expect(await state()).toBe("refused");
    await run();
    expect(house.billing.calls).toHaveLength(1);
    expect(await notices()).toEqual(["Shopify refused an auto top-up"]);
    house.billing.meterFails(() => null);
    await house.pass({ hours: 1 });
    await run();
    expect(await balance()).toBe(41 + PACK.credits);
  });

  test("of a development store are test charges", async () => {
    house.billing.state.isDevelopment = true;
    await save();
    expect(house.billing.subscriptions).toMatchObject([{ test: true }]);
  });

  test("are turned off here and at Shopify; where Shopify does not answer, here", async () => {
    await approve();
    house.billing.apiFails(lost);
    expect(await turnOffTopUps(house.context, { shopId, actor: "staff:1" })).toMatchObject({
      ok: false,
      reason: "under_way",
    });
    await spend(10);
    await run();
    expect(house.billing.calls).toEqual([]);
    expect(await state()).toBe("off");
    house.billing.apiFails(null);
    expect(await turnOffTopUps(house.context, { shopId, actor: "staff:1" })).toEqual({ ok: true });
    expect(house.billing.subscriptions).toMatchObject([{ status: "cancelled" }]);
  });

  test("of an installation that Shopify does not know any more have ended", async () => {
    await approve();
    house.billing.subscriptions.length = 0;
    await house.pass({ hours: 7 });
    await checkSubscriptions(house.context);
    expect(await state()).toBe("cancelled");
  });

  test.for([
    [{ below: 0 }, "below"],
    [{ packKey: "credits-7" }, "packKey"],
    [{ mostPerMonth: 9 }, "mostPerMonth"],
    [{ mostPerMonth: 20_000 }, "mostPerMonth"],
  ] as const)("refuse %j by the field", async ([change, path]) => {
    expect(await save(change)).toMatchObject({ ok: false, problems: [{ path }] });
    expect(house.billing.subscriptions).toEqual([]);
  });
});

describeOnPostgres("several workers that see a balance fall", (database) => {
  describe("at once", () => {
    test("charge one pack", { timeout: 60_000 }, async () => {
      const houses = Array.from({ length: 4 }, () => buildHouse(database()));
      const [first] = houses;
      if (!first) return;
      const shopId = await first.open([], { credits: 60 });
      await saveTopUpRule(first.context, { shopId, actor: "staff:1", rule });
      first.billing.turn(1, "active");
      await first.tell("app_subscriptions/update", webhook("active"));
      await adjustCredits(first.context, { shopId, credits: -30, note: "", actor: "test" });
      const contexts = houses.map(({ context }) => ({
        ...context,
        billingMeter: first.billing.meter,
        adminApi: first.context.adminApi,
      }));
      await Promise.all(contexts.flatMap((context) => [topUpShops(context), topUpShops(context)]));
      expect(first.billing.records.size).toBe(1);
      expect(await first.holdings()).toEqual({ balance: 30 + PACK.credits, held: 0 });
      await Promise.all(houses.map((each) => each.close()));
    });
  });
});
