import { z } from "zod";
import type {
  ChangedCheckout,
  ChangedConsent,
  ChangedCustomer,
  ChangedOrder,
  ChangedPage,
  ChangedResource,
} from "#core/intake/reconciliation/changes.ts";
import { bodyOf, instantIn, moment, text, tolerantObject } from "#core/intake/shapes.ts";
import { Temporal } from "#core/time/time.ts";
import { tokenIn } from "./read-checkout.server.ts";
import { ADDRESS, gid, idIn, personFields, toCustomerBody, toFulfillmentStatus } from "./webhook-shapes.server.ts";

// The lists are small, and the costs of a page are about its number of objects: what is missing is read by itself.

const ORDERS = `#graphql
  query ShopbellChangedOrders($query: String!, $after: String) {
    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const CUSTOMERS = `#graphql
  query ShopbellChangedCustomers($query: String!, $after: String) {
    customers(first: 25, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id firstName lastName state createdAt updatedAt
        defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
        defaultPhoneNumber {
          phoneNumber marketingState marketingOptInLevel marketingUpdatedAt marketingCollectedFrom
        }
        defaultAddress ${ADDRESS}
      }
      pageInfo { hasNextPage endCursor }
    }
  }`;

// Shopify cannot sort checkouts by their updates.
const CHECKOUTS = `#graphql
  query ShopbellChangedCheckouts($query: String!, $after: String) {
    abandonedCheckouts(first: 50, after: $after, query: $query, sortKey: CREATED_AT) {
      nodes { id abandonedCheckoutUrl createdAt updatedAt completedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`;

/** A time without which the object cannot be compared. */
const instant = z.string().transform((written, issues) => {
  const at = instantIn(written);
  if (at !== null) return Temporal.Instant.from(at);
  issues.addIssue({ code: "custom", message: "is no time" });
  return z.NEVER;
});
const changed = { id: gid, createdAt: instant, updatedAt: instant };
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const idOf = (id: string): string => idIn(id) ?? id;

const order = bodyOf(changed, {
  cancelledAt: moment,
  displayFinancialStatus: text,
  displayFulfillmentStatus: text,
}).transform((found): ChangedOrder => ({
  orderId: idOf(found.id),
  createdAt: found.createdAt,
  updatedAt: found.updatedAt,
  cancelledAt: found.cancelledAt === null ? null : Temporal.Instant.from(found.cancelledAt),
  financialStatus: found.displayFinancialStatus?.toLowerCase() ?? null,
  fulfillmentStatus: toFulfillmentStatus(found.displayFulfillmentStatus),
}));

const marketing = { marketingState: text, marketingOptInLevel: text, marketingUpdatedAt: moment };
const customer = z
  .object({
    ...personFields,
    ...changed,
    defaultEmailAddress: tolerantObject({ emailAddress: text, ...marketing }),
    defaultPhoneNumber: tolerantObject({ phoneNumber: text, marketingCollectedFrom: text, ...marketing }),
  })
  .transform(({ createdAt, updatedAt, ...found }): ChangedCustomer => {
    const customerId = idOf(found.id);
    const { defaultPhoneNumber: phone, defaultEmailAddress: email } = found;
    return {
      customerId,
      createdAt,
      updatedAt,
      body: toCustomerBody({ ...found, createdAt: createdAt.toString(), updatedAt: updatedAt.toString() }),
      smsConsent: toConsent(phone, (consent) => ({
        id: customerId,
        phone: phone?.phoneNumber ?? null,
        sms_marketing_consent: {
          ...consent,
          consent_collected_from: phone?.marketingCollectedFrom ?? null,
        },
      })),
      emailConsent: toConsent(email, (consent) => ({
        customer_id: customerId,
        email_address: email?.emailAddress ?? null,
        email_marketing_consent: consent,
      })),
    };
  });

function toConsent(
  told: { marketingState: string | null; marketingOptInLevel: string | null; marketingUpdatedAt: string | null } | null,
  bodyWith: (consent: Record<string, string | null>) => ChangedConsent["body"],
): ChangedConsent | null {
  if (!told?.marketingUpdatedAt) return null;
  return {
    updatedAt: Temporal.Instant.from(told.marketingUpdatedAt),
    body: bodyWith({
      state: told.marketingState?.toLowerCase() ?? null,
      opt_in_level: told.marketingOptInLevel?.toLowerCase() ?? null,
      consent_updated_at: told.marketingUpdatedAt,
    }),
  };
}

const checkout = bodyOf({ ...changed, abandonedCheckoutUrl: z.string() }, { completedAt: moment }).transform(
  ({ id, abandonedCheckoutUrl, createdAt, updatedAt, completedAt }): ChangedCheckout => ({
    id,
    token: tokenIn(abandonedCheckoutUrl) ?? "",
    createdAt,
    updatedAt,
    completedAt: completedAt === null ? null : Temporal.Instant.from(completedAt),
  }),
);

/** Reads one page. An object that cannot be read holds up no other. */
const pageOf = <T>(connection: string, node: z.ZodType<T>) =>
  z
    .looseObject({ [connection]: z.object({ nodes: z.array(z.unknown()), pageInfo }) })
    .transform((answer): { changed: T[]; next: string | null } => {
      const { nodes, pageInfo: info } = answer[connection] as { nodes: unknown[]; pageInfo: z.infer<typeof pageInfo> };
      return {
        changed: nodes.flatMap((each) => {
          const read = node.safeParse(each);
          return read.success ? [read.data] : [];
        }),
        next: info.hasNextPage ? info.endCursor : null,
      };
    });

export const changeQueries: {
  readonly [R in ChangedResource]: { document: string; answer: z.ZodType<ChangedPage<R>> };
} = {
  orders: { document: ORDERS, answer: pageOf("orders", order) },
  customers: { document: CUSTOMERS, answer: pageOf("customers", customer) },
  checkouts: {
    document: CHECKOUTS,
    answer: pageOf("abandonedCheckouts", checkout).transform(({ changed: found, next }) => ({
      changed: found.filter(({ token }) => token !== ""),
      next,
    })),
  },
};
