import { expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { billingAttemptBody, chargeBody, subscriptionBody } from "#tests/fixtures/subscription-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

test.for(["subscription_contracts/create", "subscription_contracts/cancel"])(
  "%s tells whose subscription it is, and how it goes",
  (topic) => {
    expect(normalizedEventIn(topic, parseLossless(subscriptionBody({ status: "ACTIVE" })))).toMatchObject({
      subject: "subscription:7601",
      relatedSubject: "order:820982911946154508",
      customer: { shopifyId: "7012345678901234567" },
      facts: {
        subscription: {
          id: "7601",
          status: "active",
          interval: "month",
          interval_count: 1,
          delivery_interval: "week",
          delivery_interval_count: 2,
          currency: "USD",
        },
      },
    });
  },
);

test("a renewal's payment that failed names its subscription alone", () => {
  expect(normalizedEventIn("subscription_billing_attempts/failure", parseLossless(billingAttemptBody()))).toMatchObject(
    {
      subject: "billing_attempt:7701",
      relatedSubject: "subscription:7601",
      customer: null,
      facts: {
        billing: { id: "7701", error_code: "payment_method_declined", message: "The card was declined" },
        subscription: { id: "7601" },
      },
    },
  );
});

test("an attempt that has no number goes by its key", () => {
  expect(
    normalizedEventIn("subscription_billing_attempts/failure", parseLossless(billingAttemptBody({ attempt: null })))
      .subject,
  ).toBe("billing_attempt:renewal-2026-04");
});

test.for([
  ["ACTIVE", "active"],
  ["active", "active"],
  ["ACCEPTED", "pending"],
  ["PENDING", "pending"],
  ["DECLINED", "declined"],
  ["EXPIRED", "expired"],
] as const)("a charge that is %s is %s to us", ([word, status]) => {
  expect(normalizedEventIn("app_purchases_one_time/update", JSON.parse(chargeBody({ status: word })))).toMatchObject({
    subject: "charge:1017262357",
    charge: { shopifyId: "gid://shopify/AppPurchaseOneTime/1017262357", status },
  });
});
