import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { importResource } from "#services/intake/parts/import-resource.server.ts";
import { refreshStatistics } from "#shell/db/statistics.server.ts";
import { claimImport } from "#shell/repositories/intake/store-imports.server.ts";
import { bulkOperations } from "#shell/shopify/bulk-operations.server.ts";
import { buildHouse } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";

const ORDERS_PER_CUSTOMER = 0.5;
const MB = 1024 * 1024;

/** Imports customers and half as many orders from files over HTTP, and tells how much memory that takes. */
export async function benchImport(database: TestDatabase, count: number): Promise<void> {
  const house = buildHouse(database);
  const orders = Math.round(count * ORDERS_PER_CUSTOMER);
  const server = createServer((request, response) => {
    response.setHeader("Content-Encoding", "gzip");
    const lines = request.url === "/customers" ? customerLines(count) : orderLines(orders, count);
    void pipeline(Readable.from(lines), createGzip({ level: 1 }), response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { bulk } = bulkOperations(async () => ({ kind: "retry", detail: "not asked" }), base);
  house.bulk.answers(({ resource }) => ({
    state: "completed",
    total: resource === "customers" ? count : orders,
    url: resource === "checkouts" ? null : `${base}/${resource}`,
  }));
  const context = {
    ...house.context,
    adminApi: { ...house.context.adminApi, bulk: { ...house.bulk.api, read: bulk.read } },
  };
  await house.open([], { credits: 0 });
  const now = () => house.clock.now();
  const turn = async () => {
    const claimed = await claimImport(database.pool, now(), now().add({ minutes: 5 }));
    if (claimed) await importResource(context, claimed);
    return claimed;
  };
  while (await turn());
  house.clock.moveTo(now().add({ minutes: 1 }));
  globalThis.gc?.();
  const before = process.memoryUsage();
  let peak = before;
  // As the task "statistics" does.
  const statistics = setInterval(() => void refreshStatistics(database.pool), 5_000);
  const timer = setInterval(() => {
    const used = process.memoryUsage();
    if (used.rss > peak.rss) peak = used;
  }, 100);
  for (let part = 0; part < 3; part++) {
    const started = performance.now();
    const claimed = await turn();
    const [row] = await house.rows<{ resource: string; done: number }>(
      `SELECT "resource", "done" FROM "StoreImport" WHERE "resource" = '${claimed?.resource}'`,
    );
    const seconds = (performance.now() - started) / 1_000;
    process.stdout.write(
      `import: ${row?.done} ${row?.resource} in ${seconds.toFixed(1)} s, ${Math.round((row?.done ?? 0) / seconds)} a second\n`,
    );
  }
  clearInterval(timer);
  clearInterval(statistics);
  process.stdout.write(
    `import: ${Math.round(before.rss / MB)} MB before, ${Math.round(peak.rss / MB)} MB at most (heap ${Math.round(peak.heapUsed / MB)} MB)\n`,
  );
  server.close();
  await house.close();
}

const at = (index: number) =>
  new Date(Date.UTC(2026, 0, 2) + (index % 4_000_000) * 1_000).toISOString().replace(".000", "");
const gid = (kind: string, id: number) => `gid://shopify/${kind}/${7_000_000_000_000 + id}`;
const phoneOf = (index: number) => `+1${212 + (index % 3)}${String(5_550_000 + (index % 999_999)).padStart(7, "0")}`;
const personOf = (index: number) => ({
  id: gid("Customer", index),
  firstName: `Maya${index % 977}`,
  lastName: `Lund${index % 1_013}`,
  state: "ENABLED",
  createdAt: at(index),
  updatedAt: at(index),
  defaultEmailAddress: {
    emailAddress: `maya${index}@example.com`,
    marketingState: "NOT_SUBSCRIBED",
    marketingOptInLevel: null,
    marketingUpdatedAt: null,
  },
  defaultAddress: { firstName: null, lastName: null, phone: null, countryCodeV2: "US", provinceCode: "NY" },
});

function* customerLines(count: number): Generator<string> {
  for (let index = 0; index < count; index++)
    yield `${JSON.stringify({
      ...personOf(index),
      locale: "en",
      tags: ["wholesale"],
      numberOfOrders: "2",
      amountSpent: { amount: "80.0", currencyCode: "USD" },
      lastOrder: { createdAt: at(index) },
      birthDate: null,
      defaultPhoneNumber: {
        phoneNumber: phoneOf(index),
        smsMarketingConsent: {
          state: index % 3 === 0 ? "SUBSCRIBED" : index % 3 === 1 ? "UNSUBSCRIBED" : "NEVER_SUBSCRIBED",
          optInLevel: "SINGLE_OPT_IN",
          updatedAt: index % 3 === 2 ? null : at(index),
          collectedFrom: "SHOPIFY",
        },
      },
    })}\n`;
}

const money = (amount: string) => ({
  shopMoney: { amount, currencyCode: "USD" },
  presentmentMoney: { amount, currencyCode: "USD" },
});

function* orderLines(count: number, customers: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const customer = {
      ...personOf((index * 2) % customers),
      defaultPhoneNumber: { phoneNumber: phoneOf((index * 2) % customers) },
    };
    const place = { firstName: "Maya", lastName: "Lund", phone: null, countryCodeV2: "US", provinceCode: "NY" };
    const id = gid("Order", index);
    const line = {
      title: "Mug",
      sku: "MUG-1",
      vendor: "Larkspur",
      quantity: 1,
      currentQuantity: 1,
      requiresShipping: true,
      product: { id: gid("Product", 1) },
      variant: { id: gid("ProductVariant", 1) },
      originalUnitPriceSet: money("20.0"),
      __parentId: id,
    };
    const order = {
      id,
      name: `#${index}`,
      email: `maya${index}@example.com`,
      phone: null,
      customerLocale: "en",
      note: null,
      test: false,
      tags: [],
      discountCodes: [],
      sourceName: "web",
      statusPageUrl: "https://juniper.example/o",
      checkoutToken: `t${index}`,
      createdAt: at(index),
      processedAt: at(index),
      updatedAt: at(index),
      cancelledAt: null,
      closedAt: null,
      cancelReason: null,
      currencyCode: "USD",
      presentmentCurrencyCode: "USD",
      displayFinancialStatus: "PAID",
      displayFulfillmentStatus: "FULFILLED",
      totalPriceSet: money("40.0"),
      currentTotalPriceSet: money("40.0"),
      subtotalPriceSet: money("40.0"),
      currentSubtotalPriceSet: money("40.0"),
      customAttributes: [],
      shippingLine: { deliveryCategory: null },
      shippingAddress: place,
      billingAddress: place,
      customer,
      refunds: [],
      fulfillments: [
        {
          id: gid("Fulfillment", index),
          name: `#${index}.1`,
          status: "SUCCESS",
          displayStatus: "FULFILLED",
          createdAt: at(index),
          updatedAt: at(index),
          trackingInfo: [],
        },
      ],
      transactions: [{ kind: "SALE", status: "SUCCESS", processedAt: at(index) }],
    };
    yield `${JSON.stringify(order)}\n${JSON.stringify(line)}\n${JSON.stringify(line)}\n`;
  }
}
