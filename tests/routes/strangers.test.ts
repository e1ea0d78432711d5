import type { Server } from "node:http";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#shell/log.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { createShopify } from "#shell/shopify/app.server.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { webApp } from "../../bin/web-server.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { addressedRoutes } from "./every-route.ts";
import { tokenOf } from "./staff/door.ts";

const routes = await addressedRoutes();
const ERROR = 50;
/** Shopify's library turns others away. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const LONG = "a".repeat(4_000);

/** What somebody without a proof may come with. */
const visits: [string, RequestInit, string][] = [
  ["nothing", {}, ""],
  [
    "a token that somebody else has signed",
    { headers: { Authorization: `Bearer ${tokenOf(SHOP, "owner", "no")}` } },
    "",
  ],
  ["a token that is none", { headers: { Authorization: "Bearer a.b.c" } }, ""],
  ["a token in the address", {}, `?id_token=${LONG}&shop=${SHOP}&host=YQ`],
  ["another shop's name", {}, "?shop=evil.example&host=YQ%0a%0d&embedded=1"],
  ["lines in the address", {}, "?shop=a%0a%0dlevel:60&to=%0d%0a"],
  ["an empty post", { method: "POST" }, ""],
  ["a post of no form", { method: "POST", body: "{", headers: { "Content-Type": "application/json" } }, ""],
  ["a post of half a form", { method: "POST", body: "--x", headers: { "Content-Type": "multipart/form-data" } }, ""],
  [
    "a post of a form",
    { method: "POST", body: "shop=%00&a=%ff", headers: { "Content-Type": "application/x-www-form-urlencoded" } },
    "",
  ],
  ["a put", { method: "PUT", body: "a" }, ""],
  ["a deletion", { method: "DELETE" }, ""],
  ["a question for what it may", { method: "OPTIONS" }, ""],
  ["a question for data of a route that there is not", {}, "?_data=routes%2Fnothing"],
  ["a question for the data alone", {}, "?_data=root"],
];

describe("strangers", () => {
  let house: House;
  let server: Server;
  let base: string;
  const lines: string[] = [];
  beforeAll(async () => {
    const database = await emptyDatabase();
    house = buildHouse(database);
    const log = createLog("info", { write: (line) => void lines.push(line) });
    const secrets = createSecrets("a key for tests");
    const shopify = createShopify(testEnv, house.context.prisma, { log, secrets });
    server = createServer(await webApp({ ...house.context, log, secrets, shopify }));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await house.close();
  });

  test.each(visits)(
    "with %s get no error out of any route, write no alarm and no long line into the log, and leave nothing in a cache",
    async (_what, init, query) => {
      lines.length = 0;
      for (const { path } of routes) {
        const headers = new Headers(init.headers);
        headers.set("User-Agent", BROWSER);
        const answer = await fetch(`${base}${path}${query}`, { redirect: "manual", ...init, headers });
        await answer.body?.cancel();
        expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 500)]);
        expect([path, answer.headers.get("X-Content-Type-Options")]).toEqual([path, "nosniff"]);
        expect([path, answer.headers.get("Cache-Control")]).toEqual([path, expect.stringContaining("no-store")]);
        expect([path, answer.headers.get("Content-Security-Policy") ?? ""]).toEqual([
          path,
          expect.not.stringContaining("evil"),
        ]);
      }
      const told = lines.map((line) => JSON.parse(line) as { level: number; path?: string; msg: string; err?: Error });
      expect(
        told.filter(({ level }) => level >= ERROR).map(({ path, msg, err }) => `${path}: ${msg} (${err?.message})`),
      ).toEqual([]);
      expect(lines.filter((line) => line.length > 2_000)).toEqual([]);
    },
    60_000,
  );

  test("frame the page that renews a token in Shopify's admin alone", async () => {
    const policyOf = async (shop: string) => {
      const answer = await fetch(
        `${base}/auth/session-token?shop=${shop}&shopify-reload=https://shopbell.example/app`,
        { headers: { "User-Agent": BROWSER } },
      );
      return [answer.status, answer.headers.get("Content-Security-Policy"), answer.headers.get("Link")];
    };
    expect(await policyOf("evil.example")).toEqual([200, "frame-ancestors 'none'", null]);
    expect(await policyOf(SHOP)).toEqual([
      200,
      expect.stringContaining(`frame-ancestors https://${SHOP} https://admin.shopify.com`),
      expect.stringContaining("app-bridge.js"),
    ]);
  });
});
