import { expect, test } from "vitest";
import { mayBeTransactional, transactionalTriggers, TRANSACTIONAL_VERSION } from "#core/sending/transactional.ts";

test("triggers about a purchase may be transactional", () => {
  expect(transactionalTriggers.every(mayBeTransactional)).toBe(true);
  expect(transactionalTriggers).toContain("order_created");
  expect(TRANSACTIONAL_VERSION).toMatch(/@2026-11-30$/);
});

test.for([
  "checkout_abandoned",
  "consent_granted",
  "birthday",
  "customer_inactive",
  "price_drop",
  "product_viewed",
  "back_in_stock",
  "segment_joined",
  "manual",
  "message_failed",
  "link_clicked",
  "schedule",
  "api_event",
  "constructor",
])("%s sells, and may not be called transactional", (trigger) => {
  expect(mayBeTransactional(trigger)).toBe(false);
});
