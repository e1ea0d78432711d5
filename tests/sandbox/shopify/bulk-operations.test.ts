import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImportResource } from "#core/intake/import/resources.ts";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import type { BulkOperation, ImportedObjects } from "#shell/shopify/admin-api.server.ts";
import { readBulkFile } from "#shell/shopify/bulk-file.server.ts";
import { createAdminApi } from "#shell/shopify/graphql-admin-api.server.ts";
import { redirectedFetch } from "#shell/shopify/redirected-fetch.server.ts";
// Before the sandbox: of both, the adapter that is loaded last reads requests.
import { library, offline } from "../../shell/shopify/library.ts";
import { mug, sandbox, shopDomain, theo, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox({ bulkTakes: 5 });
  setAbstractFetchFunc(redirectedFetch(`${world.url}/sandbox/shopify`));
});
afterEach(() => world.close());

const adminApi = () => createAdminApi(library(offline), pino({ level: "silent" }), `${world.url}/sandbox/shopify`);

async function run(resource: ImportResource): Promise<BulkOperation> {
  const started = await adminApi().bulk.start(shopDomain, resource, null);
  if (started.kind !== "answered") throw new Error(started.detail);
  const looked = () => adminApi().bulk.find(shopDomain, started.id);
  await expect
    .poll(async () => {
      const found = await looked();
      return found.kind === "answered" ? found.operation.state : found.detail;
    })
    .not.toBe("running");
  const found = await looked();
  if (found.kind !== "answered") throw new Error(found.detail);
  return found.operation;
}

async function allOf<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of from) all.push(each);
  return all;
}

async function objectsOf<R extends ImportResource>(resource: R, skip = 0): Promise<(ImportedObjects[R] | null)[]> {
  const operation = await run(resource);
  if (operation.state !== "completed" || !operation.url) throw new Error(operation.state);
  return allOf(adminApi().bulk.read(resource, operation.url, skip));
}

async function order() {
  await world.post(`api/store/customers/${theo}/cart`, { variantId: mug, quantity: 2 });
  await world.post(`api/store/customers/${theo}/order`);
}

describe("a bulk operation", () => {
  it("reads every customer with the consents of API 2026-10, and tells of its end", async () => {
    await world.post(`api/store/customers/${theo}/consent`, { subscribed: true });
    const customers = await objectsOf("customers");
    expect(customers.length).toBeGreaterThan(5);
    expect(customers.find((customer) => customer?.shopifyId === theo)).toMatchObject({
      customer: { smsConsent: "subscribed", optInLevel: "single_opt_in", firstName: "Theo", numberOfOrders: 0 },
      smsConsent: { id: theo, sms_marketing_consent: { state: "subscribed" } },
    });
    await expect
      .poll(() => world.heard.findLast(({ topic }) => topic === "bulk_operations/finish")?.body)
      .toMatchObject({ status: "completed", error_code: null, type: "query" });
  });

  it("reads an order with its lines as its own webhook tells of it", async () => {
    await order();
    const [body] = await objectsOf("orders");
    const webhook = world.heard.find(({ topic }) => topic === "orders/create");
    const [read, told] = [
      normalizeEvent("orders/create", body),
      normalizeEvent("orders/create", parseLossless(webhook?.raw ?? "")),
    ];
    if ("ignored" in read || "ignored" in told) throw new Error("an order was not read");
    expect(read.normalizedEvent.facts.order).toEqual({
      ...told.normalizedEvent.facts.order,
      delivery_method: read.normalizedEvent.facts.order?.delivery_method,
    });
    expect(read.normalizedEvent.customer?.shopifyId).toBe(theo);
  });

  it("goes on behind what was read", async () => {
    const all = await objectsOf("customers");
    expect(await objectsOf("customers", 3)).toEqual(all.slice(3));
  });

  it("finds nothing without an address", async () => {
    expect(await run("orders")).toEqual({ state: "completed", total: 0, url: null });
  });

  it("fails as it is told to", async () => {
    await order();
    const ends: Record<string, unknown> = {};
    for (const fault of ["denied", "broken", "partial", "cancelled"]) {
      await world.post("api/store/bulk-operations", { fault });
      ends[fault] = await run("orders");
    }
    expect(ends).toEqual({
      denied: { state: "failed", denied: true, partialUrl: null },
      broken: { state: "failed", denied: false, partialUrl: null },
      partial: { state: "failed", denied: false, partialUrl: expect.stringContaining("/bulk-files/") as string },
      cancelled: { state: "cancelled" },
    });
  });

  it("is gone after seven days, and its file with it", async () => {
    const operation = await run("customers");
    if (operation.state !== "completed" || !operation.url) throw new Error(operation.state);
    await world.post("api/clock", { days: 8 });
    await expect(allOf(adminApi().bulk.read("customers", operation.url, 0))).rejects.toThrow("404");
    expect(await adminApi().bulk.find(shopDomain, "gid://shopify/BulkOperation/1")).toEqual({
      kind: "answered",
      operation: { state: "gone" },
    });
  });

  it("is refused with a query that reads no list", async () => {
    const answer = await world.graphql(
      `mutation { bulkOperationRunQuery(query: "{ shop { name } }") { bulkOperation { id } userErrors { code } } }`,
    );
    expect(answer.json()).toMatchObject({ data: { bulkOperationRunQuery: { userErrors: [{ code: "INVALID" }] } } });
  });
});

describe("a file", () => {
  it("is read from Shopify's storage or the simulated one alone", async () => {
    const base = `${world.url}/sandbox/shopify`;
    for (const [address, known] of [
      ["http://169.254.169.254/latest", base],
      ["http://storage.googleapis.com/file.jsonl", undefined],
      ["https://storage.googleapis.com.evil.example/file.jsonl", undefined],
      ["https://storage.googleapis.com:8443/file.jsonl", undefined],
      ["no address", undefined],
      [`${base}/bulk-files/1.jsonl`, undefined],
    ] as const)
      await expect(allOf(readBulkFile(address, known))).rejects.toThrow("no file of Shopify's");
  });
});
