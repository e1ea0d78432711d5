import type { ConsentState } from "../statuses.ts";

/** The orders of the list of customers. Customers without a value come last. */
export const customerSorts = ["newest", "name", "last_order", "spent", "last_text"] as const;
export type CustomerSort = (typeof customerSorts)[number];

/** Whether a customer's number gets texts, as the list filters by it. */
export const textStates = ["subscribed", "pending", "not_subscribed", "unsubscribed", "suppressed"] as const satisfies (
  ConsentState | "suppressed"
)[];
export type TextState = (typeof textStates)[number];

/** What narrows the list of customers down. */
export interface CustomerFilter {
  consent?: TextState | undefined;
  tag?: string | undefined;
}

/** How many customers each choice of a filter would show, with the other filter as it is. */
export interface CustomerCounts {
  consents: { state: TextState; count: number }[];
  /** The most frequent tags. */
  tags: { tag: string; count: number }[];
}
