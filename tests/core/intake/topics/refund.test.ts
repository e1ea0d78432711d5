import { expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { refundBody } from "#tests/fixtures/order-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

const normalized = (body: string) => normalizedEventIn("refunds/create", parseLossless(body));

test("a refund has its amount, items and order, but no customer", () => {
  expect(normalized(refundBody())).toMatchObject({
    subject: "refund:7301",
    relatedSubject: "order:820982911946154508",
    customer: null,
    facts: {
      refund: {
        id: "7301",
        amount: "43.00",
        currency: "USD",
        reason: "Did not fit",
        items: ["Linen shirt"],
        item_count: 1,
      },
      order: { id: "820982911946154508" },
    },
  });
});

test("money that goes back in several payments is one sum", () => {
  expect(normalized(refundBody({ amounts: ["43.00", "0.05"] })).facts.refund?.amount).toBe("43.05");
});

test("goods that come back without money are refunded no amount", () => {
  expect(normalized(refundBody({ amounts: [], note: null })).facts.refund).toMatchObject({
    amount: null,
    currency: null,
    reason: null,
    item_count: 1,
  });
});

test("a payment back that failed, or was none, is not counted", () => {
  const transactions = [
    { kind: "refund", status: "failure", amount: "10.00", currency: "USD" },
    { kind: "void", status: "success", amount: "20.00", currency: "USD" },
    { kind: "refund", status: "pending", amount: "30.00", currency: "EUR" },
  ];
  expect(normalizedEventIn("refunds/create", { id: 1, order_id: 2, transactions }).facts.refund).toMatchObject({
    amount: "30.00",
    currency: "EUR",
  });
});
