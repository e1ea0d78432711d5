import { expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { paymentBody } from "#tests/fixtures/order-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

test("a payment is about its order, however often it is tried; whose order it is, the order knows", () => {
  const [first, second] = [7401, 7402].map((payment) =>
    normalizedEventIn("order_transactions/create", parseLossless(paymentBody({ payment }))),
  );
  expect(first).toMatchObject({
    subject: "order:820982911946154508",
    relatedSubject: "order:820982911946154508",
    customer: null,
    facts: {
      payment: {
        id: "7401",
        kind: "sale",
        status: "failure",
        amount: "86.00",
        currency: "USD",
        method: "visa",
        error_code: "card_declined",
        message: "The card was declined",
      },
    },
  });
  expect(second?.subject).toBe(first?.subject);
});
