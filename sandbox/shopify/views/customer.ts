import { ordersOf, spentBy } from "../../store/ledger.ts";
import type { Customer, Metafield, StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { gid } from "./gid.ts";
import { money } from "./money.ts";
// oxlint-disable-next-line import/no-cycle -- a customer has orders and an order its customer
import { orderView } from "./order.ts";
import { search, sorted } from "./search.ts";

export type Listing = Paging & { query?: string | null; sortKey?: string | null };

export function addressView({ addressId, firstName, lastName, phone, address }: Customer) {
  return {
    ...address,
    __typename: "MailingAddress",
    id: gid("MailingAddress", addressId),
    address2: null,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    phone,
    countryCodeV2: address.countryCode,
  };
}

function phoneView({ phone, consent }: Customer) {
  const state = consent.state.toUpperCase();
  const optInLevel = consent.optInLevel?.toUpperCase() ?? null;
  return (
    phone && {
      phoneNumber: phone,
      marketingState: state,
      marketingOptInLevel: optInLevel,
      marketingUpdatedAt: consent.updatedAt,
      marketingCollectedFrom: consent.collectedFrom,
      // The newer enum has another word for the same.
      smsMarketingConsent: {
        state: state === "NOT_SUBSCRIBED" ? "NEVER_SUBSCRIBED" : state,
        optInLevel,
        updatedAt: consent.updatedAt,
        collectedFrom: consent.collectedFrom,
      },
    }
  );
}

export const metafieldView = (metafield: Metafield) => ({
  ...metafield,
  __typename: "Metafield",
  id: gid("Metafield", metafield.id),
});

export function customerView(store: StoreState, customer: Customer) {
  const { consent } = customer;
  return {
    __typename: "Customer",
    id: gid("Customer", customer.id),
    legacyResourceId: customer.id,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: `${customer.firstName} ${customer.lastName}`,
    tags: customer.tags,
    numberOfOrders: () => String(ordersOf(store, customer).length),
    amountSpent: () => money(spentBy(store, customer), store.shop.currency),
    locale: customer.locale,
    note: customer.note ?? null,
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = customer.metafields?.find(
        (metafield) => metafield.key === key && metafield.namespace === namespace,
      );
      return found ? metafieldView(found) : null;
    },
    state: (customer.account ?? "disabled").toUpperCase(),
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: { emailAddress: customer.email, marketingState: "NOT_SUBSCRIBED", marketingUpdatedAt: null },
    defaultPhoneNumber: phoneView(customer),
    defaultAddress: addressView(customer),
    smsMarketingConsent: customer.phone && {
      consentCollectedFrom: consent.collectedFrom,
      consentUpdatedAt: consent.updatedAt,
      marketingOptInLevel: consent.optInLevel?.toUpperCase() ?? "UNKNOWN",
      marketingState: consent.state.toUpperCase(),
    },
    lastOrder: () => {
      const last = ordersOf(store, customer).at(-1);
      return last ? orderView(store, last) : null;
    },
    orders: (paging: Paging) =>
      connection(
        ordersOf(store, customer).map((order) => orderView(store, order)),
        paging,
      ),
  };
}

export function customerList(store: StoreState, { query, sortKey, ...paging }: Listing) {
  const hits = search(store.customers, query, (customer) => ({
    id: customer.id,
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    country: customer.address.countryCode,
    tag: customer.tags,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    customer_date: customer.createdAt,
    sms_marketing_state: customer.consent.state,
  }));
  const ordered = sorted(hits, sortKey, {
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    NAME: ({ lastName, firstName }) => `${lastName} ${firstName}`,
    ID: ({ id }) => id.padStart(20, "0"),
  });
  return connection(
    ordered.map((customer) => customerView(store, customer)),
    paging,
  );
}
