import type { Instant } from "../../time/time.ts";
import type { AdminProblem } from "../../sending/outward-failure.ts";

/** The resources whose changes a shop's webhooks are compared with, in this order: texts about orders need consents. */
export const changedResources = ["customers", "orders", "checkouts"] as const;
export type ChangedResource = (typeof changedResources)[number];

interface Changed {
  createdAt: Instant;
  updatedAt: Instant;
}

/** An order as the list of changes shows it; its whole is read when something of it is missing. */
export interface ChangedOrder extends Changed {
  /** Shopify's numeric id as text. */
  orderId: string;
  cancelledAt: Instant | null;
  /** In the words of webhooks, such as "partially_refunded" and "partial". */
  financialStatus: string | null;
  fulfillmentStatus: string | null;
}

/** A consent in the body of its webhook. */
export interface ChangedConsent {
  updatedAt: Instant;
  body: Readonly<Record<string, unknown>>;
}

export interface ChangedCustomer extends Changed {
  customerId: string;
  /** As in its webhook. */
  body: Readonly<Record<string, unknown>>;
  /** Null for a customer who was never asked. */
  smsConsent: ChangedConsent | null;
  emailConsent: ChangedConsent | null;
}

export interface ChangedCheckout extends Changed {
  /** Shopify's global id. */
  id: string;
  token: string;
  completedAt: Instant | null;
}

export interface ChangesByResource {
  orders: ChangedOrder;
  customers: ChangedCustomer;
  checkouts: ChangedCheckout;
}

/** One page of what has changed in a span of time, oldest update first where Shopify sorts by it. */
export interface ChangedPage<R extends ChangedResource> {
  changed: ChangesByResource[R][];
  /** The cursor of the next page; null after the last. */
  next: string | null;
}

/** Why a shop cannot be compared: the app is locked out, it lacks a scope, or the Admin API fails. */
export type ReconciliationProblem = AdminProblem;
