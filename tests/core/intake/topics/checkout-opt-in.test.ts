import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchTriggers } from "#core/triggers/index.ts";
import { checkout, order } from "../fixtures.ts";
import { normalizedEventIn } from "../understood.ts";

const TICKED = {
  buyer_accepts_sms_marketing: true,
  sms_marketing_phone: "+13125550166",
  created_at: "2026-05-02T09:00:00-04:00",
};
const bodies = { "checkouts/create": checkout, "checkouts/update": checkout, "orders/create": order } as const;
const topics = ["checkouts/create", "checkouts/update", "orders/create"] as const;
const consentIn = (topic: keyof typeof bodies, more: object) =>
  normalizedEventIn(topic, { ...bodies[topic], ...more }).consent;

describe("the tick for texts at the checkout", () => {
  test.for(topics)("is, in %s, a single opt-in of the number beside it, since the checkout began", (topic) => {
    expect(consentIn(topic, TICKED)).toEqual({
      state: "subscribed",
      address: "+13125550166",
      optInLevel: "single_opt_in",
      source: "checkout",
      updatedAt: "2026-05-02T13:00:00Z",
    });
  });

  test("counts from the same moment in every later event of the checkout and of its order", () => {
    const later = { ...TICKED, updated_at: "2026-05-09T09:00:00-04:00", processed_at: "2026-05-08T09:00:00-04:00" };
    for (const topic of topics) expect(consentIn(topic, later)).toEqual(consentIn(topic, TICKED));
    for (const topic of ["orders/updated", "orders/paid", "orders/fulfilled", "orders/cancelled"])
      expect(normalizedEventIn(topic, { ...order, ...later }).consent?.updatedAt).toBe("2026-05-02T13:00:00Z");
  });

  test("without a moment that can be read has none", () => {
    expect(consentIn("checkouts/update", { ...TICKED, created_at: null })).toMatchObject({ updatedAt: null });
  });

  test("is not that of the buyer's other numbers", () => {
    const { customer, consent } = normalizedEventIn("orders/create", { ...order, ...TICKED, phone: "+13125550102" });
    expect(consent?.address).toBe("+13125550166");
    expect(customer?.numbers).toEqual([
      { phone: "+13125550102", origin: "order" },
      { phone: "+13125550166", origin: "order" },
      { phone: "+12125550147", origin: "billing" },
    ]);
  });
});

describe("nothing is agreed to", () => {
  test.for([
    ["without the tick", { buyer_accepts_sms_marketing: false }],
    ["where the body does not say", { buyer_accepts_sms_marketing: undefined }],
    ["where it is null", { buyer_accepts_sms_marketing: null }],
    ["where it is a word", { buyer_accepts_sms_marketing: "true" }],
    ["where it is a number", { buyer_accepts_sms_marketing: 1 }],
    ["by the tick for e-mails alone", { buyer_accepts_sms_marketing: null, buyer_accepts_marketing: true }],
    ["without a number beside the tick, whatever other numbers there are", { sms_marketing_phone: null }],
    ["with an empty one", { sms_marketing_phone: " " }],
    ["with one that is none", { sms_marketing_phone: "+1 000 000 0000" }],
    ["with a national one and no address", { sms_marketing_phone: "312 555 0166", shipping_address: null }],
  ] as const)("%s", ([, said]) => {
    for (const topic of topics) expect(consentIn(topic, { ...TICKED, phone: "+12125550147", ...said })).toBeNull();
  });
});

describe("a national number beside the tick", () => {
  test.for([
    ["is the billing address's country's", { billing_address: { country_code: "US" } }, "+13125550166"],
    ["is the shipping address's, where that has none", { shipping_address: { country_code: "US" } }, "+13125550166"],
    [
      "is the billing address's, where the parcel goes abroad",
      { billing_address: { country_code: "US" }, shipping_address: { country_code: "GB" } },
      "+13125550166",
    ],
  ] as const)("%s", ([, addresses, number]) => {
    const body = { ...TICKED, sms_marketing_phone: "(312) 555-0166", shipping_address: null, ...addresses };
    for (const topic of topics) expect(consentIn(topic, body)?.address).toBe(number);
  });
});

test("the number that agreed is always among the buyer's own numbers", () => {
  const phone = fc.constantFrom("+13125550166", "312 555 0166", "+3125550166", "020 7946 0018", "none", null);
  const place = fc.option(
    fc.record({ country_code: fc.constantFrom("US", "GB", null), phone, first_name: fc.constantFrom("Rosa", "Ben") }),
  );
  fc.assert(
    fc.property(phone, phone, place, place, (sms_marketing_phone, contact, shipping_address, billing_address) => {
      const { customer, consent } = normalizedEventIn("checkouts/update", {
        ...checkout,
        ...TICKED,
        customer: null,
        phone: contact,
        sms_marketing_phone,
        shipping_address,
        billing_address,
      });
      if (!consent) return;
      expect(customer?.numbers).toContainEqual({ phone: consent.address, origin: "order" });
    }),
  );
});

test("the tick starts no automation by itself: the checkout and the order start theirs", () => {
  expect(
    matchTriggers("checkouts/update", normalizedEventIn("checkouts/update", { ...checkout, ...TICKED })).candidateFor,
  ).toEqual(["checkout_abandoned"]);
});
