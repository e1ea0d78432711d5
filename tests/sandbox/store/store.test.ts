import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { samplePeople } from "#core/customers/fields.ts";
import { firstCustomers } from "../../../sandbox/store/people.ts";
import { ana, mug, sandbox, shopDomain, theo, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const fill = (quantity = 1, customer = ana) =>
  world.post(`api/store/customers/${customer}/cart`, { variantId: mug, quantity });
const checkout = (customer = ana) => world.post(`api/store/customers/${customer}/checkout`);
const order = (customer = ana) => world.post(`api/store/customers/${customer}/order`);
const bodyOf = (topic: string) => world.heard.find((one) => one.topic === topic)?.body;

async function orderId(): Promise<string> {
  const delivered = (await world.call("api/webhooks")).json<{ topic: string; body: string }[]>();
  const body = delivered.find(({ topic }) => topic === "orders/create")?.body ?? "";
  return /gid:\/\/shopify\/Order\/(\d+)/.exec(body)?.[1] ?? "";
}

it(
  "there is nobody with the number of the customer that previews make up: what people have said " +
    "would be taken for theirs",
  () => {
    const people = firstCustomers("2026-01-01T00:00:00Z");
    expect(people.length).toBeGreaterThan(5);
    expect(people.map(({ phone }) => phone)).not.toContain((samplePeople["customer"] as { phone: string }).phone);
  },
);

describe("webhooks of the store", () => {
  it("are kept back while the app cannot be reached, then delivered late with their own times, or lost", async () => {
    await world.post("api/webhooks/hold");
    await fill();
    await order();
    expect(world.topics()).toEqual([]);
    await world.post("api/clock", { hours: 2 });
    await world.post("api/webhooks/deliver-held");
    expect(world.heard[0]?.headers["x-shopify-triggered-at"]).toBe("2026-11-20T15:00:00Z");
    expect(world.topics()).toContain("orders/create");
    await world.post("api/webhooks/hold");
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    await world.post("api/webhooks/drop-held");
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: false });
    expect(world.topics()).toEqual(["customers_marketing_consent/update"]);
  });

  it("are signed as Shopify signs, in the envelope of API 2026-10", async () => {
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    expect(world.heard).toHaveLength(1);
    expect(world.heard[0]).toMatchObject({
      valid: true,
      topic: "customers_marketing_consent/update",
      headers: {
        "x-shopify-shop-domain": shopDomain,
        "x-shopify-api-version": "2026-10",
        "x-shopify-triggered-at": "2026-11-20T15:00:00Z",
        "content-type": "application/json",
      },
    });
  });

  it("tell consent given and withdrawn", async () => {
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: false });
    expect(world.heard.map(({ body }) => body)).toMatchObject([
      {
        id: Number(ana),
        phone: "+12125550123",
        sms_marketing_consent: {
          state: "subscribed",
          opt_in_level: "single_opt_in",
          consent_updated_at: "2026-11-20T10:00:00-05:00",
          consent_collected_from: "SHOPIFY",
        },
      },
      { sms_marketing_consent: { state: "unsubscribed" } },
    ]);
  });

  it("write ids beyond 2^53 as exact numbers", async () => {
    await world.post(`api/store/customers/${theo}/consent`, { subscribed: true });
    expect(world.heard[0]?.raw).toContain(`"id":${theo},`);
  });

  it("of one click share one event id, and each has its own delivery id", async () => {
    await fill();
    await order();
    expect(new Set(world.heard.map(({ headers }) => headers["x-shopify-event-id"])).size).toBe(1);
    expect(new Set(world.heard.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(world.heard.length);
  });
});

