/** A trigger whose texts inform a buyer about a purchase. */
interface TransactionalTrigger {
  trigger: string;
  about: string;
}

/**
 * Version of the list; raise it with every change. Source: 47 CFR 64.1200(f)(13), (15); CTIA Messaging Principles 5.1,
 * informational messages.
 */
export const TRANSACTIONAL_VERSION = "transactional-triggers@2026-11-30";

const triggers: readonly TransactionalTrigger[] = [
  { trigger: "order_created", about: "an order was placed" },
  { trigger: "order_paid", about: "an order was paid" },
  { trigger: "order_fulfilled", about: "an order was shipped" },
  { trigger: "order_shipped", about: "an order was shipped, in part or in full" },
  { trigger: "tracking_updated", about: "a parcel can be tracked" },
  { trigger: "shipment_updated", about: "a parcel is on its way" },
  { trigger: "order_cancelled", about: "an order was cancelled" },
  { trigger: "order_refunded", about: "money comes back" },
  { trigger: "payment_failed", about: "a payment did not go through" },
  { trigger: "subscription_created", about: "a subscription began" },
  { trigger: "subscription_cancelled", about: "a subscription ended" },
  { trigger: "billing_attempt_failed", about: "a renewal could not be charged" },
];

export const transactionalTriggers: readonly string[] = triggers.map(({ trigger }) => trigger);

/**
 * Whether an automation with this trigger may be transactional. All others need marketing consent, such as abandoned
 * checkouts, birthdays, price drops and segments.
 */
export const mayBeTransactional = (trigger: string): boolean => transactionalTriggers.includes(trigger);
