import { Session } from "@shopify/shopify-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readHome } from "#services/analytics/read-home.server.ts";
import { readHealth } from "#services/operations/read-health.server.ts";
import { scopesIn } from "#core/operations/scopes.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { text } from "../../../app/text/en.ts";
import { buildHouse, SHOP, testEnv, type House } from "../test-app.ts";

const ALL = scopesIn(testEnv.SCOPES);
const WITHOUT_ORDERS = ALL.filter((scope) => scope !== "read_orders");

/** As Shopify sends it. */
const update = (previous: readonly string[], current: readonly string[]) =>
  JSON.stringify({
    id: 1,
    shop_id: "gid://shopify/Shop/548380009",
    previous,
    current,
    updated_at: "2026-03-02T15:00:00.000Z",
  });

describeOnDatabases("a store that changes what it grants", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
    const session = { id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false, accessToken: "shpat" };
    await house.context.shopify.sessionStorage.storeSession(new Session({ ...session, scope: ALL.join(",") }));
  });
  afterEach(() => house.close());

  async function said() {
    const shop = await findShop(database().pool, SHOP);
    if (!shop) throw new Error("the shop is gone");
    const [home, health] = [await readHome(house.context, shop), await readHealth(house.context, shop)];
    return { home: home.alerts, health: health.findings };
  }
  const granted = async () =>
    (await house.context.shopify.sessionStorage.findSessionsByShop(SHOP)).map(({ scope, accessToken }) => ({
      scope,
      accessToken,
    }));

  test("is told on Home and in Status what no longer works, and no more of it once it grants that again", async () => {
    expect((await said()).health).not.toContainEqual(expect.objectContaining({ kind: "not_granted" }));
    await house.tell("app/scopes_update", update(ALL, WITHOUT_ORDERS));
    expect(await granted()).toEqual([{ scope: WITHOUT_ORDERS.join(","), accessToken: "shpat" }]);
    const finding = { kind: "not_granted" as const, scopes: ["read_orders"] };
    const { home, health } = await said();
    expect(home).toContainEqual(finding);
    expect(health).toContainEqual(finding);
    expect(text.health.say(finding).body).toContain("the comparison of orders with Shopify (read_orders)");
    await house.tell("app/scopes_update", update(WITHOUT_ORDERS, ALL), { eventId: "again" });
    expect((await said()).health).not.toContainEqual(finding);
    expect((await said()).home).not.toContainEqual(finding);
  });

  test("has its session's scopes changed, and no other store's", async () => {
    const other = { id: "offline_larkspur.myshopify.com", shop: "larkspur.myshopify.com", state: "", isOnline: false };
    await house.context.shopify.sessionStorage.storeSession(new Session({ ...other, accessToken: "x", scope: "all" }));
    await house.tell("app/scopes_update", update(ALL, []));
    expect(await house.context.shopify.sessionStorage.findSessionsByShop(other.shop)).toMatchObject([{ scope: "all" }]);
  });

  test("says nothing by a test delivery or a body without scopes", async () => {
    await house.tell("app/scopes_update", update(ALL, []), { isTest: true });
    await house.tell("app/scopes_update", JSON.stringify({ id: 1 }), { eventId: "no scopes" });
    expect(await granted()).toMatchObject([{ scope: ALL.join(",") }]);
  });
});
