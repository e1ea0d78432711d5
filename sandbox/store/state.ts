/**
 * What the store remembers; plain JSON. Money is in cents, times are ISO 8601 instants of the sandbox's clock, ids are
 * decimal text, since some exceed 2^53.
 */
export interface StoreState {
  shop: Shop;
  customers: Customer[];
  /** By customer id. */
  carts: Record<string, Cart>;
  checkouts: Checkout[];
  orders: Order[];
  /** By variant id, where the merchant has changed what the catalog says. */
  shelf: Record<string, OnShelf>;
  discounts: Discount[];
  purchases: Purchase[];
  flowTriggers: FlowTrigger[];
  lastId: string;
}

export interface Shop {
  id: string;
  domain: string;
  name: string;
  email: string;
  timezone: string;
  currency: string;
  address: Address;
  createdAt: string;
}

export interface Address {
  address1: string;
  city: string;
  province: string;
  provinceCode: string | null;
  country: string;
  countryCode: string;
  zip: string;
}

export interface Consent {
  state: "not_subscribed" | "pending" | "subscribed" | "unsubscribed";
  optInLevel: "single_opt_in" | "confirmed_opt_in" | "unknown" | null;
  updatedAt: string | null;
  collectedFrom: "SHOPIFY" | "OTHER" | null;
}

export interface Customer {
  id: string;
  addressId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  address: Address;
  locale: string;
  tags: string[];
  note?: string;
  metafields?: Metafield[];
  consent: Consent;
  /** Whether they have an account; Shopify calls who never had one disabled, too. */
  account?: "enabled" | "disabled";
  createdAt: string;
  updatedAt: string;
}

export interface Metafield {
  id: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  updatedAt: string;
}

export interface OnShelf {
  price: number;
  stock: number;
}

export interface Line {
  variantId: string;
  quantity: number;
  /** When it was put there; the catalog's where that was not noted. */
  price?: number;
}

export interface Cart {
  token: string;
  lines: Line[];
}

export interface Checkout {
  token: string;
  cartToken: string;
  number: string;
  customerId: string;
  lines: Line[];
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
}

export interface OrderLine extends Line {
  id: string;
}

export const shipmentStatuses = [
  "in_transit",
  "out_for_delivery",
  "delivered",
  "attempted_delivery",
  "failure",
] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];

export interface Fulfillment {
  id: string;
  createdAt: string;
  updatedAt?: string;
  trackingNumber: string;
  /** What the carrier told last. */
  status?: ShipmentStatus | null;
}

export interface Refund {
  id: string;
  createdAt: string;
  transactionId: string;
}

export interface Order {
  id: string;
  number: number;
  token: string;
  checkoutToken: string;
  cartToken: string;
  customerId: string;
  lines: OrderLine[];
  shippingLineId: string;
  createdAt: string;
  updatedAt: string;
  /** Null until it is paid; missing where it was paid when placed. */
  paidAt?: string | null;
  cancelledAt: string | null;
  fulfillment: Fulfillment | null;
  refund: Refund | null;
}

/** A code that an app made. */
export interface Discount {
  id: string;
  code: string;
  title: string;
  form: "DiscountCodeBasic" | "DiscountCodeFreeShipping";
  /** In words, such as "15% off". */
  worth: string;
  startsAt: string;
  endsAt: string | null;
  usageLimit: number | null;
  /** Customer ids; null when it is for everyone. */
  onlyFor: string[] | null;
  createdAt: string;
}

/** A one-time charge that an app asks the merchant for. */
export interface Purchase {
  id: string;
  name: string;
  /** In the currency's main unit. */
  price: string;
  currency: string;
  test: boolean;
  returnUrl: string;
  status: "PENDING" | "ACTIVE" | "DECLINED";
  createdAt: string;
  updatedAt: string;
}

/** What an app told the merchant's workflows in Flow. */
interface FlowTrigger {
  handle: string;
  payload: unknown;
  at: string;
}
