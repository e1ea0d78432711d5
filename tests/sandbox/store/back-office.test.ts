import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { normalizedEventIn } from "../../core/intake/understood.ts";
import { ana, mug, sandbox, theo, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const office = `store?customer=${ana}&view=office`;
const post = (path: string, body: object = {}) => world.post(`api/store/${path}`, body);
const fill = (quantity = 1) => post(`customers/${ana}/cart`, { variantId: mug, quantity });
const bodyOf = (topic: string) => world.heard.find((one) => one.topic === topic)?.body;
/** What the app makes of everything it heard, in that order. */
const understood = () =>
  world.heard.filter(({ valid }) => valid).map(({ topic, raw }) => normalizedEventIn(topic, parseLossless(raw)));

const orderTold = () =>
  /gid:\/\/shopify\/Order\/(\d+)/.exec(world.heard.find(({ topic }) => topic === "orders/create")?.raw ?? "")?.[1] ??
  "";

async function order(body: object = {}): Promise<string> {
  await fill();
  await post(`customers/${ana}/order`, body);
  const id = orderTold();
  world.topics();
  return id;
}

describe("a parcel", () => {
  it.each(["in_transit", "out_for_delivery", "delivered", "attempted_delivery", "failure"])(
    "that is %s is told as the carrier's event and in its shipment",
    async (status) => {
      const id = await order();
      await post(`orders/${id}/fulfil`);
      world.topics();
      await post(`orders/${id}/parcel`, { status });
      expect(understood()).toMatchObject([
        { relatedSubject: `order:${id}`, facts: { shipment: { status } } },
        {
          relatedSubject: `order:${id}`,
          facts: { shipment: { status, tracking_company: "UPS", items: ["Enamel mug"] }, order: { name: "#1001" } },
        },
      ]);
      expect(new Set(understood().map(({ subject }) => subject)).size).toBe(1);
      expect(world.topics()).toEqual(["fulfillment_events/create", "fulfillments/update"]);
    },
  );

  it("that was not sent is nowhere, and is in no place that carriers do not know", async () => {
    const id = await order();
    expect((await post(`orders/${id}/parcel`, { status: "delivered" })).status).toBe(409);
    await post(`orders/${id}/fulfil`);
    expect((await post(`orders/${id}/parcel`, { status: "eaten" })).status).toBe(400);
  });
});

describe("an order to be paid later", () => {
  it("is placed unpaid, may fail to be paid, and is paid in the end, once", async () => {
    await fill();
    await post(`customers/${ana}/order`, { later: true });
    expect(bodyOf("orders/create")).toMatchObject({ financial_status: "pending", total_outstanding: "23.00" });
    const id = orderTold();
    expect(world.topics()).toEqual(["checkouts/create", "orders/create", "checkouts/update"]);
    await post(`orders/${id}/decline`);
    expect(understood()).toMatchObject([
      {
        subject: `order:${id}`,
        facts: {
          payment: { kind: "sale", status: "failure", amount: "23.00", currency: "USD", error_code: "card_declined" },
        },
      },
    ]);
    expect((await post(`orders/${id}/refund`)).status).toBe(409);
    world.topics();
    await post(`orders/${id}/pay`);
    expect(bodyOf("order_transactions/create")).toMatchObject({ status: "success", error_code: null });
    expect(bodyOf("orders/paid")).toMatchObject({ financial_status: "paid", total_outstanding: "0.00" });
    expect(world.topics()).toEqual(["order_transactions/create", "orders/paid"]);
    expect((await post(`orders/${id}/pay`)).status).toBe(409);
    expect((await post(`orders/${id}/decline`)).status).toBe(409);
  });

  it("and cancelled before is void", async () => {
    const id = await order({ later: true });
    await post(`orders/${id}/cancel`);
    expect(bodyOf("orders/cancelled")).toMatchObject({ financial_status: "voided" });
    expect((await post(`orders/${id}/pay`)).status).toBe(409);
  });
});

describe("a customer", () => {
  it("gets a tag and loses it, each told once", async () => {
    await post(`customers/${theo}/tag`, { tag: "wholesale" });
    await post(`customers/${theo}/tag`, { tag: "wholesale" });
    await post(`customers/${theo}/untag`, { tag: "wholesale" });
    expect(
      understood()
        .map(({ tagChange }) => tagChange)
        .filter(Boolean),
    ).toEqual([
      { added: ["wholesale"], removed: [] },
      { added: [], removed: ["wholesale"] },
    ]);
    expect(world.topics()).toEqual([
      "customer.tags_added",
      "customers/update",
      "customer.tags_removed",
      "customers/update",
    ]);
    expect((await post(`customers/${theo}/tag`, { tag: " " })).status).toBe(400);
  });

  it("gets an account and has it closed, in this order", async () => {
    expect((await post(`customers/${ana}/disable`)).status).toBe(409);
    await post(`customers/${ana}/enable`);
    expect(bodyOf("customers/enable")).toMatchObject({ state: "enabled" });
    expect((await post(`customers/${ana}/enable`)).status).toBe(409);
    await post(`customers/${ana}/disable`);
    expect(world.topics()).toEqual(["customers/enable", "customers/update", "customers/disable", "customers/update"]);
  });

  it("has a date of birth where Shopify keeps it", async () => {
    const born = async (id: string) =>
      (
        await world.graphql(
          `{ customer(id: "gid://shopify/Customer/${id}") { metafield(namespace: "facts", key: "birth_date") { type value } } }`,
        )
      ).json<{ data: { customer: { metafield: unknown } } }>().data.customer.metafield;
    expect(await born(ana)).toEqual({ type: "date", value: "1991-01-16" });
    const zoe = { firstName: "Zoë", lastName: "Quick", email: "zoe@example.com" };
    const { id } = (await post("customers", { ...zoe, birthDate: "2000-06-01" })).json<{ id: string }>();
    expect(await born(id)).toEqual({ type: "date", value: "2000-06-01" });
    await post(`customers/${id}`, { ...zoe, birthDate: "" });
    expect(await born(id)).toBeNull();
    expect((await post("customers", { ...zoe, birthDate: "in June" })).status).toBe(400);
  });
});

describe("a product", () => {
  const variantHeard = () =>
    understood()
      .flatMap(({ variants }) => variants)
      .filter(({ variantId }) => variantId === mug);

  it("sells out and comes back, as Shopify tells of it", async () => {
    await post(`variants/${mug}`, { stock: 0 });
    expect(variantHeard()).toMatchObject([
      { title: "Enamel mug - Sea blue", price: "18.00", available: 0 },
      { available: 0 },
    ]);
    expect(world.topics()).toEqual(["products/update", "inventory_levels/update", "variants/out_of_stock"]);
    expect((await fill()).status).toBe(409);
    expect((await world.call(`store?customer=${ana}`)).text).toContain("Sea blue · sold out");
    await post(`variants/${mug}`, { stock: 3 });
    expect(understood().map(({ stock }) => stock?.available ?? null)).toEqual([null, 3, null]);
    expect(world.topics()).toEqual(["products/update", "inventory_levels/update", "variants/in_stock"]);
    expect((await fill(4)).status).toBe(409);
    expect((await fill(3)).status).toBe(200);
  });

  it("gets cheaper: in carts at once, in a checkout once its customer is back, in no order that was placed", async () => {
    const id = await order();
    await fill();
    await post(`customers/${ana}/checkout`);
    await post(`variants/${mug}`, { price: "14.50" });
    expect(variantHeard()).toMatchObject([{ price: "14.50", available: 25 }]);
    expect((await world.call(`store?customer=${ana}`)).text).toContain("Sea blue · $14.50");
    world.topics();
    await post(`customers/${ana}/checkout`);
    expect(bodyOf("checkouts/update")).toMatchObject({ total_price: "19.50", line_items: [{ price: "14.50" }] });
    await post(`orders/${id}/fulfil`);
    expect(bodyOf("orders/fulfilled")).toMatchObject({ total_price: "23.00", line_items: [{ price: "18.00" }] });
  });

  it("is not told of where nothing changed, nor sold at a price that is none", async () => {
    await post(`variants/${mug}`, { price: "18", stock: 25 });
    expect(world.topics()).toEqual([]);
    expect((await post(`variants/${mug}`, { price: "cheap" })).status).toBe(400);
    expect((await post("variants/1", { stock: 1 })).status).toBe(409);
  });
});

it("the page offers what may be done, and no more", async () => {
  const offered = async () =>
    [...(await world.call(office)).text.matchAll(/api\/store\/orders\/\d+\/(\w+)/g)].map(([, deed]) => deed);
  const id = await order({ later: true });
  expect(await offered()).toEqual(["fulfil", "cancel", "pay", "decline"]);
  await post(`orders/${id}/pay`);
  expect(await offered()).toEqual(["fulfil", "cancel", "refund"]);
  await post(`orders/${id}/fulfil`);
  expect(await offered()).toEqual(["refund", "parcel"]);
  await post(`customers/${ana}/tag`, { tag: "<b>" });
  expect((await world.call(office)).text).toContain("&lt;b&gt; ×");
});
