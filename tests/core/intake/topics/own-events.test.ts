import { describe, expect, test } from "vitest";
import { emptyEvent } from "#core/intake/define.ts";
import { ownTopics } from "#core/intake/topics/own-events.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { OUR_ADA, OUR_AUTOMATION, OUR_SEGMENT, ownBody, segmentChangeBody } from "#tests/fixtures/own-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

const normalized = (topic: string, body: string) => normalizedEventIn(topic, JSON.parse(body));

test.for(ownTopics)("%s needs no more than what it is about", (topic) => {
  expect(normalizedEventIn(topic, { subject: "birthday:2026" })).toMatchObject({
    subject: "birthday:2026",
    customerId: null,
    targetAutomationId: null,
    hop: 0,
    causedBy: null,
    customer: null,
    wanted: [],
  });
});

test("an own event has its customer, its target automation and its cause", () => {
  expect(
    normalized("shopbell/manual", ownBody({ automationId: OUR_AUTOMATION, hop: 2, causedBy: "a sequence" })),
  ).toEqual({
    ...emptyEvent,
    subject: `customer:${OUR_ADA}`,
    customerId: OUR_ADA,
    targetAutomationId: OUR_AUTOMATION,
    hop: 2,
    causedBy: "a sequence",
  });
});

test("a person from another system is identified by the given data, the number only in international format", () => {
  const person = { shopifyId: "7001", email: "ada@example.com" };
  expect(
    normalized("shopbell/api_event", ownBody({ person: { ...person, phone: "+1 (212) 555-0123" } })).customer,
  ).toEqual(customerRef({ ...person, phone: "+12125550123" }));
  expect(normalized("shopbell/api_event", ownBody({ person: { ...person, phone: "212 555 0123" } })).customer).toEqual(
    customerRef(person),
  );
});

test("wanted variants are read", () => {
  expect(normalized("shopbell/api_event", ownBody({ wanted: [{ variantId: "4101" }] })).wanted).toEqual([
    { variantId: "4101", price: null, source: "waitlist" },
  ]);
});

test.for([
  ["shopbell/consent_granted", "subscribed"],
  ["shopbell/consent_revoked", "unsubscribed"],
  ["shopbell/opt_in_requested", "pending"],
] as const)("%s says by its name alone that the consent is %s", ([topic, state]) => {
  expect(normalized(topic, ownBody()).facts.consent).toEqual({ state, opt_in_level: null });
  expect(
    normalized(topic, ownBody({ facts: { consent: { opt_in_level: "single_opt_in", state: "?" } } })).facts.consent,
  ).toEqual({ state, opt_in_level: "single_opt_in" });
});

describe("who joins or leaves a segment of ours", () => {
  test("may do so by a step of ours", () => {
    expect(normalized("shopbell/segment_joined", segmentChangeBody()).echoes).toEqual([
      `segment_joined:${OUR_SEGMENT}:${OUR_ADA}`,
    ]);
    expect(normalized("shopbell/segment_left", segmentChangeBody()).echoes).toEqual([
      `segment_left:${OUR_SEGMENT}:${OUR_ADA}`,
    ]);
  });

  test("has no echo key without customer or segment", () => {
    expect(normalized("shopbell/segment_joined", ownBody()).echoes).toEqual([]);
    expect(
      normalizedEventIn("shopbell/segment_left", { subject: "s", facts: { segment: { id: OUR_SEGMENT } } }).echoes,
    ).toEqual([]);
    expect(normalized("shopbell/manual", segmentChangeBody()).echoes).toEqual([]);
  });
});
