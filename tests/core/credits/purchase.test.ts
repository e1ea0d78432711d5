import fc from "fast-check";
import { expect, test } from "vitest";
import { purchase, purchaseAfter } from "#core/credits/purchase.ts";
import type { PurchaseStatus } from "#core/statuses.ts";

const words = ["pending", "active", "declined", "expired"] as const;

test.for<[PurchaseStatus, PurchaseStatus, PurchaseStatus]>([
  ["pending", "pending", "pending"],
  ["pending", "active", "active"],
  ["pending", "declined", "declined"],
  ["pending", "expired", "expired"],
  ["active", "pending", "active"],
  ["active", "declined", "active"],
  ["active", "expired", "active"],
  ["declined", "pending", "declined"],
  ["declined", "expired", "declined"],
  ["declined", "active", "active"],
  ["expired", "active", "active"],
])("%s, told %s: %s", ([status, told, after]) => {
  expect(purchaseAfter(status, told)).toBe(after);
});

test("in any delivery order and with duplicates, a paid purchase is paid once", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words)), (told) => {
      let status: PurchaseStatus = "pending";
      let paid = 0;
      for (const word of told) {
        const next = purchaseAfter(status, word);
        if (next === "active" && status !== "active") paid++;
        status = next;
      }
      expect(paid).toBe(told.includes("active") ? 1 : 0);
      expect(status === "active").toBe(told.includes("active"));
    }),
  );
});

test("its entry bears its own id", () => {
  expect(purchase({ id: "p1", credits: 500, packKey: "credits-500" })).toEqual({
    id: "p1",
    type: "purchase",
    amount: 500,
    reserved: 0,
    messageId: null,
    note: "credits-500",
  });
});
