/**
 * The store's state, as plain JSON. Money is in cents, times are ISO 8601 instants of the sandbox's clock, ids are
 * decimal text, since some exceed 2^53.
 */
export interface StoreState {
  shop: Shop;
  customers: Customer[];
  /** By customer id. */
  carts: Record<string, Cart>;
  checkouts: Checkout[];
  orders: Order[];
  /** By variant id, where it differs from the catalog. */
  shelf: Record<string, OnShelf>;
  discounts: Discount[];
  /** Absent in a store of an earlier release. */
  codeLists?: CodeList[];
  purchases: Purchase[];
  /** Missing in files of earlier sandboxes. */
  subscriptions?: Subscription[];
  /** What becomes of the next usage charges; none in files of earlier sandboxes. */
  billingFault?: BillingFault;
  flowTriggers: FlowTrigger[];
  bulkOperations: BulkRun[];
  /** How the next bulk operations end; null for well. */
  bulkFault: BulkFault | null;
  /** Metafields of the app's installation, which theme blocks read. */
  appMetafields: Metafield[];
  /** The app's web pixel; null or missing while it has none. */
  webPixel?: { id: string; settings: Record<string, unknown> } | null;
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
  /** Known by the number alone: `address` is the store's, for a checkout, and not on record. */
  lacksAddress?: true;
  locale: string;
  tags: string[];
  note?: string;
  metafields?: Metafield[];
  consent: Consent;
  /** The account's state; Shopify calls customers without an account disabled, too. */
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
  /** At the time it was added to the cart; by default the catalog's price. */
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
  /** The last fulfillment event. */
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
  /** The discount code of the order, and what it took off. */
  discount?: { code: string; percentage: number; cents: number };
  createdAt: string;
  updatedAt: string;
  /** Null while payment is pending; missing if paid at once. */
  paidAt?: string | null;
  cancelledAt: string | null;
  fulfillment: Fulfillment | null;
  refund: Refund | null;
}

/** A discount code that an app created. */
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
  /** Global ids of the products or collections; empty for the whole order. Absent in a store of an earlier release. */
  holdsFor?: string[];
  minimumSubtotal?: string | null;
  /** As the API names them, such as "orderDiscounts". */
  combinesWith?: string[];
  /** Customer ids; null for everyone. */
  onlyFor: string[] | null;
  /** Codes that were added in bulk. */
  moreCodes?: string[];
  createdAt: string;
}

/** A list of codes that an app added to a discount; `error` says why a code was not made. */
export interface CodeList {
  id: string;
  codes: { code: string; error: { code: string; message: string } | null }[];
  createdAt: string;
}

/** A one-time app charge. */
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

/** `lost`: the charge is made, and its answer fails; `refused`: a user error. */
export type BillingFault = "none" | "lost" | "refused";

/** A subscription of an app with one capped usage line. */
export interface Subscription {
  id: string;
  lineId: string;
  name: string;
  terms: string;
  /** In the currency's main unit. */
  cappedAmount: string;
  /** A cap that waits for the merchant's approval. */
  askedCap: string | null;
  currency: string;
  test: boolean;
  returnUrl: string;
  status: "PENDING" | "ACTIVE" | "DECLINED" | "EXPIRED" | "FROZEN" | "CANCELLED";
  createdAt: string;
  updatedAt: string;
  /** When the first billing period began. */
  approvedAt: string | null;
  records: UsageRecord[];
}

interface UsageRecord {
  id: string;
  key: string | null;
  price: string;
  description: string;
  createdAt: string;
}

export const bulkFaults = ["denied", "broken", "partial", "cancelled"] as const;
export type BulkFault = (typeof bulkFaults)[number];

/** A bulk operation that an app has run. */
export interface BulkRun {
  id: string;
  query: string;
  groupObjects: boolean;
  status: "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | null;
  /** Counted at the end. */
  rootObjects: number;
  objects: number;
  /** The file lacks the rest. */
  isPart: boolean;
  createdAt: string;
  completedAt: string | null;
}

/** A Flow trigger that an app sent. */
interface FlowTrigger {
  handle: string;
  payload: unknown;
  at: string;
}
