import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ShownProduct } from "#core/intake/viewed-product.ts";
import { makeVisitorToken } from "#core/intake/visitor-token.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { turnOffBrowsing, turnOnBrowsing } from "#services/team/change-browsing.server.ts";
import { readSettings } from "#core/team/settings.ts";
import { ADA, ADAS_PHONE, checkoutBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { loader as followLink } from "../../app/routes/l.$code.ts";
import { action, loader } from "../../app/routes/pixel.viewed.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
const PRODUCT: ShownProduct = {
  id: "9001",
  title: "Linen shirt",
  url: "https://juniper.example/products/linen-shirt",
  price: "49.00",
  currency: "USD",
  vendor: "Juniper",
  type: "Shirts",
  tags: ["linen"],
  available: true,
};
const PIXEL_SCOPES = ["write_pixels", "read_customer_events"];

describeOnDatabases("browsing", (database) => {
  let house: House;
  let shopId: string;
  let customerId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["browse-abandonment"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      firstName: "Ada",
      phone: ADAS_PHONE,
      countryCode: "US",
      provinceCode: "NY",
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-03-01T09:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    for (const scope of PIXEL_SCOPES) house.bulk.scopes.add(scope);
    house.adminProducts((id) => ({ product: id === PRODUCT.id ? PRODUCT : null }));
    await house.tell("customers/create", customerBody());
    await house.rows(`UPDATE "Subscriber" SET "namesCartReminders" = true`);
    [{ id: customerId }] = (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`)) as [{ id: string }];
    expect(await turnOn()).toEqual(expect.objectContaining({ ok: true }));
  });
  afterEach(() => house.close());

  const shop = () => ensureShop(house.context, SHOP);
  const turnOn = async () => turnOnBrowsing(house.context, { shop: await shop(), actor: "test" });
  const turnOff = async () => turnOffBrowsing(house.context, { shop: await shop(), actor: "test" });
  const tokenOf = (of: { shopId?: string; customerId?: string } = {}) =>
    makeVisitorToken({ shopId, customerId, at: house.clock.now(), ...of }, house.context.secrets.sign);
  const post = async (body: string, { domain = SHOP, method = "POST" } = {}) => {
    const request = new Request(`https://shopbell.example/pixel/viewed?shop=${domain}`, {
      method,
      headers: { "Content-Type": "text/plain", Origin: "null" },
      ...(method === "POST" && { body }),
    });
    const given = { request, params: {}, context: { app: house.context } } as never;
    return method === "OPTIONS" || method === "GET" ? loader(given) : action(given);
  };
  const view = async (given: { token?: string; productId?: string; domain?: string } = {}) => {
    const { token = tokenOf(), productId = PRODUCT.id, domain = SHOP } = given;
    const { status } = await post(JSON.stringify({ token, productId }), { domain });
    await house.work();
    return status;
  };
  const views = () =>
    house.rows<{ eventId: string }>(
      `SELECT "eventId", "status"::text FROM "StoreEvent" WHERE "topic" = 'shopbell/product_viewed' ORDER BY "id"`,
    );

  describe("a view", () => {
    test("leads to a text an hour after the last one, which names the product as Shopify describes it", async () => {
      expect(await view()).toBe(204);
      expect(await views()).toHaveLength(1);
      await house.pass({ minutes: 59 });
      expect(house.bodies()).toEqual([]);
      await house.pass({ minutes: 5 });
      expect(house.bodies()).toEqual([
        expect.stringMatching(
          /^Juniper: still thinking about Linen shirt, Ada\? It is here: https:\S+ Reply STOP to opt out$/,
        ),
      ]);
    });

    test("within the same hour is one event, and the Admin API is asked once", async () => {
      await view();
      await view();
      expect(await views()).toHaveLength(1);
      expect(house.productsAsked).toEqual([PRODUCT.id]);
      await house.pass({ hours: 1 });
      await view();
      expect(await views()).toHaveLength(2);
    });

    test("still counts while the Admin API gives no answer; the text then names no product", async () => {
      house.adminProducts(() => null);
      await view();
      await house.pass({ hours: 2 });
      expect(house.bodies()).toEqual([expect.stringContaining("still thinking about what you saw, Ada?")]);
    });

    test("of something that the store does not sell online is no event", async () => {
      expect(await view({ productId: "9002" })).toBe(204);
      house.adminProducts(() => ({ product: { ...PRODUCT, url: null } }));
      expect(await view()).toBe(204);
      expect(await views()).toEqual([]);
    });

    test("is called off by a checkout or an order, and the log says why", async () => {
      await view();
      house.clock.moveTo(house.clock.now().add({ minutes: 10 }));
      await house.tell("checkouts/create", checkoutBody());
      await house.pass({ hours: 3 });
      expect(house.bodies()).toEqual([]);
      const ends = () => house.rows(`SELECT "status"::text, "endReason" FROM "AutomationSequence" ORDER BY "id"`);
      expect(await ends()).toEqual([{ status: "cancelled", endReason: "checkout_abandoned" }]);
      await house.pass({ days: 3 });
      await view();
      house.clock.moveTo(house.clock.now().add({ minutes: 10 }));
      await house.tell("orders/create", orderBody());
      await house.pass({ hours: 3 });
      expect(house.bodies()).toEqual([]);
      expect((await ends())[1]).toEqual({ status: "cancelled", endReason: "order_created" });
    });

    test("of a customer who has said STOP leads to no text, and Activity says why", async () => {
      await receiveMessage(house.context, {
        providerId: "SM-stop",
        from: ADAS_PHONE,
        to: "+15005550006",
        body: "STOP",
        answeredByProvider: false,
      });
      await view();
      await house.pass({ hours: 2 });
      expect(house.bodies()).toEqual([]);
      expect(await house.log()).toContainEqual(expect.stringMatching(/skipped opted_out$/));
    });

    test("of a number of the United States that never confirmed leads to no text, as with a cart", async () => {
      await house.rows(`UPDATE "Subscriber" SET "level" = 'single_opt_in'`);
      house.adminKnows(ADA, { smsConsent: "subscribed", phone: ADAS_PHONE, optInLevel: "single_opt_in" });
      await view();
      await house.pass({ hours: 2 });
      expect(house.bodies()).toEqual([]);
      expect(await house.log()).toContainEqual(expect.stringMatching(/skipped not_confirmed$/));
    });
  });

  describe("what is posted", () => {
    test("counts for nothing without a token that the shop's own link gave; the answer is the same", async () => {
      const token = tokenOf();
      const last = token.endsWith("A") ? "B" : "A";
      const other = "0197c0de-0000-7000-8000-0000000000ff";
      const refused = {
        tampered: token.slice(0, -1) + last,
        "of another shop": tokenOf({ shopId: other }),
        "of nobody": tokenOf({ customerId: other }),
        "no token": "x",
      };
      for (const [what, given] of Object.entries(refused))
        expect([what, await view({ token: given })]).toEqual([what, 204]);
      expect(await view({ domain: "other.myshopify.com" })).toBe(204);
      house.clock.moveTo(house.clock.now().add({ hours: 30 * 24 }));
      expect(await view({ token })).toBe(204);
      expect(await views()).toEqual([]);
      expect(house.productsAsked).toEqual([]);
    });

    test.each([
      ["no JSON", "token", 400],
      ["no token", JSON.stringify({ productId: "9001" }), 400],
      ["no product's number", JSON.stringify({ token: "x", productId: "9001; DROP" }), 400],
      ["three kilobytes", JSON.stringify({ token: "x", productId: "1", more: "y".repeat(3_000) }), 413],
    ])("is refused when it is %s", async (_what, body, status) => {
      expect((await post(body)).status).toBe(status);
    });

    test("is taken from an opaque origin, and only by POST", async () => {
      const answer = await post(JSON.stringify({ token: "x", productId: "1" }));
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect((await post("", { method: "OPTIONS" })).status).toBe(204);
      expect((await post("", { method: "GET" })).status).toBe(405);
    });

    test("is limited for each customer", async () => {
      const token = tokenOf();
      const statuses: number[] = [];
      for (let at = 0; at < 31; at++)
        statuses.push((await post(JSON.stringify({ token, productId: String(100 + at) }))).status);
      expect(statuses).toEqual([...Array.from({ length: 30 }, () => 204), 429]);
    });

    test("counts for nothing once the customer is erased, the shop has turned browsing off, or has uninstalled", async () => {
      await house.rows(`UPDATE "Customer" SET "erasedAt" = now()`);
      await view();
      await house.rows(`UPDATE "Customer" SET "erasedAt" = NULL`);
      await turnOff();
      await view();
      await turnOn();
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
      await view();
      expect(await views()).toEqual([]);
    });
  });

  describe("a link of a text", () => {
    const texted = async (words: string) => {
      await house.automate(shopId, {
        kind: "transactional",
        trigger: { type: "order_created", config: {} },
        steps: [{ id: "a", type: "send_sms", config: { body: words } }],
      });
      await house.tell("orders/create", orderBody());
      house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
      const [link] = await house.rows<{ code: string }>(`SELECT "code" FROM "ShortLink"`);
      return link?.code ?? "";
    };
    const follow = async (code: string, agent = PHONE) => {
      const answer = await followLink({
        request: new Request(`https://shopbell.example/l/${code}`, { headers: { "User-Agent": agent } }),
        params: { code },
        context: { app: house.context },
      });
      return new URL(answer.headers.get("location") ?? "").searchParams.get("sbv");
    };

    test("names its customer to the store's own pages, and that counts as a view", async () => {
      const code = await texted("See {{ shop.url }}/products/linen-shirt");
      const token = await follow(code);
      expect(token).toMatch(/^[0-9a-f]{32}\.[0-9a-z]+\.[\w-]{32}$/);
      await view({ token: token ?? "" });
      expect(await views()).toEqual([expect.objectContaining({ eventId: expect.stringContaining(customerId) })]);
    });

    test("names nobody to a machine, nor while browsing is off", async () => {
      const code = await texted("See {{ shop.url }}/products/linen-shirt");
      expect(await follow(code, "facebookexternalhit/1.1")).toBeNull();
      await turnOff();
      expect(await follow(code)).toBeNull();
    });

    test("names nobody to a host that is not the store's", async () => {
      const code = await texted("See {{ order.status_url }}");
      await house.rows(`UPDATE "ShortLink" SET "target" = 'https://elsewhere.example/a'`);
      expect(await follow(code)).toBeNull();
    });
  });

  describe("the setting", () => {
    const isOn = async () => readSettings((await shop()).settings).browsing;
    const pixels = () => house.writes.flatMap(({ write, told }) => (write.endsWith("Pixel") ? [[write, ...told]] : []));

    test("runs the pixel with the shop's own address, and removes it", async () => {
      await turnOff();
      expect(await isOn()).toBe(false);
      expect(pixels()).toEqual([
        ["activatePixel", { endpoint: "https://shopbell.example/pixel/viewed?shop=juniper.myshopify.com" }],
        ["removePixel"],
      ]);
    });

    test("stays off while the store has not granted the scopes, which it names", async () => {
      await turnOff();
      house.bulk.scopes.delete("write_pixels");
      expect(await turnOn()).toMatchObject({ ok: false, reason: "not_granted", missingScopes: ["write_pixels"] });
      expect(await isOn()).toBe(false);
    });

    test("stays off when Shopify does not take the pixel; off holds even when Shopify keeps it", async () => {
      house.store(() => ({ kind: "retry", detail: "Shopify answered 503" }));
      expect(await turnOff()).toMatchObject({ ok: false, reason: "no_answer" });
      expect(await isOn()).toBe(false);
      expect(await turnOn()).toMatchObject({ ok: false, message: expect.stringContaining("503") });
      expect(await isOn()).toBe(false);
    });

    test("is off after a new installation, for Shopify removes the pixel at an uninstall", async () => {
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
      expect(await isOn()).toBe(false);
    });

    test("does not keep the automation from being turned on", async () => {
      await turnOff();
      expect(
        await activateFromLibrary(house.context, { shopId, libraryKey: "browse-abandonment", actor: "test" }),
      ).toMatchObject({ ok: true });
    });
  });
});
