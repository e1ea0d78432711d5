import { expect, test } from "vitest";
import { mergeOrderUpdates, orderUpdateOf } from "#core/analytics/attribute.ts";
import type { ObservedOrder } from "#core/intake/define.ts";
import { Temporal } from "#core/time/time.ts";

const triggeredAt = Temporal.Instant.from("2026-11-20T12:00:00Z");
const seen = {
  orderId: "7",
  total: "20.00",
  currency: "USD",
  placedAt: "2026-11-20T10:00:00Z",
  cancelledAt: null,
  updatedAt: "2026-11-20T10:00:00Z",
} satisfies ObservedOrder;
const updateOf = (
  change: Partial<Omit<ObservedOrder, "total" | "currency">> & { total?: string } = {},
  customerId: string | null = "c",
) => orderUpdateOf({ ...seen, ...change }, { shopId: "s", customerId }, triggeredAt);

test("what an order does not say of its times, its event does", () => {
  expect(updateOf({ placedAt: null, updatedAt: null })).toMatchObject({ placedAt: triggeredAt, toldAt: triggeredAt });
});

test("of one order the latest word holds, in whatever order a batch brings it", () => {
  const [first, later] = [updateOf(), updateOf({ total: "12.50", updatedAt: "2026-11-20T11:00:00Z" })];
  for (const batch of [
    [first, later],
    [later, first],
    [later, first, first],
  ])
    expect(mergeOrderUpdates(batch)).toEqual([later]);
});

test("what was cancelled stays so, and a customer once named is not forgotten", () => {
  const cancelled = updateOf({ cancelledAt: "2026-11-20T10:30:00Z", updatedAt: "2026-11-20T10:30:00Z" });
  const [one] = mergeOrderUpdates([cancelled, updateOf({ updatedAt: "2026-11-20T11:00:00Z" }, null)]);
  expect(one).toMatchObject({ customerId: "c", cancelledAt: Temporal.Instant.from("2026-11-20T10:30:00Z") });
});

test("orders of one number in two shops are two", () => {
  expect(mergeOrderUpdates([updateOf(), { ...updateOf(), shopId: "other" }])).toHaveLength(2);
});
