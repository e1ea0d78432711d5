import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffRole } from "#core/team/roles.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";
import { ask, hire, readRoutes, tokenOf, type Route } from "./staff/door.ts";
import { furnish, type Furnished } from "./staff/furnished.ts";

interface Block {
  customer: { phone: string; consent: string } | null;
  lines: { id: string; what: string; why: string | null; at: string }[];
  startable: { name: string }[];
}

describe("the block on a customer's and an order's page of the store's admin", () => {
  let house: House;
  let shop: Furnished;
  let route: Route;
  beforeAll(async () => {
    house = buildHouse(await emptyDatabase());
    shop = await furnish(house, { domain: SHOP, id: ADA, phone: ADAS_PHONE, colleague: "90000000000007" });
    await hire(house, shop.shopId, SHOP);
    await house.tell("orders/create", orderBody({ order: "4711" }));
    route = (await readRoutes()).find(({ name }) => name === "app.block") as Route;
  }, 120_000);
  afterAll(() => house.close());

  const blockOf = async (id: string, role: StaffRole = "owner") =>
    JSON.parse((await ask(house, route, { token: tokenOf(SHOP, role), query: { id } })).body) as Block;

  test("shows the newest decisions with their reasons, and what may be started", async () => {
    const block = await blockOf(`gid://shopify/Customer/${ADA}`);
    expect(block.customer).toMatchObject({ phone: "+1 212 555 0123" });
    expect(block.lines.length).toBeGreaterThan(0);
    expect(block.lines.length).toBeLessThanOrEqual(5);
    expect(block.lines[0]).toEqual({
      id: expect.any(String),
      what: expect.stringContaining(" · "),
      why: expect.toSatisfy((why) => why === null || typeof why === "string"),
      at: expect.any(String),
    });
    expect(block.startable.length).toBeGreaterThan(0);
  });

  test("an order shows those of its customer", async () => {
    const [order] = await house.rows<{ orderId: string }>(
      `SELECT "orderId" FROM "StoreOrder" WHERE "customerId" = $1`,
      [shop.customer],
    );
    expect(await blockOf(`gid://shopify/Order/${order?.orderId}`)).toEqual(
      await blockOf(`gid://shopify/Customer/${ADA}`),
    );
  });

  test.each(["gid://shopify/Customer/404", "gid://shopify/Product/1", "", "1"])(
    "%s shows that nobody is known",
    async (id) => {
      expect(await blockOf(id)).toEqual({ customer: null, lines: [], startable: [] });
    },
  );

  test("offers nothing to start where the role may not", async () => {
    expect((await blockOf(`gid://shopify/Customer/${ADA}`, "viewer")).startable).toEqual([]);
  });

  test("a browser at Shopify's address may ask, with the session token alone", async () => {
    const request = (init: { method?: string; headers?: Record<string, string> }) =>
      new Request("https://shopbell.example/app/block?id=", {
        ...init,
        headers: { Origin: "https://extensions.shopifycdn.com", ...init.headers },
      });
    const given = (init: Parameters<typeof request>[0]) =>
      ({ request: request(init), params: {}, context: { app: house.context } }) as never;
    const preflight = await Promise.resolve(route.loader?.(given({ method: "OPTIONS" }))).catch(
      (thrown: unknown) => thrown as Response,
    );
    expect([
      (preflight as Response).status,
      (preflight as Response).headers.get("access-control-allow-origin"),
    ]).toEqual([204, "*"]);
    expect((preflight as Response).headers.get("access-control-allow-headers")).toContain("Authorization");
    const headers = { Authorization: `Bearer ${tokenOf(SHOP, "owner")}` };
    const answer = (await route.loader?.(given({ headers }))) as Response;
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});
