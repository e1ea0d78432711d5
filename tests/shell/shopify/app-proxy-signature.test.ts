import "@shopify/shopify-api/adapters/node";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { signedQuery } from "#sandbox/store/proxy/signed-query.ts";
import { createProxyCheck } from "#shell/shopify/app-proxy-signature.server.ts";

const SECRET = "hush";
const now = Temporal.Instant.from("2026-03-02T15:00:00Z");
const check = createProxyCheck(SECRET);
const seconds = (instant: Temporal.Instant) => String(Math.floor(instant.epochMilliseconds / 1_000));
const query = (more: Record<string, string> = {}, at = now) =>
  new URLSearchParams({
    shop: "juniper.myshopify.com",
    logged_in_customer_id: "",
    path_prefix: "/apps/shopbell",
    timestamp: seconds(at),
    ...more,
  });
const signed = (more?: Record<string, string>, at?: Temporal.Instant) => signedQuery(SECRET, query(more, at));
const changed = (change: (query: URLSearchParams) => void) => {
  const given = signed();
  change(given);
  return given;
};

test("what Shopify has signed is taken, in any order of its parameters", () => {
  expect(check(signed(), now)).toBe(true);
  expect(check(new URLSearchParams([...signed()].reverse()), now)).toBe(true);
  expect(check(signed({ a: "1,2", "b c": "ä&=" }), now)).toBe(true);
});

test("Shopify's documented example holds", () => {
  // shopify.dev, "Authenticate app proxies": the repeated parameter counts as extra=1,2.
  const example = new URLSearchParams(
    "extra=1&extra=2&shop=some-shop.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
  );
  const then = Temporal.Instant.fromEpochMilliseconds(1_317_327_555_000);
  expect(check(signedQuery(SECRET, example), then)).toBe(true);
});

test("Shopify's own library agrees with what is signed here", async () => {
  const { utils } = shopifyApi({
    apiKey: "key",
    apiSecretKey: SECRET,
    apiVersion: ApiVersion.October26,
    hostName: "127.0.0.1",
    isEmbeddedApp: true,
    logger: { log: () => {} },
  });
  // The library reads the machine's clock.
  const fresh = signed({}, Temporal.Now.instant());
  expect(await utils.validateHmac(Object.fromEntries(fresh), { signator: "appProxy" })).toBe(true);
});

test.each<[string, URLSearchParams]>([
  ["without a signature", query()],
  ["signed with another secret", signedQuery("another", query())],
  ["of another shop", changed((given) => given.set("shop", "other.myshopify.com"))],
  ["with a parameter more", changed((given) => given.set("extra", "1"))],
  ["with a parameter less", changed((given) => given.delete("path_prefix"))],
  ["with half a signature", changed((given) => given.set("signature", (given.get("signature") ?? "").slice(0, 32)))],
  ["with a signature that is no hex", changed((given) => given.set("signature", "z".repeat(64)))],
  ["that is two minutes old", signed({}, now.subtract({ minutes: 2 }))],
  ["from two minutes ahead", signed({}, now.add({ minutes: 2 }))],
  ["without a time", signedQuery(SECRET, new URLSearchParams({ shop: "juniper.myshopify.com" }))],
  ["with a time that is none", signed({ timestamp: "1e3" })],
])("one %s is refused", (_what, given) => {
  expect(check(given, now)).toBe(false);
});
