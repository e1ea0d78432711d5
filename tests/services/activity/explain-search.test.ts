import { afterEach, beforeEach, expect, test } from "vitest";
import { explainSearch } from "#services/activity/explain-search.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("a search that no decision matches", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    const found = await findShop(database().pool, SHOP);
    if (!found) throw new Error("there is no shop");
    shop = found;
  });
  afterEach(() => house.close());
  const answerTo = (typed: string) => explainSearch(house.context, shop, typed);

  test.each([
    ["+1 (646) 555-0181", /^No event of the store has named \+1 646 555 0181\. No order, checkout or customer/],
    ["ada@example.com", /^No event of the store has named ada@example\.com\./],
    ["#4711", /^No event of the store has named order 4711 since /],
  ])("%s, of which no event has told", async (typed, says) => {
    expect(await answerTo(typed)).toEqual({ says: expect.stringMatching(says), lines: [], customers: [] });
  });

  test("a name that no customer has", async () => {
    expect(await answerTo("Nadia")).toBeNull();
  });

  test("a known number says its consent, its events and which triggers did not fire", async () => {
    await house.tell("orders/create", orderBody());
    const answer = await answerTo(ADAS_PHONE);
    expect(answer?.says).toMatch(/never subscribed/);
    expect(answer?.lines.join("\n")).toMatch(/orders\/create/);
    expect(answer?.lines.join("\n")).toMatch(/Welcome.*: .*has not happened for this customer/);
    expect(answer?.customers).toHaveLength(1);
    expect((await answerTo("#1042"))?.lines.join("\n")).toMatch(/no automation has this trigger/);
  });

  test("a subscribed number is said to be subscribed", async () => {
    await house.tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
    expect((await answerTo(ADAS_PHONE))?.says).toMatch(/yes, subscribed/);
  });
});
