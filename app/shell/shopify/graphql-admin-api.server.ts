import { z } from "zod";
import type { Log } from "../log.server.ts";
import type { AdminApi } from "./admin-api.server.ts";
import { createAdminRequest, type AdminRequest, type ShopSessions } from "./admin-request.server.ts";
import { customerGid } from "./customer-gid.server.ts";
import { BUSINESS, businessAnswer, CUSTOMER, customerAnswer, SHOP, shopAnswer } from "./read-admin.server.ts";
import { changeQueries } from "./read-changes.server.ts";
import { CHECKOUT, checkoutAnswer } from "./read-checkout.server.ts";
import { ORDER, orderAnswer } from "./read-order.server.ts";
import { segmentReads } from "./read-segments.server.ts";
import { appWrites } from "./write-app.server.ts";
import { customerWrites } from "./write-customer.server.ts";
import { discountWrites } from "./write-discount.server.ts";

/** Time without reads after a shop had no session or did not respond; writes are still sent. */
const READ_PAUSE_MS = 60_000;

/** Admin API over GraphQL. */
export function createAdminApi(shopify: ShopSessions, log: Log): AdminApi {
  const request = createAdminRequest(shopify);
  return {
    ...reads(request, log),
    changes: changesBy(request),
    ...segmentReads(request),
    ...customerWrites(request),
    ...discountWrites(request),
    ...appWrites(request),
  };
}

const changesBy =
  (request: AdminRequest): AdminApi["changes"] =>
  async (domain, resource, { since, until, after }) => {
    const { document, answer } = changeQueries[resource];
    const query = `updated_at:>='${since.toString()}' AND updated_at:<='${until.toString()}'`;
    const response = await request(domain, document, { query, after });
    if (response.kind !== "answered") return response;
    const page = answer.safeParse(response.data);
    return page.success
      ? { kind: "answered", page: page.data }
      : { kind: "refused", code: "unreadable", detail: z.prettifyError(page.error) };
  };

function reads(
  request: AdminRequest,
  log: Log,
): Pick<AdminApi, "shop" | "business" | "customer" | "order" | "checkout"> {
  const pausedUntil = new Map<string, number>();

  async function read<T>(
    domain: string,
    document: string,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
  ): Promise<T | null> {
    if ((pausedUntil.get(domain) ?? 0) > performance.now()) return null;
    const response = await request(domain, document, variables);
    const parsed = response.kind === "answered" ? schema.safeParse(response.data) : null;
    if (parsed?.success) return parsed.data;
    pausedUntil.set(domain, performance.now() + READ_PAUSE_MS);
    log.info(
      { err: parsed?.error, shop: domain, answer: response.kind === "answered" ? undefined : response.detail },
      "the Admin API gives no answer; going on without",
    );
    return null;
  }

  return {
    shop: (domain) => read(domain, SHOP, {}, shopAnswer),
    business: (domain) => read(domain, BUSINESS, {}, businessAnswer),
    customer: (domain, shopifyId) => read(domain, CUSTOMER, { id: customerGid(shopifyId) }, customerAnswer),
    order: (domain, orderId) => read(domain, ORDER, { id: `gid://shopify/Order/${orderId}` }, orderAnswer),
    checkout: (domain, id) => read(domain, CHECKOUT, { id }, checkoutAnswer),
  };
}
