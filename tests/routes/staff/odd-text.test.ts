import { afterAll, beforeAll, expect, test } from "vitest";
import { ADA, ADAS_PHONE } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { acts } from "./acts.ts";
import { ask, hire, readRoutes, tokenOf, type Route } from "./door.ts";
import { furnish, type Furnished } from "./furnished.ts";

let house: House;
let shop: Furnished;
let routes: Route[];
beforeAll(async () => {
  house = buildHouse(await emptyDatabase());
  routes = await readRoutes();
  shop = await furnish(house, { domain: SHOP, id: ADA, phone: ADAS_PHONE, colleague: "90000000000007" });
  await hire(house, shop.shopId, SHOP);
}, 120_000);
afterAll(() => house.close());

/** What was posted, with something odd at the end of each text. */
const withOdd = (value: unknown, odd: string): unknown =>
  typeof value === "string"
    ? `${value}${odd}`
    : Array.isArray(value)
      ? value.map((item) => withOdd(item, odd))
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOdd(item, odd)]))
        : value;

// NUL leaves the text as it was, so the act is done; half a character changes it, so some are refused. None breaks.
test.each(acts.flatMap((act) => ["\0", "\ud83d"].map((odd) => [act.route, JSON.stringify(odd), act, odd] as const)))(
  "%s breaks on no text that the database cannot hold: %s",
  async (name, _odd, { params, posts, asForm = false }, odd) => {
    const route = routes.find((one) => one.name === name);
    if (!route) throw new Error(`there is no ${name}`);
    const posted = withOdd(posts?.(shop) ?? {}, odd) as object;
    const { status } = await ask(house, route, {
      token: tokenOf(SHOP, "owner"),
      params: params?.(shop) ?? {},
      posts: posted,
      asForm,
    });
    expect(status).toBeLessThan(500);
  },
);
