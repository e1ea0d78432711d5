import { describe, expect, test } from "vitest";
import { pageOfTheApp, returnRouteOf } from "#shell/shopify/return-page.server.ts";

const home = "https://shopbell.example";

describe("a page whose address names no shop", () => {
  test("is sent to find out, with its whole address", () => {
    const way = returnRouteOf(new Request(`${home}/app/activity?view=sent&search=a+b`));
    expect(way?.startsWith("/auth/way-back?")).toBe(true);
    expect(new URL(way ?? "", home).searchParams.get("to")).toBe("/app/activity?view=sent&search=a+b");
  });

  test.each([
    ["one that names its shop", new Request(`${home}/app?shop=larkspur.myshopify.com&host=aGk`)],
    ["one that somebody vouches for", new Request(`${home}/app`, { headers: { Authorization: "Bearer token" } })],
    ["data alone", new Request(`${home}/app?_data=routes%2Fapp`)],
    ["an act", new Request(`${home}/app/tasks`, { method: "POST" })],
    ["what is no page of the app", new Request(`${home}/apples`)],
  ])("is not %s", (_what, request) => {
    expect(returnRouteOf(request)).toBeNull();
  });

  test.each(["/app", "/app?tab=held", "/app/activity/1", "/app/activity?view=sent#x"])(
    "comes back to %s",
    (address) => {
      expect(pageOfTheApp(address)).toBe(address);
    },
  );

  test.each([
    null,
    "",
    "/",
    "/apples",
    "//evil.example/app",
    "https://evil.example/app",
    "/\\evil.example",
    "/app\\..",
    "/app\n",
    "javascript:alert(1)",
  ])("never goes to %j", (address) => {
    expect(pageOfTheApp(address)).toBeNull();
  });
});
