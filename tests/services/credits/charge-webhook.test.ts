import { expect, test } from "vitest";
import { buyPack } from "#services/credits/parts/buy-credits.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse } from "../test-app.ts";

const charge = (status: string) =>
  JSON.stringify({
    app_purchase_one_time: {
      admin_graphql_api_id: "gid://shopify/AppPurchaseOneTime/1",
      name: "500 text credits",
      status,
    },
  });

describeOnDatabases("a charge that Shopify tells of", (database) => {
  test("pays for the pack once, and lets the texts go that waited for it", async () => {
    const house = buildHouse(database());
    try {
      const shopId = await house.open(["order-confirmation"], { credits: 0 });
      await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
      await house.tell("orders/create", orderBody());
      await buyPack(house.context, {
        shopId,
        packKey: "credits-500",
        actor: "merchant",
        returnUrl: "https://shopbell.example",
        test: true,
      });
      for (const status of ["PENDING", "ACTIVE", "ACTIVE", "DECLINED"])
        await house.tell("app_purchases_one_time/update", charge(status));
      expect(house.texts).toHaveLength(1);
      expect(await house.holdings()).toEqual({ balance: 499, held: 0 });
      expect(await house.rows(`SELECT "status" FROM "CreditPurchase"`)).toEqual([{ status: "active" }]);
    } finally {
      await house.close();
    }
  });
});
