import type { Log } from "../log.server.ts";
import type { AdminApi } from "./admin-api.server.ts";
import { createAdminRequest, type AdminRequest, type ShopSessions } from "./admin-request.server.ts";
import { customerGid, customerIdOf } from "./customer-gid.server.ts";
import { bulkOperations } from "./bulk-operations.server.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import {
  business,
  checkout,
  customer,
  customerByPhone,
  development,
  order,
  product,
  shop,
} from "./documents/documents.ts";
import { catalogQueries, catalogItems, searchTerms } from "./reads/read-catalog.server.ts";
import { readBusiness, readCustomer, readDevelopment, readShop } from "./reads/read-admin.server.ts";
import { changeQueries } from "./reads/read-changes.server.ts";
import { purchaseReads } from "./reads/read-purchases.server.ts";
import { readProduct } from "./reads/read-product.server.ts";
import { readCheckout } from "./reads/read-checkout.server.ts";
import { toOrderBody } from "./reads/read-order.server.ts";
import { subscriptionCalls } from "./subscriptions.server.ts";
import { segmentReads } from "./reads/read-segments.server.ts";
import { pixelWrites } from "./writes/write-pixel.server.ts";
import { appWrites } from "./writes/write-app.server.ts";
import { customerWrites } from "./writes/write-customer.server.ts";
import { discountCodeWrites } from "./writes/write-discount-codes.server.ts";
import { discountWrites } from "./writes/write-discount.server.ts";

/** Time without reads after a shop had no session or did not respond; writes are still sent. */
const READ_PAUSE_MS = 60_000;

/** Admin API over GraphQL. @param base loopback URL of a simulated Admin API */
export function createAdminApi(shopify: ShopSessions, log: Log, base?: string): AdminApi {
  const request = createAdminRequest(shopify);
  return {
    ...reads(request, log),
    changes: changesBy(request),
    ...bulkOperations(request, base),
    ...segmentReads(request),
    ...customerWrites(request),
    customerByPhone: async (domain, phone) => {
      const answer = await request(domain, customerByPhone, { phone });
      if (answer.kind !== "answered") return answer;
      const found = answer.data.customerByIdentifier;
      return {
        kind: "answered",
        found: found && { shopifyId: customerIdOf(found.id), customer: readCustomer(found) },
      };
    },
    ...discountWrites(request),
    ...discountCodeWrites(request),
    ...appWrites(request),
    ...pixelWrites(request),
    ...subscriptionCalls(request),
    ...purchaseReads(request),
  };
}

const changesBy =
  (request: AdminRequest): AdminApi["changes"] =>
  (domain, resource, { since, until, after }) =>
    changeQueries[resource](request, domain, {
      query: `updated_at:>='${since.toString()}' AND updated_at:<='${until.toString()}'`,
      after,
    });

function reads(
  request: AdminRequest,
  log: Log,
): Pick<
  AdminApi,
  "shop" | "business" | "customer" | "order" | "checkout" | "product" | "searchCatalog" | "isDevelopmentStore"
> {
  const pausedUntil = new Map<string, number>();

  async function read<Data, Variables extends object, T>(
    domain: string,
    document: AdminDocument<Data, Variables>,
    variables: Variables,
    toAnswer: (data: Data) => T,
  ): Promise<T | null> {
    if ((pausedUntil.get(domain) ?? 0) > performance.now()) return null;
    const response = await request(domain, document, variables);
    try {
      if (response.kind === "answered") return toAnswer(response.data);
      log.info({ shop: domain, answer: response.detail }, "the Admin API gives no answer; going on without");
    } catch (error) {
      log.info({ err: error, shop: domain }, "the Admin API's answer cannot be read; going on without");
    }
    pausedUntil.set(domain, performance.now() + READ_PAUSE_MS);
    return null;
  }

  return {
    shop: (domain) => read(domain, shop, {}, readShop),
    business: (domain) => read(domain, business, {}, readBusiness),
    customer: (domain, shopifyId) =>
      read(domain, customer, { id: customerGid(shopifyId) }, (data) => data.customer && readCustomer(data.customer)),
    order: (domain, orderId) =>
      read(domain, order, { id: `gid://shopify/Order/${orderId}` }, ({ order: found }) => ({
        order: found && toOrderBody(found, found.lineItems.nodes),
      })),
    checkout: (domain, id) => read(domain, checkout, { id }, readCheckout),
    product: (domain, productId) => read(domain, product, { id: `gid://shopify/Product/${productId}` }, readProduct),
    searchCatalog: (domain, resource, search) =>
      read(domain, catalogQueries[resource], { query: searchTerms(search) }, catalogItems(resource)),
    isDevelopmentStore: (domain) => read(domain, development, {}, readDevelopment),
  };
}
