import { expect, test } from "vitest";
import { removedCustomersOf } from "#core/intake/deleted-customers.ts";

test("a deleted customer is removed, and so is the merged one", () => {
  expect(removedCustomersOf({ deleted: false, merged: null })).toEqual([]);
  expect(removedCustomersOf({ deleted: true, merged: null })).toEqual([
    { shopifyId: null, because: "customer_deleted" },
  ]);
  expect(removedCustomersOf({ deleted: false, merged: { from: "7002", into: "7001" } })).toEqual([
    { shopifyId: "7002", because: "customer_merged" },
  ]);
});
