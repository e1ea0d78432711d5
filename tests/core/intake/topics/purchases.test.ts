import { expect, test } from "vitest";
import { purchasesBody } from "#tests/fixtures/customer-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

test("the purchase summary has its own time", () => {
  expect(
    normalizedEventIn("customers/purchasing_summary", JSON.parse(purchasesBody({ id: "7012345678901234567" }))),
  ).toMatchObject({
    subject: "customer:7012345678901234567",
    customer: { shopifyId: "7012345678901234567", updatedAt: null },
    purchases: {
      ordersCount: 4,
      totalSpent: "326.00",
      currency: "USD",
      lastOrderAt: null,
      updatedAt: "2026-03-03T12:00:00Z",
    },
    bought: null,
  });
});
