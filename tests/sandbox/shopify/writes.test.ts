import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ana, sandbox, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const data = async (query: string, variables?: object) =>
  (await world.graphql(query, variables)).json<{ data: Record<string, unknown> }>().data;
const gid = `gid://shopify/Customer/${ana}`;

describe("a customer, written by an app", () => {
  it("is told of like any change", async () => {
    const answer = await data(
      "mutation ($input: CustomerInput!) { customerUpdate(input: $input) { customer { firstName " +
        "note } userErrors { message } } }",
      { input: { id: gid, firstName: "Anna", note: "Likes tea" } },
    );
    expect(answer.customerUpdate).toEqual({ customer: { firstName: "Anna", note: "Likes tea" }, userErrors: [] });
    await world.post("api/clock", { hours: 1 });
    expect(world.heard).toMatchObject([
      { topic: "customers/update", valid: true, body: { first_name: "Anna", last_name: "Reyes", note: "Likes tea" } },
    ]);
  });

  it("keeps a metafield, the last value of it", async () => {
    const set = (value: string) =>
      data(
        "mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { " +
          "metafields { key value } userErrors { field code } } }",
        { metafields: [{ ownerId: gid, namespace: "shopbell", key: "colour", type: "single_line_text_field", value }] },
      );
    await set("blue");
    expect((await set("green")).metafieldsSet).toEqual({
      metafields: [{ key: "colour", value: "green" }],
      userErrors: [],
    });
    expect(
      (
        await data(
          'query ($id: ID!) { customer(id: $id) { metafield(namespace: "shopbell", key: "colour") { value type } } }',
          { id: gid },
        )
      ).customer,
    ).toEqual({ metafield: { value: "green", type: "single_line_text_field" } });
  });
});

describe("a discount", () => {
  const create = (discount: object) =>
    data(
      "mutation ($discount: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: " +
        "$discount) { codeDiscountNode { id } userErrors { field code } } }",
      {
        discount: {
          code: "BELL-1",
          title: "Back again",
          startsAt: "2026-11-20T15:00:00Z",
          customerGets: { items: { all: true }, value: { percentage: 0.15 } },
          ...discount,
        },
      },
    );

  it("is kept, listed, and found by its code", async () => {
    expect(
      (await create({ context: { customers: { add: [gid] } }, usageLimit: 1 })).discountCodeBasicCreate,
    ).toMatchObject({ userErrors: [] });
    expect((await world.call("api/store/discounts")).json<object[]>()).toMatchObject([
      { code: "BELL-1", worth: "15% off", onlyFor: [ana], usageLimit: 1 },
    ]);
    expect((await world.call("store?view=office")).markup).toContain(
      "<td>BELL-1</td><td>Back again</td><td>15% off</td><td></td><td>Ana</td>",
    );
    const found = await data(
      '{ codeDiscountNodeByCode(code: "bell-1") { codeDiscount { __typename ... on DiscountCodeBasic ' +
        "{ title status usageLimit } } } }",
    );
    expect(found.codeDiscountNodeByCode).toEqual({
      codeDiscount: { __typename: "DiscountCodeBasic", title: "Back again", status: "ACTIVE", usageLimit: 1 },
    });
  });

  it.each([
    [{ code: "" }, ["basicCodeDiscount", "code"], "BLANK"],
    [{ endsAt: "2026-11-19T15:00:00Z" }, ["basicCodeDiscount", "endsAt"], "END_DATE_BEFORE_START_DATE"],
    [
      { customerGets: { items: { all: true }, value: { percentage: 15 } } },
      ["basicCodeDiscount", "customerGets"],
      "VALUE_OUTSIDE_RANGE",
    ],
    [{ context: { customers: { add: ["gid://shopify/Customer/1"] } } }, ["basicCodeDiscount", "context"], "INVALID"],
  ])("%o is refused as Shopify refuses it", async (discount, field, code) => {
    expect((await create(discount)).discountCodeBasicCreate).toEqual({
      codeDiscountNode: null,
      userErrors: [{ field, code }],
    });
  });

  it("has a code of its own", async () => {
    await create({});
    expect((await create({ code: "bell-1" })).discountCodeBasicCreate).toMatchObject({
      userErrors: [{ field: ["basicCodeDiscount", "code"], code: "TAKEN" }],
    });
  });
});

describe("a charge", () => {
  const ask = async () => {
    const answer = await data(
      'mutation ($price: MoneyInput!, $returnUrl: URL!) { appPurchaseOneTimeCreate(name: "500 credits", ' +
        "price: $price, returnUrl: $returnUrl, test: true) { appPurchaseOneTime { id status } confirmationUrl " +
        "userErrors { message } } }",
      { price: { amount: "9.00", currencyCode: "USD" }, returnUrl: `${world.url}/app/credits?pack=500` },
    );
    const { appPurchaseOneTime, confirmationUrl } = answer.appPurchaseOneTimeCreate as {
      appPurchaseOneTime: { id: string; status: string };
      confirmationUrl: string;
    };
    return {
      path: new URL(confirmationUrl).pathname.replace("/sandbox/", ""),
      gid: appPurchaseOneTime.id,
      id: appPurchaseOneTime.id.replace(/.*\//, ""),
      status: appPurchaseOneTime.status,
    };
  };

  it("waits for the merchant, who agrees on a page; the app is told and led back to", async () => {
    const { path, id, gid: chargeGid, status } = await ask();
    expect(status).toBe("PENDING");
    expect((await world.call(path)).text).toContain("500 credits");
    const form = await fetch(`${world.url}/sandbox/api/store/charges/${id}/approve`, {
      method: "POST",
      body: new URLSearchParams(),
      redirect: "manual",
    });
    expect(form.headers.get("location")).toBe(
      `/sandbox/admin?path=${encodeURIComponent(`/app/credits?pack=500&charge_id=${id}`)}`,
    );
    expect(world.heard).toMatchObject([
      {
        topic: "app_purchases_one_time/update",
        valid: true,
        body: {
          app_purchase_one_time: {
            admin_graphql_api_id: chargeGid,
            name: "500 credits",
            status: "ACTIVE",
            created_at: "2026-11-20T10:00:00-05:00",
          },
        },
      },
    ]);
    const back = await world.call(form.headers.get("location")?.replace("/sandbox/", "") ?? "");
    expect(back.text).toContain(`src="/app/credits?pack=500&amp;charge_id=${id}&amp;embedded=1`);
    expect((await world.call(path)).text).toContain("You have agreed to this charge.");
  });

  it("is decided once", async () => {
    const { id } = await ask();
    expect((await world.post(`api/store/charges/${id}/decline`)).json()).toMatchObject({ status: "DECLINED" });
    expect((await world.post(`api/store/charges/${id}/approve`)).status).toBe(409);
    expect((await world.post("api/store/charges/1/approve")).status).toBe(404);
    expect(world.topics()).toEqual(["app_purchases_one_time/update"]);
  });
});

it("what Flow is told is kept", async () => {
  const answer = await data(
    'mutation ($payload: JSON) { flowTriggerReceive(handle: "text-sent", payload: $payload) { ' +
      "userErrors { message } } }",
    { payload: { phone: "+12125550123" } },
  );
  expect(answer.flowTriggerReceive).toEqual({ userErrors: [] });
  expect((await world.call("api/store/flow-triggers")).json<object[]>()).toEqual([
    { handle: "text-sent", payload: { phone: "+12125550123" }, at: "2026-11-20T15:00:00Z" },
  ]);
});
