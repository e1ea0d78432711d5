import { describe, expect, test } from "vitest";
import { summarizeOrder } from "#core/customers/order-summary.ts";
import type { OrderTold } from "#core/intake/store-order.ts";
import { Temporal } from "#core/time/time.ts";

const told = (facts: Record<string, unknown>): OrderTold => ({
  at: "2026-03-02T15:00:00Z",
  by: "2026-03-02T15:00:00Z",
  stage: 1,
  facts,
  placedTotal: "20.00",
  refunds: {},
  shipments: {},
});
const AT = Temporal.Instant.from("2026-03-02T15:00:00Z");

describe("an order at a glance", () => {
  test.each([
    ["fulfilled", "fulfilled"],
    ["partial", "partially_fulfilled"],
    ["unfulfilled", "unfulfilled"],
    ["restocked", "unknown"],
    [7, "unknown"],
  ])("with the fulfillment status %s is %s", (fulfillment_status, state) => {
    expect(summarizeOrder({ cancelledAt: null, stands: true, told: told({ fulfillment_status }) }).state).toBe(state);
  });

  test("is cancelled, or refunded, whatever was shipped", () => {
    const facts = told({ fulfillment_status: "fulfilled" });
    expect(summarizeOrder({ cancelledAt: AT, stands: false, told: facts }).state).toBe("cancelled");
    expect(summarizeOrder({ cancelledAt: null, stands: false, told: facts }).state).toBe("refunded");
  });

  test("names what was ordered; products without a title are left out", () => {
    const lines = [
      { title: "Mug", quantity: 2, sku: "M" },
      { title: null, quantity: 1 },
    ];
    expect(summarizeOrder({ cancelledAt: null, stands: true, told: told({ name: "#7", lines }) })).toMatchObject({
      name: "#7",
      items: [{ title: "Mug", quantity: 2 }],
    });
  });

  test("without details has a state alone, or none", () => {
    const bare = { name: null, items: [] };
    expect(summarizeOrder({ cancelledAt: null, stands: true, told: null })).toEqual({ ...bare, state: "unknown" });
    expect(summarizeOrder({ cancelledAt: AT, stands: false, told: null })).toEqual({ ...bare, state: "cancelled" });
  });
});
