import type {
  ChangedCheckout,
  ChangedConsent,
  ChangedCustomer,
  ChangedOrder,
  ChangedPage,
  ChangedResource,
} from "#core/intake/reconciliation/changes.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal } from "#core/time/time.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import type { AdminDocument } from "../documents/admin-document.ts";
import {
  changedCheckouts,
  changedCustomers,
  changedOrders,
  type ShopbellChangedCheckoutsQuery,
  type ShopbellChangedCustomersQuery,
  type ShopbellChangedOrdersQuery,
} from "../documents/documents.ts";
import { tokenIn } from "./read-checkout.server.ts";
import { idIn, toCustomerBody, toFulfillmentStatus, toSmsConsentBody } from "../webhook-shapes.server.ts";

// The lists are small, and the costs of a page are about its number of objects: what is missing is read by itself.

const at = (written: string) => Temporal.Instant.from(written);
const idOf = (id: string): string => idIn(id) ?? id;

const toOrder = (found: ShopbellChangedOrdersQuery["orders"]["nodes"][number]): ChangedOrder => ({
  orderId: idOf(found.id),
  createdAt: at(found.createdAt),
  updatedAt: at(found.updatedAt),
  cancelledAt: found.cancelledAt === null ? null : at(found.cancelledAt),
  financialStatus: found.displayFinancialStatus?.toLowerCase() ?? null,
  fulfillmentStatus: toFulfillmentStatus(found.displayFulfillmentStatus),
});

function toCustomer(found: ShopbellChangedCustomersQuery["customers"]["nodes"][number]): ChangedCustomer {
  const customerId = idOf(found.id);
  const { defaultEmailAddress: email } = found;
  return {
    customerId,
    createdAt: at(found.createdAt),
    updatedAt: at(found.updatedAt),
    body: toCustomerBody(found),
    smsConsent: toConsent(found.defaultPhoneNumber?.smsMarketingConsent.updatedAt, toSmsConsentBody(customerId, found)),
    emailConsent: toConsent(
      email?.marketingUpdatedAt,
      email && {
        customer_id: customerId,
        email_address: email.emailAddress,
        email_marketing_consent: {
          state: email.marketingState.toLowerCase(),
          opt_in_level: email.marketingOptInLevel?.toLowerCase() ?? null,
          consent_updated_at: email.marketingUpdatedAt,
        },
      },
    ),
  };
}

const toConsent = (updatedAt: string | null | undefined, body: ChangedConsent["body"] | null): ChangedConsent | null =>
  updatedAt && body ? { updatedAt: at(updatedAt), body } : null;

const toCheckout = (found: ShopbellChangedCheckoutsQuery["abandonedCheckouts"]["nodes"][number]): ChangedCheckout[] => {
  const token = tokenIn(found.abandonedCheckoutUrl);
  return token
    ? [
        {
          id: found.id,
          token,
          createdAt: at(found.createdAt),
          updatedAt: at(found.updatedAt),
          completedAt: found.completedAt === null ? null : at(found.completedAt),
        },
      ]
    : [];
};

interface PageInfo {
  pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const after = ({ pageInfo }: PageInfo): string | null => (pageInfo.hasNextPage ? pageInfo.endCursor : null);

type ChangeQuery<R extends ChangedResource> = (
  request: AdminRequest,
  domain: string,
  variables: { query: string; after: string | null },
) => Promise<{ kind: "answered"; page: ChangedPage<R> } | OutwardFailure>;

const changeQuery =
  <Data, R extends ChangedResource>(
    document: AdminDocument<Data, { query: string; after?: string | null | undefined }>,
    read: (data: Data) => ChangedPage<R>,
  ): ChangeQuery<R> =>
  async (request, domain, variables) => {
    const response = await request(domain, document, variables);
    if (response.kind !== "answered") return response;
    try {
      return { kind: "answered", page: read(response.data) };
    } catch (error) {
      return { kind: "refused", code: "unreadable", detail: String(error) };
    }
  };

/** Asks for a page of the changes of each resource. */
export const changeQueries: { readonly [R in ChangedResource]: ChangeQuery<R> } = {
  orders: changeQuery(changedOrders, ({ orders: page }) => ({ changed: page.nodes.map(toOrder), next: after(page) })),
  customers: changeQuery(changedCustomers, ({ customers: page }) => ({
    changed: page.nodes.map(toCustomer),
    next: after(page),
  })),
  checkouts: changeQuery(changedCheckouts, ({ abandonedCheckouts: page }) => ({
    changed: page.nodes.flatMap(toCheckout),
    next: after(page),
  })),
};
