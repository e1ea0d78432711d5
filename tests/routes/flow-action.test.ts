import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { takeIn, told } from "../services/intake/taking-in.ts";
import { action } from "../../app/routes/flow.action.ts";

const run = (
  properties: Record<string, unknown>,
  { id = "run-1", domain = SHOP }: { id?: string; domain?: string } = {},
) => JSON.stringify({ shop_id: 1, shopify_domain: domain, action_run_id: id, handle: "start-automation", properties });
const properties = { customer_id: `gid://shopify/Customer/${ADA}`, name: "High-value order", note: "Call them" };

describeOnDatabases("an action of Shopify Flow", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([], { credits: 0 });
    await house.rows(
      `
        INSERT INTO "Session" ("id", "shop", "state", "accessToken", "scope")
          VALUES ($1, $2, '', 'token', 'read_customers')`,
      [`offline_${SHOP}`, SHOP],
    );
  });
  afterEach(() => house.close());
  const post = async (body: string, secret = testEnv.SHOPIFY_API_SECRET) => {
    const headers = {
      "Content-Type": "application/json",
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "X-Request-Id": randomUUID(),
    };
    return (
      await action({
        request: new Request("https://shopbell.example/flow/action", { method: "POST", body, headers }),
        params: {},
        context: { app: house.context },
      })
    ).status;
  };

  test("hands a customer over, once for each run", async () => {
    expect(await post(run(properties))).toBe(200);
    expect(await post(run(properties))).toBe(200);
    expect((await takeIn(house)).map(told)).toMatchObject([
      {
        topic: "shopbell/flow_action",
        subject: "flow:run-1",
        facts: { flow: { name: "High-value order", note: "Call them" } },
      },
    ]);
    expect(await house.rows(`SELECT "shopifyId" FROM "Customer"`)).toEqual([{ shopifyId: ADA }]);
    expect(await post(run(properties, { id: "run-2" }))).toBe(200);
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("an id beyond 2^53 comes through digit by digit, also as a number", async () => {
    await post(run({ ...properties, customer_id: "<id>" }).replace('"<id>"', ADA));
    await takeIn(house);
    expect(await house.rows(`SELECT "shopifyId" FROM "Customer"`)).toEqual([{ shopifyId: ADA }]);
  });

  test.each<[string, number, () => [string, string?]]>([
    ["forged", 400, () => [run(properties), "another secret"]],
    ["without a customer", 422, () => [run({ name: "x" })]],
    ["of a shop that has no session", 400, () => [run(properties, { domain: "other.myshopify.com" })]],
    ["nested too deep", 400, () => ["[".repeat(30) + "]".repeat(30)]],
  ])("one %s is refused with %i, and nothing is kept", async (_what, status, make) => {
    expect(await post(...make())).toBe(status);
    expect(await takeIn(house)).toEqual([]);
  });
});
