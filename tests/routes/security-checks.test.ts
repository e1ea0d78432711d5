import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase } from "#tests/support/database.ts";
import { webApp } from "../../bin/web-server.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { addressedRoutes } from "./every-route.ts";
import { hire, tokenOf } from "./staff/door.ts";

// What Shopify checks of an app before its review and at each release, as far as it can be checked without Shopify:
// authenticity of requests, session tokens, frames, addresses that lead elsewhere, cookies, TLS. What each door does with
// odd input is in strangers, webhooks, opt-in-form, flow-action and doors.

/** Shopify's library turns others away. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const SECRET = testEnv.SHOPIFY_API_SECRET;
const HOST = Buffer.from("admin.shopify.com/store/juniper").toString("base64url");
const routes = await addressedRoutes();

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** A session token with other claims than Shopify's. */
function token(claims: object, { alg = "HS256", secret = SECRET } = {}): string {
  const now = Math.floor(Date.now() / 1_000);
  const whole = {
    iss: `https://${SHOP}/admin`,
    dest: `https://${SHOP}`,
    aud: testEnv.SHOPIFY_API_KEY,
    sub: "1",
    exp: now + 60,
    nbf: now - 1,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...claims,
  };
  const text = `${part({ alg, typ: "JWT" })}.${part(whole)}`;
  return alg === "none" ? `${text}.` : `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
const ago = (seconds: number) => Math.floor(Date.now() / 1_000) - seconds;

describe("Shopify's security checks", () => {
  let house: House;
  let server: Server;
  let base: string;
  beforeAll(async () => {
    house = buildHouse(await emptyDatabase());
    await hire(house, await house.open([]), SHOP);
    server = createServer(await webApp(house.context));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await house.close();
  });

  async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await fetch(`${base}${path}`, {
      redirect: "manual",
      headers: { "User-Agent": BROWSER, ...headers },
    });
    await answer.body?.cancel();
    return answer;
  }

  describe("the mandatory compliance webhooks", () => {
    const bodies = {
      "customers/data_request": { shop_id: 1, shop_domain: SHOP, customer: { id: 7, phone: null, email: null } },
      "customers/redact": { shop_id: 1, shop_domain: SHOP, customer: { id: 7, phone: null, email: null } },
      "shop/redact": { shop_id: 1, shop_domain: "gone.myshopify.com" },
    };
    const send = (topic: string, body: string, headers: Record<string, string>) =>
      fetch(`${base}/webhooks`, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json", "X-Shopify-Topic": topic, ...headers },
      }).then(({ status }) => status);
    const signed = (body: string, secret = SECRET) => ({
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    });
    const whole = (shop: string) => ({
      "X-Shopify-Shop-Domain": shop,
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-API-Version": "2026-10",
    });

    test.each(Object.entries(bodies))(
      "%s is answered 200 with Shopify's signature, 401 with any other or none",
      async (topic, value) => {
        const body = JSON.stringify(value);
        const shop = value.shop_domain;
        expect(await send(topic, body, { ...whole(shop), ...signed(body) })).toBe(200);
        for (const headers of [
          whole(shop),
          { ...whole(shop), "X-Shopify-Hmac-Sha256": "" },
          { ...whole(shop), "X-Shopify-Hmac-Sha256": "not base64 at all" },
          { ...whole(shop), ...signed(body, "another secret") },
          { ...whole(shop), ...signed(`${body} `) },
          // A probe need not carry what Shopify's deliveries carry.
          { ...signed(body, "another secret") },
          {},
        ])
          expect([headers, await send(topic, body, headers)]).toEqual([headers, 401]);
      },
    );

    test("of a store that is not known are answered 200: nothing of it is kept", async () => {
      const body = JSON.stringify({ shop_id: 2, shop_domain: "never.myshopify.com" });
      for (const topic of Object.keys(bodies))
        expect(await send(topic, body, { ...whole("never.myshopify.com"), ...signed(body) })).toBe(200);
      expect(await send("orders/create", body, { ...whole("never.myshopify.com"), ...signed(body) })).toBe(404);
    });
  });

  describe("a session token", () => {
    const status = (bearer: string) =>
      get("/app/segments/shopify?_data=routes%2Fapp.segments.shopify", { Authorization: `Bearer ${bearer}` }).then(
        (answer) => answer.status,
      );

    test("of Shopify opens the app", async () => {
      expect(await status(tokenOf(SHOP, "owner"))).toBe(200);
      expect(await status(token({}))).toBe(200);
    });

    test.each<[string, () => string]>([
      ["that has expired", () => token({ exp: ago(61), nbf: ago(121), iat: ago(121) })],
      ["that does not hold yet", () => token({ nbf: ago(-600) })],
      ["of another app", () => token({ aud: "another-app" })],
      ["that nobody has signed", () => token({}, { alg: "none" })],
      ["that another secret has signed", () => token({}, { secret: "another secret" })],
      [
        "whose claims were changed",
        () => {
          const [head, , signature] = token({}).split(".");
          return [head, part({ dest: "https://larkspur.myshopify.com" }), signature].join(".");
        },
      ],
    ])("%s opens nothing", async (_what, make) => {
      expect(await status(make())).toSatisfy((code: number) => [302, 401, 410].includes(code));
    });
  });

  describe("frames", () => {
    const policyOf = async (path: string) => (await get(path)).headers.get("Content-Security-Policy");

    test("of a page for a store are that store's admin and admin.shopify.com, without a wildcard", async () => {
      const query = new URLSearchParams({ embedded: "1", shop: SHOP, host: HOST, id_token: tokenOf(SHOP, "owner") });
      const policy = (await policyOf(`/app/settings?${query.toString()}`)) ?? "";
      expect(policy).toBe(`frame-ancestors https://${SHOP} https://admin.shopify.com`);
    });

    test("of pages for no store are none", async () => {
      for (const path of [
        "/",
        "/auth/login",
        "/nothing",
        "/app?shop=evil.example",
        `/auth/login?shop=${SHOP}.evil.example`,
      ])
        expect([path, (await policyOf(path)) ?? "frame-ancestors 'none'"]).toEqual([path, "frame-ancestors 'none'"]);
    });
  });

  const SHOPS = [
    "evil.example",
    `${SHOP}.evil.example`,
    `evil.example/${SHOP}`,
    `https://evil.example#.myshopify.com`,
    "evil.example%00.myshopify.com",
    "//evil.example",
    "javascript:alert(1)",
  ];
  test.each(SHOPS)("no address leads to %s, wherever it is named", async (evil) => {
    const query = ["shop", "host", "to", "return_to", "shopify-reload", "redirectUrl", "url"]
      .map((name) => `${name}=${encodeURIComponent(evil)}`)
      .join("&");
    for (const { path } of routes) {
      const location = (await get(`${path}?${query}`)).headers.get("Location");
      if (location === null) continue;
      const { hostname } = new URL(location, testEnv.SHOPIFY_APP_URL);
      expect([path, location]).toEqual([
        path,
        expect.toSatisfy(
          () => hostname === new URL(testEnv.SHOPIFY_APP_URL).hostname || hostname.endsWith(".shopify.com"),
        ),
      ]);
    }
  });

  test("a forged return from an installation opens no session", async () => {
    const before = await house.rows(`SELECT "id" FROM "Session" ORDER BY 1`);
    for (const hmac of ["", "0".repeat(64), "x"]) {
      const query = new URLSearchParams({ shop: SHOP, code: "abc", state: "1", timestamp: String(ago(0)), hmac });
      const answer = await get(`/auth/callback?${query.toString()}`);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get("Set-Cookie")).toBeNull();
    }
    expect(await house.rows(`SELECT "id" FROM "Session" ORDER BY 1`)).toEqual(before);
  });

  test("no page sets a cookie, and each asks to be read by TLS from then on", async () => {
    for (const { path } of routes) {
      const { headers } = await get(path);
      expect([path, headers.get("Set-Cookie")]).toEqual([path, null]);
      expect([path, headers.get("Strict-Transport-Security")]).toEqual([path, "max-age=31536000"]);
      expect([path, headers.get("X-Powered-By")]).toEqual([path, null]);
    }
  });
});
