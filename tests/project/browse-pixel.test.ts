import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { makeVisitorToken, VISITOR_PARAMETER, VISITOR_TOKEN_DAYS } from "#core/intake/visitor-token.ts";
import { Temporal } from "#core/time/time.ts";
import { tellViews, type PixelApi } from "../../extensions/browse-pixel/src/tell-views.ts";

const ENDPOINT = "https://shopbell.example/pixel/viewed?shop=juniper.myshopify.com";
const token = makeVisitorToken(
  {
    shopId: "0197c0de-0000-7000-8000-000000000001",
    customerId: "0197c0de-0000-7000-8000-00000000000a",
    at: Temporal.Instant.from("2026-03-02T15:00:00Z"),
  },
  () => "A".repeat(32),
);

type Listener = Parameters<PixelApi["analytics"]["subscribe"]>[1];

/** A page of the storefront that a visitor opens, with the cookies of the browser. */
function openPage(search: string, cookies: Map<string, string>, endpoint?: string) {
  const listeners: Listener[] = [];
  const api: PixelApi = {
    settings: endpoint === undefined ? {} : { endpoint },
    init: { context: { document: { location: { search } } } },
    browser: {
      cookie: {
        get: async (name) => cookies.get(name) ?? "",
        set: async (cookie) => {
          const [, name = "", value = ""] = /^(\w+)=([^;]*)/.exec(cookie) ?? [];
          cookies.set(name, value);
          return cookie;
        },
      },
    },
    analytics: { subscribe: (_name, listener) => listeners.push(listener) },
  };
  tellViews(api);
  return async (id: string | null) => {
    for (const listener of listeners) listener({ data: { productVariant: { product: { id } } } });
    await new Promise((resolve) => setImmediate(resolve));
  };
}

describe("the web pixel", () => {
  afterEach(() => vi.unstubAllGlobals());
  const posts = () => {
    const post = vi.fn<(address: string, init: RequestInit) => Promise<Response>>(async () => new Response());
    vi.stubGlobal("fetch", post);
    return () => post.mock.calls.map(([address, { body }]) => [address, JSON.parse(body as string) as unknown]);
  };

  test("tells of a view by the token of the address, once per product and page", async () => {
    const told = posts();
    const view = openPage(`?utm_source=shopbell&${VISITOR_PARAMETER}=${token}`, new Map(), ENDPOINT);
    await view("9001");
    await view("9001");
    await view("9002");
    expect(told()).toEqual([
      [ENDPOINT, { token, productId: "9001" }],
      [ENDPOINT, { token, productId: "9002" }],
    ]);
  });

  test("remembers the token on the pages that follow", async () => {
    const told = posts();
    const cookies = new Map<string, string>();
    openPage(`?${VISITOR_PARAMETER}=${token}`, cookies, ENDPOINT);
    await new Promise((resolve) => setImmediate(resolve));
    await openPage("", cookies, ENDPOINT)("9001");
    expect(told()).toEqual([[ENDPOINT, { token, productId: "9001" }]]);
  });

  test.each([
    ["of whom nothing is known", ""],
    ["with a token that the app cannot have made", `?${VISITOR_PARAMETER}=<script>`],
  ])("sends nothing and sets no cookie for a visitor %s", async (_whom, search) => {
    const told = posts();
    const cookies = new Map<string, string>();
    await openPage(search, cookies, ENDPOINT)("9001");
    expect([told(), cookies.size]).toEqual([[], 0]);
  });

  test("sends nothing without an address of the app, or a product", async () => {
    const told = posts();
    await openPage(`?${VISITOR_PARAMETER}=${token}`, new Map())("9001");
    await openPage(`?${VISITOR_PARAMETER}=${token}`, new Map(), ENDPOINT)(null);
    expect(told()).toEqual([]);
  });

  test("asks Shopify for the visitor's consent, and forgets when the token does", () => {
    const toml = readFileSync("extensions/browse-pixel/shopify.extension.toml", "utf8");
    expect(toml).toMatch(/\nanalytics = true\nmarketing = true\n/);
    const script = readFileSync("extensions/browse-pixel/src/tell-views.ts", "utf8");
    expect(script).toContain(`const DAYS = ${VISITOR_TOKEN_DAYS};`);
  });
});
