import type { z } from "zod";
import type { IgnoredReason } from "../activity/reasons.ts";
import type { ConsentState, PurchaseStatus, SubscriptionStatus } from "../statuses.ts";
import type { ObservedNumber } from "../customers/addresses.ts";

/** A customer as an event describes it; null fields are missing from the event. */
export interface ObservedCustomer {
  /** Shopify's numeric id as text; null for a guest identified by phone number only. */
  shopifyId: string | null;
  /** The best of the buyer's own numbers, E.164. */
  phone: string | null;
  /** Every number that the event names, with where; without it, `phone` is the customer's own. */
  numbers?: readonly ObservedNumber[];
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  /** All tags; null when the event does not carry them. */
  tags?: readonly string[] | null;
  /** Shopify's account state: enabled, disabled, invited or declined. */
  state?: string | null;
  /** ISO instant at which Shopify created the customer record. */
  since?: string | null;
  /** "MM-DD". */
  birthday?: string | null;
  /** ISO instant of Shopify's record; null when the event has none. */
  updatedAt: string | null;
}

/** A customer's order count and total from Shopify. */
export interface ObservedPurchases {
  ordersCount: number;
  /** Decimal text. */
  totalSpent: string;
  currency: string | null;
  /** ISO instant; null when the event has none. */
  lastOrderAt: string | null;
  /** ISO instant of the event. */
  updatedAt: string | null;
}

/** A variant as an event describes it. */
export interface ObservedVariant {
  variantId: string;
  productId: string;
  inventoryItemId: string | null;
  /**
   * The product's title, with the variant's title when the product has several; null when the event lacks the product.
   */
  title: string | null;
  /** The handle of the product's page; null when the event has none. */
  handle: string | null;
  /** Decimal text; null when the event has none. */
  price: string | null;
  /** The sellable quantity; null when the event has none. */
  available: number | null;
}

export interface ObservedConsent {
  state: ConsentState;
  /** The E.164 number or e-mail address that it is about; null for the customer's own. */
  address: string | null;
  optInLevel: string | null;
  /** Shopify's `consent_collected_from`. */
  source: string;
  /** The exact wording that was agreed to, and its version; null when the event has none. */
  words?: string | null;
  wordsVersion?: string | null;
  /** ISO instant; null when the event has none. */
  updatedAt: string | null;
}

export interface ObservedShop {
  name: string | null;
  timezone: string | null;
  countryCode: string | null;
  currency: string | null;
  /** The storefront's host, such as "juniper.example". */
  storefrontHost: string | null;
  /** The shop has uninstalled the app. */
  uninstalled: boolean;
  /** The scopes that the shop grants to the app from now on; null when the event names none. */
  scopes: readonly string[] | null;
}

/** A credit pack that the merchant buys as a one-time purchase, with its status. */
export interface ObservedCharge {
  /** Shopify's global id: the webhook has no numeric id. */
  shopifyId: string;
  status: PurchaseStatus;
}

/** The app's own subscription, with its status or with what was charged to it. */
export interface ObservedSubscription {
  /** Shopify's global id: the webhook has no numeric id. */
  shopifyId: string;
  status: SubscriptionStatus | null;
  /** Decimal text; null when the event has none. */
  cappedAmount: string | null;
  balanceUsed: string | null;
  /** ISO instant; null when the event has none. */
  updatedAt: string | null;
}

/** A refund. */
export interface ObservedRefund {
  id: string;
  /** Decimal text; null for a return without a payment. */
  amount: string | null;
  currency: string | null;
  /** ISO instant; null when the event has none. */
  at: string | null;
}

/** A fulfillment: its own fields, the carrier's status, or both. */
export interface ObservedShipment {
  id: string;
  parcel: {
    /** ISO instant of its last change; null when the event has none. */
    at: string | null;
    /** Shopify's fulfillment status, such as "success" or "cancelled". */
    state: string | null;
    numbers: readonly string[];
    urls: readonly string[];
    company: string | null;
    /** Titles. */
    items: readonly string[];
  } | null;
  carrier: { status: string | null; at: string | null } | null;
}

/** What an event says about an order: the whole of it, parts of it, or both. */
export interface ObservedOrder {
  /** Shopify's numeric id as text. */
  orderId: string;
  /** The topic's place in an order's life, which decides between data of one instant. */
  stage: number;
  /** Null when the event tells parts only. */
  whole: {
    /** The current total after edits and refunds: decimal text in the shop's currency; null when the event has none. */
    total: string | null;
    currency: string | null;
    /** The total when the order was placed. */
    placedTotal: string | null;
    /** ISO instants; null when the event has none. */
    placedAt: string | null;
    cancelledAt: string | null;
    updatedAt: string | null;
    /** The `order` facts. */
    facts: Record<string, unknown>;
  } | null;
  refunds: readonly ObservedRefund[];
  shipments: readonly ObservedShipment[];
}

