import type { z } from "zod";
import type { IgnoredReason } from "../activity/reasons.ts";
import type { ConsentState } from "../statuses.ts";

/** What an event tells of a customer; null where it tells nothing. */
export interface ObservedCustomer {
  /** Shopify's numeric id as text; null for a guest known by number alone. */
  shopifyId: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  /** All tags; null where the event does not carry them. */
  tags?: readonly string[] | null;
  /** Shopify's word for the account: enabled, disabled, invited, declined. */
  state?: string | null;
  /** ISO instant at which Shopify made its record. */
  since?: string | null;
  /** "MM-DD". */
  birthday?: string | null;
  /** ISO instant of Shopify's record; null where the event does not say. */
  updatedAt: string | null;
}

/** What Shopify says someone has bought in all. */
export interface ObservedPurchases {
  ordersCount: number;
  /** Decimal text. */
  totalSpent: string;
  currency: string | null;
  /** ISO instant; null where it does not say. */
  lastOrderAt: string | null;
  /** ISO instant of the telling. */
  updatedAt: string | null;
}

/** A variant as the store tells of it. */
export interface ObservedVariant {
  variantId: string;
  productId: string;
  inventoryItemId: string | null;
  /** Of the product, and of the variant where there are several; null where the event does not name the product. */
  title: string | null;
  /** Of the product's page; null where the event does not say. */
  handle: string | null;
  /** Decimal text. */
  price: string;
  /** Pieces that can be sold; null where the event does not say. */
  available: number | null;
}

export interface ObservedConsent {
  state: ConsentState;
  optInLevel: string | null;
  /** How it was collected, in Shopify's word. */
  source: string;
  /** ISO instant; null where the event does not say. */
  updatedAt: string | null;
}

export interface ObservedShop {
  name: string | null;
  timezone: string | null;
  countryCode: string | null;
  currency: string | null;
  /** Where its pages are, such as "juniper.example". */
  storefrontHost: string | null;
  /** It has removed the app. */
  uninstalled: boolean;
}

/** A pack of credits that a merchant buys through Shopify, and how far that has come. */
export interface ObservedCharge {
  /** Shopify's global id: one-time charges are told by it alone. */
  shopifyId: string;
  status: "pending" | "active" | "declined" | "expired";
}

/** An order's money, as the store tells it. */
export interface ObservedOrder {
  /** Shopify's numeric id as text. */
  orderId: string;
  /** Decimal text, in the shop's currency: what is left after edits and refunds. */
  total: string;
  currency: string;
  /** ISO instant; null where it does not say. */
  placedAt: string | null;
  /** ISO instant; null while it stands. */
  cancelledAt: string | null;
  /** ISO instant of the telling; null where it does not say. */
  updatedAt: string | null;
}

/** What the law lets people ask of a store. */
export type PrivacyRequest =
  | { asks: "erase_customer" | "show_customer"; shopifyId: string | null; /** E.164. */ phone: string | null }
  | { asks: "erase_shop" };

/** Plain data that conditions and templates read, by topic of interest: `{ order: {...} }`, `{ checkout: {...} }`. */
export type Facts = Record<string, Record<string, unknown>>;

/** A store event in our words. */
export interface NormalizedEvent {
  /** The thing it is about, such as "order:820982911946154508". */
  subject: string;
  /** The thing that one belongs to, such as "checkout:<token>" of an order. */
  relatedSubject: string | null;
  customer: ObservedCustomer | null;
  /** Consent to texts. */
  consent: ObservedConsent | null;
  emailConsent: ObservedConsent | null;
  /** What it tells of the shop itself. */
  shop: ObservedShop | null;
  privacy: PrivacyRequest | null;
  facts: Facts;
  /** The customer by our own id, in events that Shopbell itself has raised. */
  customerId: string | null;
  /** The one automation that it is meant for; null for whoever listens. */
  targetAutomationId: string | null;
  /** How many of our own actions lie before it, as far as it says so itself. */
  hop: number;
  /** The sequence whose action raised it. */
  causedBy: string | null;
  /**
   * What an action of ours would be heard as, such as "tag_added:7001:vip": where one was told so lately, this is its
   * echo.
   */
  echoes: readonly string[];
  /** Tags that it adds to, or takes from, those known of the customer. */
  tagChange: { added: readonly string[]; removed: readonly string[] } | null;
  purchases: ObservedPurchases | null;
  /** Two customers that have become one, by Shopify's ids: what belonged to `from` is `into`'s now. */
  merged: { from: string; into: string } | null;
  /** The store has deleted the customer that it names. */
  deleted: boolean;
  charge: ObservedCharge | null;
  order: ObservedOrder | null;
  /** One order that counts towards what someone has bought. */
  bought: { total: string; currency: string | null } | null;
  /** Variants that it tells stock or price of. */
  variants: readonly ObservedVariant[];
  /** Stock of one inventory item at one place. */
  stock: { inventoryItemId: string; available: number } | null;
  /** Variants that the customer wants: left in a checkout, or waited for. */
  wanted: readonly {
    variantId: string;
    /** Decimal text; null unknown. */ price: string | null;
    source: "checkout" | "waitlist";
  }[];
  /** Variants that the customer has bought, and so wants no longer. */
  boughtVariantIds: readonly string[];
}

/** What a normalised event says where its reader says nothing. */
export const emptyEvent: Omit<NormalizedEvent, "subject"> = {
  relatedSubject: null,
  customer: null,
  consent: null,
  emailConsent: null,
  shop: null,
  privacy: null,
  facts: {},
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
  order: null,
  bought: null,
  variants: [],
  stock: null,
  wanted: [],
  boughtVariantIds: [],
};

/** What a topic's reader makes of a body: something that happened, or a reason why it is of no use. */
export type ReaderResult = Partial<Omit<NormalizedEvent, "subject">> & { subject: string };
export interface IgnoredEvent {
  ignored: IgnoredReason;
}

export interface TopicReader<S extends z.ZodType> {
  /** Shopify's topics, as their header spells them. */
  topics: readonly string[];
  /** Tolerant of what it does not use, exact on what it does. */
  payload: S;
  read(payload: z.infer<S>, topic: string): ReaderResult | IgnoredEvent;
}

export const defineReader = <S extends z.ZodType>(reader: TopicReader<S>): TopicReader<S> => reader;
