import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownTopics } from "#core/intake/topics/own-events.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ownBody } from "#tests/fixtures/own-bodies.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { action } from "../../app/routes/webhooks.ts";

describeOnDatabases("topics of our own", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([], { credits: 0 });
  });
  afterEach(() => house.close());

  test.each([...ownTopics, "SHOPBELL/manual"])(
    "a delivery from outside under %s is refused, signed or not",
    async (topic) => {
      const body = ownBody();
      const headers = {
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": SHOP,
        "X-Shopify-API-Version": "2026-10",
        "X-Shopify-Webhook-Id": randomUUID(),
        "X-Shopify-Event-Id": randomUUID(),
        "X-Shopify-Hmac-Sha256": createHmac("sha256", testEnv.SHOPIFY_API_SECRET).update(body).digest("base64"),
      };
      const answer = await action({
        request: new Request("https://shopbell.example/webhooks", { method: "POST", body, headers }),
        params: {},
        context: { app: house.context },
      });
      expect(answer.status).toBe(400);
      expect(await house.rows(`SELECT 1 FROM "StoreEvent"`)).toEqual([]);
    },
  );
});