/** A request of Shopify's mandatory privacy webhooks. */
export type PrivacyRequest =
  | {
      asks: "erase_customer" | "show_customer";
      shopifyId: string | null;
      /** As written: the shop's country reads it. */
      phone: string | null;
      email: string | null;
    }
  | { asks: "erase_shop" };

/** Plain data for conditions and templates, grouped by object: `{ order: {...} }`, `{ checkout: {...} }`. */
export type Facts = Record<string, Record<string, unknown>>;

/** The common form of every store event and own event. */
export interface NormalizedEvent {
  /** The object that the event is about, such as "order:820982911946154508". */
  subject: string;
  /** The parent object, such as "checkout:<token>" for an order. */
  relatedSubject: string | null;
  customer: ObservedCustomer | null;
  /** SMS marketing consent. */
  consent: ObservedConsent | null;
  emailConsent: ObservedConsent | null;
  /** Changes of the shop itself. */
  shop: ObservedShop | null;
  privacy: PrivacyRequest | null;
  facts: Facts;
  /**
   * ISO instant at which the thing happened that the event reports, such as an order's `processed_at`; null when the
   * event says none. An imported order is reported long after.
   */
  happenedAt: string | null;
  /** The app's customer id, in own events. */
  customerId: string | null;
  /** The only automation that the event may enter; null for any. */
  targetAutomationId: string | null;
  /** The number of the app's own actions in the chain that caused the event, when the event carries it. */
  hop: number;
  /** The sequence whose action raised the event. */
  causedBy: string | null;
  /**
   * Keys under which the app's own actions are recorded, such as "tag_added:7001:vip". A recent action with the same
   * key caused the event.
   */
  echoes: readonly string[];
  /** Tags added to and removed from the customer's stored tags. */
  tagChange: { added: readonly string[]; removed: readonly string[] } | null;
  purchases: ObservedPurchases | null;
  /** A customer merge by Shopify's ids: `into` takes over everything of `from`. */
  merged: { from: string; into: string } | null;
  /** The store has deleted the event's customer. */
  deleted: boolean;
  charge: ObservedCharge | null;
  subscription: ObservedSubscription | null;
  order: ObservedOrder | null;
  /** Shopify's id of a bulk operation that has ended. */
  bulkOperation: string | null;
  /** A new order that adds to the customer's order count and total. */
  bought: { total: string; currency: string | null } | null;
  /** Variants with a changed stock or price. */
  variants: readonly ObservedVariant[];
  /** The stock of one inventory item at one location. */
  stock: { inventoryItemId: string; available: number } | null;
  /** Variants that the customer left in a checkout or waits for. */
  wanted: readonly {
    variantId: string;
    /** Decimal text; null unknown. */ price: string | null;
    source: "checkout" | "waitlist";
  }[];
  /** Variants that the customer bought, which end their waitlist entries. */
  boughtVariantIds: readonly string[];
}

/** The defaults for fields that a reader leaves out. */
export const emptyEvent: Omit<NormalizedEvent, "subject"> = {
  relatedSubject: null,
  customer: null,
  consent: null,
  emailConsent: null,
  shop: null,
  privacy: null,
  facts: {},
  happenedAt: null,
  customerId: null,
  targetAutomationId: null,
  hop: 0,
  causedBy: null,
  echoes: [],
  tagChange: null,
  purchases: null,
  merged: null,
  deleted: false,
  charge: null,
  subscription: null,
  order: null,
  bulkOperation: null,
  bought: null,
  variants: [],
  stock: null,
  wanted: [],
  boughtVariantIds: [],
};

/** A test delivery: what it is about stays for the log, and nothing that would change the shop's data. */
export const asTest = (
  { subject, relatedSubject, happenedAt, facts }: NormalizedEvent,
  customerId: string | null,
): NormalizedEvent => ({ ...emptyEvent, subject, relatedSubject, happenedAt, facts, customerId });

/** An event of which another has told already: nothing is counted again. */
export const asToldAlready = (event: NormalizedEvent): NormalizedEvent => ({
  ...event,
  bought: null,
  boughtVariantIds: [],
  wanted: [],
});

/** A reader's result: the event's fields, or why the app ignores the body. */
export type ReaderResult = Partial<Omit<NormalizedEvent, "subject">> & { subject: string };
export interface IgnoredEvent {
  ignored: IgnoredReason;
}

export interface TopicReader<S extends z.ZodType> {
  /** Spelled as in the `X-Shopify-Topic` header. */
  topics: readonly string[];
  /** Strict for the fields that say what the event is about; every other field degrades alone (see `bodyOf`). */
  payload: S;
  read(payload: z.infer<S>, topic: string): ReaderResult | IgnoredEvent;
}

export const defineReader = <S extends z.ZodType>(reader: TopicReader<S>): TopicReader<S> => reader;
