import { describe, expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { shipmentBody, shipmentEventBody } from "#tests/fixtures/order-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

const shipment = (body: string) => normalizedEventIn("fulfillments/update", parseLossless(body));
const event = (body: string) => normalizedEventIn("fulfillment_events/create", parseLossless(body));

describe("a shipment", () => {
  test("has status and tracking, but no customer, whatever its destination", () => {
    expect(shipment(shipmentBody())).toMatchObject({
      subject: "fulfillment:7501:out_for_delivery",
      relatedSubject: "order:820982911946154508",
      customer: null,
      facts: {
        shipment: {
          id: "7501",
          status: "out_for_delivery",
          tracking_number: "1Z82",
          tracking_url: "https://track.example/1Z82",
          tracking_company: "UPS",
          items: ["Linen shirt"],
          item_count: 2,
        },
        order: { id: "820982911946154508", name: "#1042" },
      },
    });
  });

  test("is another subject at each status", () => {
    expect(["in_transit", "delivered", null].map((where) => shipment(shipmentBody({ where })).subject)).toEqual([
      "fulfillment:7501:in_transit",
      "fulfillment:7501:delivered",
      "fulfillment:7501",
    ]);
  });

  test("that was cancelled is nowhere, wherever it had been", () => {
    expect(shipment(shipmentBody({ where: "in_transit", status: "cancelled" })).facts.shipment?.status).toBe(
      "cancelled",
    );
  });

  test("of several parcels is followed by the first", () => {
    const body = {
      id: 1,
      order_id: 2,
      tracking_number: null,
      tracking_numbers: ["A", "B"],
      tracking_urls: ["https://track.example/A", "https://track.example/B"],
    };
    expect(normalizedEventIn("fulfillments/create", body).facts).toMatchObject({
      shipment: { tracking_number: "A", tracking_url: "https://track.example/A", items: [], item_count: 0 },
      order: { name: null },
    });
  });
});

test("a carrier's event has the same subject, and the expected delivery", () => {
  const shipmentEvent = event(shipmentEventBody());
  expect(shipmentEvent.subject).toBe(shipment(shipmentBody()).subject);
  expect(shipmentEvent).toMatchObject({
    relatedSubject: "order:820982911946154508",
    customer: null,
    facts: {
      shipment: { id: "7501", status: "out_for_delivery", tracking_url: null, expected_at: "2026-03-04T23:00:00Z" },
    },
  });
});
