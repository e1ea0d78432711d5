import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ana, mug, sandbox, shopDomain, shopify, theo, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const data = async (query: string, variables?: object) =>
  (await world.graphql(query, variables)).json<{ data: Record<string, unknown>; errors?: { message: string }[] }>();
const gid = (id: string) => `gid://shopify/Customer/${id}`;
const sessionToken = async () =>
  (await world.call("token", { method: "POST", headers: { "sec-fetch-site": "same-origin" } })).text;

describe("the Admin API of the sandbox", () => {
  it("knows the shop", async () => {
    const answer = await data(
      "{ shop { id name myshopifyDomain ianaTimezone currencyCode billingAddress { countryCodeV2 } } }",
    );
    expect(answer.data.shop).toMatchObject({
      myshopifyDomain: shopDomain,
      ianaTimezone: "America/New_York",
      currencyCode: "USD",
      billingAddress: { countryCodeV2: "US" },
    });
  });

  it("knows a customer by an id beyond 2^53, with what webhooks leave out", async () => {
    await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 1 });
    await world.post(`api/store/customers/${theo}/order`);
    const answer = await data(
      `query ($id: ID!) { customer(id: $id) {
        id displayName tags numberOfOrders amountSpent { amount currencyCode } locale
        defaultEmailAddress { emailAddress } defaultAddress { countryCodeV2 provinceCode city zip }
        defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt marketingCollectedFrom smsMarketingConsent { state } }
        orders(first: 5) { nodes { name checkoutToken lineItems(first: 5) { nodes { title quantity } } } } } }`,
      { id: gid(theo) },
    );
    expect(answer.data.customer).toEqual({
      id: gid(theo),
      displayName: "Theo Park",
      tags: [],
      numberOfOrders: "1",
      amountSpent: { amount: "23.00", currencyCode: "USD" },
      locale: "en-US",
      defaultEmailAddress: { emailAddress: "theo.park@example.com" },
      defaultAddress: { countryCodeV2: "US", provinceCode: "CA", city: "Los Angeles", zip: "90210" },
      defaultPhoneNumber: {
        phoneNumber: "+13105550142",
        marketingState: "NOT_SUBSCRIBED",
        marketingOptInLevel: null,
        marketingUpdatedAt: null,
        marketingCollectedFrom: null,
        smsMarketingConsent: { state: "NEVER_SUBSCRIBED" },
      },
      orders: {
        nodes: [
          {
            name: "#1001",
            checkoutToken: expect.any(String) as string,
            lineItems: { nodes: [{ title: "Enamel mug", quantity: 1 }] },
          },
        ],
      },
    });
    expect(
      (await data("query ($id: ID!) { customer(id: $id) { id } }", { id: gid("9007199254740992") })).data.customer,
    ).toBeNull();
  });

  it("lists page by page, searched and sorted", async () => {
    type Page = { nodes: { firstName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const query =
      "query ($after: String, $query: String) { customers(first: 5, after: $after, query: $query, " +
      "sortKey: NAME) { nodes { firstName } pageInfo { hasNextPage endCursor } } }";
    const first = (await data(query)).data.customers as Page;
    const second = (await data(query, { after: first.pageInfo.endCursor })).data.customers as Page;
    expect([...first.nodes, ...second.nodes].map(({ firstName }) => firstName)).toEqual([
      "Émile",
      "Imogen",
      "Luis",
      "Kai",
      "Grace",
      "Theo",
      "Ana",
      "Hannah",
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect((await data(query, { query: "sms_marketing_state:subscribed tag:vip" })).data.customers).toMatchObject({
      nodes: [{ firstName: "Grace" }],
    });
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    expect((await data(query, { query: "updated_at:>='2026-11-20T15:00:00Z'" })).data.customers).toMatchObject({
      nodes: [{ firstName: "Ana" }],
    });
  });

  it("lists abandoned checkouts and orders", async () => {
    await world.post(`api/store/customers/${ana}/cart`, { variantId: mug, quantity: 1 });
    await world.post(`api/store/customers/${ana}/checkout`);
    const token = String(world.heard[0]?.body.token);
    const { abandonedCheckouts } = (
      await data(
        '{ abandonedCheckouts(first: 5, query: "status:open") { nodes { abandonedCheckoutUrl completedAt ' +
          "customer { id } totalPriceSet { shopMoney { amount } } } } }",
      )
    ).data;
    expect(abandonedCheckouts).toMatchObject({
      nodes: [
        {
          abandonedCheckoutUrl: expect.stringContaining(token) as string,
          completedAt: null,
          customer: { id: gid(ana) },
          totalPriceSet: { shopMoney: { amount: "23.00" } },
        },
      ],
    });
    await world.post(`api/store/customers/${ana}/order`);
    const { orders } = (
      await data(
        "{ orders(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { id checkoutToken displayFinancialStatus } } }",
      )
    ).data as { orders: { nodes: { id: string }[] } };
    expect(orders.nodes).toMatchObject([{ checkoutToken: token, displayFinancialStatus: "PAID" }]);
    expect(
      (await data("query ($id: ID!) { order(id: $id) { name } }", { id: orders.nodes[0]?.id })).data.order,
    ).toEqual({ name: "#1001" });
  });

  it("refuses a field that the real schema lacks, as GraphQL does", async () => {
    const answer = await data("{ shop { name shoeSize } }");
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.message).toContain('Cannot query field "shoeSize" on type "Shop"');
  });

  it("adds and removes tags, which the store tells", async () => {
    const answer = await data(
      'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["bell"]) { node { id ... on Customer { tags ' +
        "} } userErrors { message } } }",
      { id: gid(ana) },
    );
    expect(answer.data.tagsAdd).toEqual({ node: { id: gid(ana), tags: ["bell"] }, userErrors: [] });
    await data('mutation ($id: ID!) { tagsRemove(id: $id, tags: ["bell"]) { userErrors { message } } }', {
      id: gid(ana),
    });
    expect(
      (await data('mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }')).data
        .tagsAdd,
    ).toMatchObject({ userErrors: [{ message: "Node does not exist" }] });
    // The next click waits for what was told before it.
    await world.post("api/clock", { hours: 1 });
    expect(world.topics()).toEqual([
      "customer.tags_added",
      "customers/update",
      "customer.tags_removed",
      "customers/update",
    ]);
  });

  it("records consent that an app passes on, and tells it", async () => {
    const mutation =
      "mutation ($input: CustomerSmsMarketingConsentUpdateInput!) { customerSmsMarketingConsentUpdate(input: " +
      "$input) { customer { defaultPhoneNumber { marketingState } } userErrors { field message } } }";
    const write = (marketingState: string) =>
      data(mutation, {
        input: {
          customerId: gid(ana),
          smsMarketingConsent: {
            marketingState,
            marketingOptInLevel: "SINGLE_OPT_IN",
            consentUpdatedAt: "2026-11-20T14:00:00Z",
          },
        },
      });
    expect((await write("UNSUBSCRIBED")).data.customerSmsMarketingConsentUpdate).toEqual({
      customer: { defaultPhoneNumber: { marketingState: "UNSUBSCRIBED" } },
      userErrors: [],
    });
    expect((await write("NOT_SUBSCRIBED")).data.customerSmsMarketingConsentUpdate).toMatchObject({
      customer: null,
      userErrors: [{ field: ["input", "smsMarketingConsent"] }],
    });
    await world.post("api/clock", { hours: 1 });
    expect(world.heard).toMatchObject([
      {
        topic: "customers_marketing_consent/update",
        body: { sms_marketing_consent: { state: "unsubscribed", consent_updated_at: "2026-11-20T09:00:00-05:00" } },
      },
    ]);
  });
});

describe("tokens", () => {
  it("a session token is one that Shopify's library accepts", async () => {
    const claims = await shopify.session.decodeSessionToken(await sessionToken());
    expect(claims).toMatchObject({ aud: "app-key", dest: `https://${shopDomain}`, iss: `https://${shopDomain}/admin` });
  });

  it("a session token is for pages of the sandbox alone", async () => {
    expect((await world.call("token", { method: "POST" })).status).toBe(403);
    expect((await world.call("token", { method: "POST", headers: { "sec-fetch-site": "cross-site" } })).status).toBe(
      403,
    );
  });

  it("a session token is exchanged for an expiring access token, which can be refreshed", async () => {
    const credentials = { client_id: "app-key", client_secret: "app-secret" };
    const address = `shopify/${shopDomain}/admin/oauth/access_token`;
    const exchange = {
      ...credentials,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await sessionToken(),
    };
    const granted = (await world.post(address, exchange)).json();
    expect(granted).toMatchObject({
      access_token: expect.stringMatching(/^shpat_/) as string,
      expires_in: 3600,
      refresh_token: expect.any(String) as string,
    });
    expect(
      (await world.graphql("{ currentAppInstallation { accessScopes { handle } } }", {}, String(granted.access_token)))
        .status,
    ).toBe(200);
    const refreshed = await world.post(address, {
      ...credentials,
      grant_type: "refresh_token",
      refresh_token: granted.refresh_token,
    });
    expect(refreshed.json().access_token).not.toBe(granted.access_token);
    expect((await world.post(address, { ...exchange, subject_token: "a.b.c" })).status).toBe(400);
    expect((await world.post(address, { ...exchange, client_secret: "wrong" })).status).toBe(401);
    expect((await world.graphql("{ shop { id } }", {}, "")).status).toBe(401);
    expect((await world.post("shopify/other.myshopify.com/admin/oauth/access_token", exchange)).status).toBe(404);
  });
});
