import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases, describeOnPostgres } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const order = (nth: number) =>
  orderBody({
    order: String(1_000 + nth),
    id: String(50_000 + nth),
    phone: `+1212555${1_000 + nth}`,
    token: `t-${nth}`,
  });
const cap = (house: House, shopId: string, changes: Record<string, number | null>) =>
  saveSettings(house.context, { shopId, actor: "test", changes });

describeOnDatabases("a spend cap", (database) => {
  let house: House;
  let shopId: string;
  let nth: number;
  beforeEach(async () => {
    nth = 0;
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"]);
  });
  afterEach(() => house.close());
  const text = async (times = 1) => {
    for (let at = 0; at < times; at++) await house.tell("orders/create", order(nth++));
  };
  const notices = async () =>
    (await house.rows<{ kind: string }>(`SELECT "kind" FROM "Notification" ORDER BY "createdAt", "id"`)).map(
      ({ kind }) => kind,
    );

  test("stops the texts of the day, and lets the next day's go", async () => {
    await cap(house, shopId, { spendCapPerDay: 5 });
    await text(7);
    expect(house.texts).toHaveLength(5);
    expect((await house.log()).filter((line) => line === "send_sms skipped spend_cap")).toHaveLength(2);
    await house.pass({ hours: 24 });
    await text(1);
    expect(house.texts).toHaveLength(6);
  });

  test("of a month holds over its days, and ends with it", async () => {
    await cap(house, shopId, { spendCapPerMonth: 3 });
    await text(2);
    await house.pass({ hours: 48 });
    await text(2);
    expect(house.texts).toHaveLength(3);
    await house.pass({ hours: 24 * 31 });
    await text(1);
    expect(house.texts).toHaveLength(4);
  });

  test("is told of at 80 % and at 100 %, once each", async () => {
    await cap(house, shopId, { spendCapPerDay: 5 });
    await text(3);
    expect(await notices()).toEqual([]);
    await text(1);
    expect(await notices()).toEqual(["spend_cap_near"]);
    await text(4);
    expect(await notices()).toEqual(["spend_cap_near", "spend_cap_reached"]);
  });

  test("gets back what a text that failed had reserved", async () => {
    await cap(house, shopId, { spendCapPerDay: 1 });
    house.phoneCompany(() => ({ kind: "refused", code: "30007", detail: "filtered" }));
    await text(1);
    house.phoneCompany(accepted);
    await text(1);
    expect(await house.log()).toContain("send_sms sent");
  });
});

describeOnPostgres("a spend cap under a race", (database) => {
  test("50 sends at once by four workers stop exactly at it", { timeout: 120_000 }, async () => {
    const houses = Array.from({ length: 4 }, () => buildHouse(database()));
    const [first] = houses;
    if (!first) throw new Error("no house");
    const shopId = await first.open(["order-confirmation"], { credits: 100 });
    await cap(first, shopId, { spendCapPerDay: 17 });
    for (let nth = 0; nth < 50; nth++) await first.deliver("orders/create", order(nth));
    await Promise.all(houses.map((house) => house.work()));
    await Promise.all(houses.map((house) => house.work()));
    expect(houses.reduce((sum, { texts }) => sum + texts.length, 0)).toBe(17);
    expect((await first.log()).filter((line) => line === "send_sms skipped spend_cap")).toHaveLength(33);
    expect(await first.holdings()).toEqual({ balance: 83, held: 0 });
    for (const proof of await verifyLedger(first.context)) expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.map((house) => house.close()));
  });
});