describe("shopping", () => {
  it("a cart alone tells nothing; its checkout and each change of it do", async () => {
    await fill();
    expect(world.topics()).toEqual([]);
    await checkout();
    await fill(3);
    expect(world.heard.map(({ body }) => body.total_price)).toEqual(["23.00", "59.00"]);
    expect(world.topics()).toEqual(["checkouts/create", "checkouts/update"]);
  });

  it("a checkout is known by its token, and carries no id", async () => {
    await fill();
    await checkout();
    expect(bodyOf("checkouts/create")).toMatchObject({
      token: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      completed_at: null,
      customer: { id: Number(ana) },
    });
    expect(bodyOf("checkouts/create")).not.toHaveProperty("id");
  });

  it("an order carries its checkout's token, which is then completed", async () => {
    await fill(2);
    await checkout();
    const token = bodyOf("checkouts/create")?.token;
    world.topics();
    await order();
    expect(bodyOf("orders/create")).toMatchObject({ checkout_token: token, total_price: "41.00", name: "#1001" });
    expect(bodyOf("orders/create")).not.toHaveProperty("checkout_id");
    expect(bodyOf("checkouts/update")).toMatchObject({ token, completed_at: "2026-11-20T10:00:00-05:00" });
    expect(world.topics()).toEqual(["orders/create", "orders/paid", "checkouts/update"]);
  });

  it("customers come without consent and without tags", async () => {
    await fill();
    await order();
    expect(bodyOf("orders/create")?.customer).not.toHaveProperty("sms_marketing_consent");
    expect(bodyOf("orders/create")?.customer).not.toHaveProperty("tags");
  });

  it("nobody can order nothing", async () => {
    expect((await order()).status).toBe(409);
    expect((await checkout("1")).status).toBe(404);
    expect((await fill(-1)).status).toBe(409);
    expect(world.topics()).toEqual([]);
  });

  it("somebody new becomes a customer, the number read in their country's way", async () => {
    const answer = await world.post("api/store/customers", {
      firstName: "Zoë",
      lastName: "Quick",
      email: "zoe@example.com",
      phone: "(303) 555-0101",
      province: "Colorado",
      provinceCode: "CO",
    });
    expect(BigInt(String(answer.json().id))).toBeGreaterThan(2n ** 53n);
    expect(bodyOf("customers/create")).toMatchObject({
      first_name: "Zoë",
      phone: "+13035550101",
      default_address: { province_code: "CO", country_code: "US" },
    });
    expect(
      (await world.post("api/store/customers", { firstName: "Z", lastName: "Q", email: "z@example.com", phone: "12" }))
        .status,
    ).toBe(400);
  });
});

describe("the back office", () => {
  beforeEach(async () => {
    await fill();
    await order();
    world.topics();
  });

  it("fulfils and refunds", async () => {
    const id = await orderId();
    await world.post(`api/store/orders/${id}/fulfil`);
    expect(bodyOf("orders/fulfilled")).toMatchObject({
      fulfillment_status: "fulfilled",
      fulfillments: [{ tracking_company: "UPS" }],
    });
    await world.post(`api/store/orders/${id}/refund`);
    expect((await world.post(`api/store/orders/${id}/cancel`)).status).toBe(409);
    expect(world.topics()).toEqual(["orders/fulfilled", "fulfillments/create", "refunds/create", "orders/updated"]);
  });

  it("cancels", async () => {
    await world.post(`api/store/orders/${await orderId()}/cancel`);
    expect(bodyOf("orders/cancelled")).toMatchObject({
      cancel_reason: "customer",
      cancelled_at: "2026-11-20T10:00:00-05:00",
    });
  });

  it("passes on the requests that the law gives customers", async () => {
    await world.post(`api/store/customers/${ana}/data-request`);
    await world.post(`api/store/customers/${ana}/redact`);
    expect(world.heard.map(({ body }) => body.shop_domain)).toEqual([shopDomain, shopDomain]);
    expect(world.topics()).toEqual(["customers/data_request", "customers/redact"]);
  });

  it("uninstalls the app, which ends its tokens until it is granted a new one", async () => {
    expect((await world.graphql("{ shop { name } }")).status).toBe(200);
    await world.post("api/store/uninstall");
    expect(world.topics()).toEqual(["app/uninstalled"]);
    expect((await world.graphql("{ shop { name } }")).status).toBe(401);
  });
});

describe("deliveries", () => {
  it("can be repeated: the same event and body under a new delivery id", async () => {
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    const first = String(world.heard[0]?.headers["x-shopify-webhook-id"]);
    await world.post(`api/webhooks/${first}/again`);
    const [original, again] = world.heard;
    expect(again).toMatchObject({
      valid: true,
      raw: original?.raw,
      headers: { "x-shopify-event-id": original?.headers["x-shopify-event-id"] },
    });
    expect(again?.headers["x-shopify-webhook-id"]).not.toBe(first);
  });

  it("can be forged, and are then refused", async () => {
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    await world.post(`api/webhooks/${String(world.heard[0]?.headers["x-shopify-webhook-id"])}/forged`);
    expect(world.heard[1]?.valid).toBe(false);
    const remembered = (await world.call("api/webhooks")).json<{ kind: string; status: number }[]>();
    expect(remembered.map(({ kind, status }) => [kind, status])).toEqual([
      ["first", 200],
      ["forged", 401],
    ]);
  });

  it("stay forged when a forged one is repeated", async () => {
    await world.post(`api/store/customers/${ana}/consent`, { subscribed: true });
    const forged = (
      await world.post(`api/webhooks/${String(world.heard[0]?.headers["x-shopify-webhook-id"])}/forged`)
    ).json<{ webhookId: string; eventId: string }>();
    const repeated = (await world.post(`api/webhooks/${forged.webhookId}/again`)).json();
    expect(repeated).toMatchObject({ kind: "forged", status: 401, eventId: forged.eventId });
    expect(world.heard.map(({ valid }) => valid)).toEqual([true, false, false]);
  });
});
